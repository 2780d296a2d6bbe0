package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// maxResultBytes bounds a result: the largest scenario's is well below it.
const maxResultBytes = 16 << 20

// read returns the bytes of a file, or of standard input for -, and refuses one that is
// larger than limit without reading on.
func (p program) read(name string, limit int) ([]byte, error) {
	source := p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, badf("%s: %s", display(name), reason(err))
		}
		defer file.Close()
		source = file
	}
	data, err := io.ReadAll(io.LimitReader(source, int64(limit)+1))
	if err != nil {
		return nil, badf("%s: cannot be read: %s", display(name), reason(err))
	}
	if len(data) > limit {
		return nil, badf("%s: file: is larger than %d bytes", display(name), limit)
	}
	return data, nil
}

// reason is the system's reason alone, without the call and path that display names, and
// in the lower case that only some systems write.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return strings.ToLower(err.Error())
}

// shownName is how much of a file's name a message repeats: its end.
const shownName = 60

// display is a file's name as messages have it.
func display(name string) string {
	if name == "-" {
		return "standard input"
	}
	if runes := []rune(name); len(runes) > shownName {
		name = "…" + string(runes[len(runes)-shownName:])
	}
	return visible(name)
}

// visible is a text with every character that a terminal does not show as itself, controls and
// those that turn the direction of text among them, written as Go escapes it.
func visible(text string) string {
	var out strings.Builder
	for _, r := range text {
		if strconv.IsPrint(r) {
			out.WriteRune(r)
		} else {
			out.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return out.String()
}

// clip is a text with at most so many characters.
func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// scenario reads and parses one scenario, with a note on what was read otherwise than written.
func (p program) scenario(name string) (engine.Scenario, string, error) {
	data, err := p.read(name, engine.MaxBytes)
	if err != nil {
		return engine.Scenario{}, "", err
	}
	s, note, err := engine.ParseNoted(data)
	if err != nil {
		return s, "", badf("%s: %s", display(name), err)
	}
	return s, note, nil
}
