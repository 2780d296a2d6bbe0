package strictjson

import (
	"bytes"
	"encoding/json"
)

// tokens are those of a document, as a json.Decoder that uses json.Number gives them.
type tokens interface {
	Token() (json.Token, error)
	More() bool
	InputOffset() int64
}

// tokensOf reads one JSON value, and says what is wrong with what is none. A Decoder, which does, takes
// several times as long for each token, so it reads only what is damaged or has more text behind.
func tokensOf(data []byte) tokens {
	if json.Valid(data) {
		return &sound{data: data}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d
}

// sound is a document that is known to be one JSON value, and how far it has been read.
type sound struct {
	data []byte
	at   int
}

func (s *sound) InputOffset() int64 { return int64(s.at) }

// More reports whether the list or object that is being read goes on.
func (s *sound) More() bool {
	s.skip()
	return s.data[s.at] != ']' && s.data[s.at] != '}'
}

// Token never fails.
func (s *sound) Token() (json.Token, error) {
	s.skip()
	from := s.at
	s.at++
	switch c := s.data[from]; c {
	case '{', '}', '[', ']':
		return json.Delim(c), nil
	case 't':
		s.at = from + len("true")
		return true, nil
	case 'f':
		s.at = from + len("false")
		return false, nil
	case 'n':
		s.at = from + len("null")
		return nil, nil
	case '"':
		return s.text(from)
	}
	for s.at < len(s.data) && bytes.IndexByte([]byte(" \t\r\n,]}"), s.data[s.at]) < 0 {
		s.at++
	}
	return json.Number(s.data[from:s.at]), nil
}

// text reads the text that begins at from.
func (s *sound) text(from int) (text string, err error) {
	plain := true
	for s.data[s.at] != '"' {
		if s.data[s.at] == '\\' {
			plain = false
			s.at++
		}
		s.at++
	}
	s.at++
	if plain {
		return string(s.data[from+1 : s.at-1]), nil
	}
	err = json.Unmarshal(s.data[from:s.at], &text)
	return text, err
}

// skip leaves out what stands between two tokens.
func (s *sound) skip() {
	for {
		switch s.data[s.at] {
		case ' ', '\t', '\r', '\n', ',', ':':
			s.at++
		default:
			return
		}
	}
}
