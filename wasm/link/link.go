// Package link writes the state of a stage into the hash of an address and reads it back:
// v=1&s=STATE, where STATE is JSON of scenario and view, deflated, in URL-safe base64. It
// knows no DOM; wasm/ uses it in the page, web/site at build time. A link is a stranger's
// input: the scenario in one is bounded and validated like a file, and the view by the app
// that is to show it.
package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Version of the link format.
const Version = "1"

const (
	maxHash  = 64 << 10  // characters of a hash that are looked at; presets take under 4,000
	longest  = 4000      // characters of a hash beyond which the pinned state is left out of it
	maxState = 256 << 10 // bytes of JSON a state may unpack to, the limit of a scenario file
)

// State is what a link carries.
type State struct {
	Scenario engine.Scenario
	View     stage.View
	Pinned   *engine.Scenario // to compare with, nil: nothing is
}

// wire keeps the scenarios as bytes, so that engine.Parse alone judges them.
type wire struct {
	Scenario json.RawMessage `json:"scenario"`
	View     stage.View      `json:"view,omitzero"`
	Pinned   json.RawMessage `json:"pinned,omitempty"`
}

// Encoder turns states into hashes and keeps its compressor between calls. The zero value
// is ready. Not for concurrent use.
type Encoder struct {
	packed bytes.Buffer
	flate  *flate.Writer
}

// Encode returns the hash of a state, without "#". Equal states give equal hashes. A pinned
// state that would make it too long for some programs is left out.
func (e *Encoder) Encode(s State) (string, error) {
	hash, err := e.encode(s)
	if err == nil && s.Pinned != nil && len(hash) > longest {
		s.Pinned = nil
		return e.encode(s)
	}
	return hash, err
}

func (e *Encoder) encode(s State) (string, error) {
	w := wire{View: s.View}
	var err error
	if w.Scenario, err = json.Marshal(s.Scenario); err != nil {
		return "", err
	}
	if s.Pinned != nil {
		if w.Pinned, err = json.Marshal(s.Pinned); err != nil {
			return "", err
		}
	}
	data, err := json.Marshal(w)
	if err != nil {
		return "", err
	}
	return e.pack(data)
}

// pack deflates data and writes the hash.
func (e *Encoder) pack(data []byte) (hash string, err error) {
	e.packed.Reset()
	if e.flate == nil {
		e.flate, err = flate.NewWriter(&e.packed, flate.BestCompression)
		if err != nil {
			return "", err
		}
	} else {
		e.flate.Reset(&e.packed)
	}
	if _, err := e.flate.Write(data); err != nil {
		return "", err
	}
	if err := e.flate.Close(); err != nil {
		return "", err
	}
	return "v=" + Version + "&s=" + base64.RawURLEncoding.EncodeToString(e.packed.Bytes()), nil
}

// Errors of Decode that do not name a field of the scenario.
var (
	ErrNotALink = errors.New("link: the part after # is not a state of this figure")
	ErrDamaged  = errors.New("link: the state in it is damaged or cut short")
	ErrTooLarge = fmt.Errorf("link: the state in it is larger than %d KiB", maxState>>10)
)

// Decode reads a hash, without "#". Its errors are one sentence for the reader.
func Decode(hash string) (State, error) {
	s, _, err := DecodeNoted(hash)
	return s, err
}

// DecodeNoted is Decode with a sentence on the scenario's numbers that were read otherwise than they
// were written (engine.ParseNoted); empty: there are none.
func DecodeNoted(hash string) (s State, note string, err error) {
	data, err := unpack(hash)
	if err != nil {
		return State{}, "", err
	}
	return parse(data)
}

// unpack returns the state's bytes.
func unpack(hash string) ([]byte, error) {
	if len(hash) > maxHash {
		return nil, fmt.Errorf("link: the part after # has %d characters, at most %d are read", len(hash), maxHash)
	}
	values, ok := query(hash)
	v, versioned := values["v"]
	s, held := values["s"]
	if !ok || !versioned || !held {
		return nil, ErrNotALink
	}
	if v != Version {
		return nil, fmt.Errorf("link: v is %.20q, this page reads version %s", v, Version)
	}
	return inflate(s)
}

// query reads name=value&name=value as net/url's ParseQuery does, which would bring the addresses of the
// whole internet along: of a name that comes again the first value counts.
func query(text string) (values map[string]string, ok bool) {
	values = map[string]string{}
	for _, part := range strings.Split(text, "&") {
		name, value, _ := strings.Cut(part, "=")
		name, ok = unescape(name)
		if value, fine := unescape(value); !ok || !fine || strings.Contains(part, ";") {
			return nil, false
		} else if _, again := values[name]; !again && part != "" {
			values[name] = value
		}
	}
	return values, true
}

// unescape reads a plus as a space and % with two hexadecimal digits as a byte.
func unescape(text string) (plain string, ok bool) {
	parts := strings.Split(strings.ReplaceAll(text, "+", " "), "%")
	for i, part := range parts[1:] {
		if len(part) < 2 {
			return "", false
		}
		code, err := strconv.ParseUint(part[:2], 16, 8)
		if err != nil {
			return "", false
		}
		parts[1+i] = string([]byte{byte(code)}) + part[2:]
	}
	return strings.Join(parts, ""), true
}

// inflate unpacks at most maxState bytes: a small link may unpack to gigabytes.
func inflate(text string) ([]byte, error) {
	packed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, ErrDamaged
	}
	r := flate.NewReader(bytes.NewReader(packed))
	data, err := io.ReadAll(io.LimitReader(r, maxState+1))
	switch {
	case len(data) > maxState:
		return nil, ErrTooLarge
	case err != nil:
		return nil, ErrDamaged
	}
	return data, nil
}

func parse(data []byte) (state State, note string, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var w wire
	if err := d.Decode(&w); err != nil || d.More() {
		return State{}, "", ErrDamaged
	}
	s, note, err := engine.ParseNoted(w.Scenario)
	if err != nil {
		return State{}, "", fmt.Errorf("link: %w", err)
	}
	state = State{Scenario: s, View: w.View}
	if w.Pinned != nil {
		pinned, err := engine.Parse(w.Pinned)
		if err != nil {
			return State{}, "", fmt.Errorf("link: pinned: %w", err)
		}
		state.Pinned = &pinned
	}
	return state, note, nil
}
