package engine

import (
	"bytes"
	"encoding/json"
)

// lineWidth is how long a line of Format's output may get before a value is broken into
// one line for each of its parts.
const lineWidth = 96

// Format writes a scenario as JSON that Parse reads back to the same value: small things
// such as a party or a matrix on one line, larger ones indented. It panics when s holds a
// number that is not finite, which Validate would have refused.
func Format(s Scenario) []byte {
	compact, err := json.Marshal(s)
	if err != nil {
		panic("engine: Format of an invalid scenario: " + err.Error())
	}
	w := layout{in: compact}
	w.broken("\n") // the scenario itself always, for a file that people edit
	return append(w.out, '\n')
}

// layout lays out compact JSON, value by value.
type layout struct {
	in  []byte // what is left to read
	out []byte
}

// value writes the next value on one line if it fits after what the line holds already,
// and broken otherwise; newline is the line break with the indent of the line it is on.
func (w *layout) value(newline string) {
	end := extent(w.in)
	used := len(w.out) - 1 - bytes.LastIndexByte(w.out, '\n')
	if composite := w.in[0] == '{' || w.in[0] == '['; !composite || used+end <= lineWidth {
		w.out = appendSpaced(w.out, w.in[:end])
		w.in = w.in[end:]
		return
	}
	w.broken(newline)
}

// broken writes the next object or list with one line for each of its parts.
func (w *layout) broken(newline string) {
	inner := newline + "  "
	object := w.in[0] == '{'
	for {
		w.out = append(w.out, w.in[0]) // the opening bracket, or the comma between parts
		w.in = w.in[1:]
		w.out = append(w.out, inner...)
		if object {
			end := extent(w.in)
			w.out = append(append(w.out, w.in[:end]...), ": "...)
			w.in = w.in[end+1:]
		}
		w.value(inner)
		if w.in[0] != ',' {
			break
		}
	}
	w.out = append(w.out, newline...)
	w.out = append(w.out, w.in[0])
	w.in = w.in[1:]
}

// extent returns the length of the JSON value at the start of compact text.
func extent(in []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(in); i++ {
		switch c := in[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']' || c == ',' || c == ':':
			if depth == 0 {
				return i
			}
			if c == '}' || c == ']' {
				depth--
			}
		}
		if depth == 0 && !quoted && (in[i] == '"' || in[i] == '}' || in[i] == ']') {
			return i + 1
		}
	}
	return len(in)
}

// appendSpaced appends compact JSON with a space after each comma and colon.
func appendSpaced(out, in []byte) []byte {
	quoted := false
	for i := 0; i < len(in); i++ {
		c := in[i]
		out = append(out, c)
		switch {
		case quoted && c == '\\':
			i++
			out = append(out, in[i])
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == ':'):
			out = append(out, ' ')
		}
	}
	return out
}
