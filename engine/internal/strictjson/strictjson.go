// Package strictjson reads JSON into Go structs and refuses whatever the struct does not
// say, naming the place: an unknown, repeated or missing field, a wrong type, a null, text
// after the end. It knows nothing of scenarios and checks no meaning; package engine, its
// only caller, does.
//
// The rules it reads from a struct are those of encoding/json (names from the json tag,
// matched exactly) and two more. A field without omitempty is required. A field tagged
// `strict:"nonzero"` may be absent, but not be given as 0 or "": there the zero value
// stands for "absent", so that writing it down could only surprise.
package strictjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong at which place, such as {"agents[1].colour", "unknown field"}.
// Path is empty for the document as a whole.
type Error struct{ Path, Reason string }

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Reason
	}
	return e.Path + ": " + e.Reason
}

// Decode reads the one JSON value in data into the value that into points to. It accepts a
// leading byte-order mark. Errors are of type *Error.
func Decode(data []byte, into any) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return &Error{"", "is empty, must be a JSON object"}
	}
	if at := invalidUTF8(data); at >= 0 {
		return &Error{"", "is not valid UTF-8 " + position(data, at)}
	}
	r := reader{data: data, json: tokensOf(data)}
	if err := r.value(reflect.ValueOf(into).Elem()); err != nil {
		return err
	}
	end := int(r.json.InputOffset())
	if rest := bytes.TrimSpace(data[end:]); len(rest) > 0 {
		at := end + bytes.Index(data[end:], rest)
		return &Error{"", "has more text after its end " + position(data, at)}
	}
	return nil
}

// reader walks the tokens of one document along the Go type it is read into. An error names the place
// from the value on that is being read; each value around it puts its own before (under).
type reader struct {
	data []byte
	json tokens
}

// under puts where a value stands before the place of what is wrong in it.
func under(place string, err error) error {
	e := err.(*Error)
	switch {
	case e.Path == "":
		e.Path = place
	case e.Path[0] == '[':
		e.Path = place + e.Path
	default:
		e.Path = place + "." + e.Path
	}
	return e
}

// value reads the next value into v.
func (r *reader) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem())
	case reflect.Struct:
		return r.object(v)
	case reflect.Slice, reflect.Array:
		return r.list(v)
	case reflect.Map:
		return r.entries(v)
	}
	return r.scalar(v)
}

// object reads a JSON object into the struct v.
func (r *reader) object(v reflect.Value) error {
	if err := r.open('{', "an object"); err != nil {
		return err
	}
	fields := fieldsOf(v.Type())
	for r.json.More() {
		token, err := r.json.Token()
		if err != nil {
			return r.syntax(err)
		}
		key, _ := token.(string) // the decoder has made sure that a key is text
		f := find(fields, key)
		if f == nil {
			return &Error{Join("", key), "unknown field"}
		}
		if f.seen {
			return &Error{key, "given twice"}
		}
		f.seen = true
		field := v.Field(f.index)
		if err := r.value(field); err != nil {
			return under(key, err)
		}
		if f.nonzero && field.IsZero() {
			return &Error{key, "must not be " + zeroWord(field) + " (leave it out for the default)"}
		}
	}
	if _, err := r.json.Token(); err != nil {
		return r.syntax(err)
	}
	for _, f := range fields {
		if f.required && !f.seen {
			return &Error{f.name, "missing"}
		}
	}
	return nil
}

// entries reads a JSON object whose names are data into the map v of them.
func (r *reader) entries(v reflect.Value) error {
	if err := r.open('{', "an object"); err != nil {
		return err
	}
	v.Set(reflect.MakeMap(v.Type()))
	for r.json.More() {
		token, err := r.json.Token()
		if err != nil {
			return r.syntax(err)
		}
		name, _ := token.(string)
		key := reflect.ValueOf(name)
		if v.MapIndex(key).IsValid() {
			return &Error{Join("", name), "given twice"}
		}
		item := reflect.New(v.Type().Elem()).Elem()
		if err := r.value(item); err != nil {
			return under(Join("", name), err)
		}
		v.SetMapIndex(key, item)
	}
	if _, err := r.json.Token(); err != nil {
		return r.syntax(err)
	}
	return nil
}

// list reads a JSON list into the slice or array v.
func (r *reader) list(v reflect.Value) error {
	if err := r.open('[', "a list"); err != nil {
		return err
	}
	fixed := v.Kind() == reflect.Array
	if !fixed {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	n := 0
	for ; r.json.More(); n++ {
		if fixed && n == v.Len() {
			return &Error{"", fmt.Sprintf("has more than %d values", v.Len())}
		}
		if !fixed {
			v.Grow(1)
			v.SetLen(n + 1)
			v.Index(n).SetZero()
		}
		if err := r.value(v.Index(n)); err != nil {
			return under("["+strconv.Itoa(n)+"]", err)
		}
	}
	if _, err := r.json.Token(); err != nil {
		return r.syntax(err)
	}
	if fixed && n < v.Len() {
		return &Error{"", fmt.Sprintf("has %d values, must have %d", n, v.Len())}
	}
	return nil
}

// open reads the bracket that begins an object or a list.
func (r *reader) open(want json.Delim, what string) error {
	token, err := r.json.Token()
	if err != nil {
		return r.syntax(err)
	}
	if token != want {
		return &Error{"", "must be " + what + ", not " + describe(token)}
	}
	return nil
}

// scalar reads text, a number, true or false into v.
func (r *reader) scalar(v reflect.Value) error {
	token, err := r.json.Token()
	if err != nil {
		return r.syntax(err)
	}
	switch x := token.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return nil
		}
	case json.Number:
		if isNumber(v.Kind()) {
			return number(string(x), v)
		}
	}
	return &Error{"", "must be " + wanted(v.Kind()) + ", not " + describe(token)}
}

// maxExact is the largest whole number up to which every float64 is exact, so that 4.0
// and 1e3 can be read as whole numbers without a doubt.
const maxExact = 1 << 53

// number reads a JSON number into v.
func number(text string, v reflect.Value) error {
	if v.Kind() == reflect.Uint64 {
		if n, err := strconv.ParseUint(text, 10, 64); err == nil {
			v.SetUint(n)
			return nil
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return &Error{"", shorten(text) + " is too large a number"}
	}
	if v.Kind() == reflect.Float64 {
		v.SetFloat(x)
		return nil
	}
	if math.Abs(x) > maxExact {
		return &Error{"", "is " + shorten(text) + ", must be a whole number of at most " + strconv.Itoa(maxExact) +
			" in size"}
	}
	if x != math.Trunc(x) {
		return &Error{"", "is " + shorten(text) + ", must be a whole number"}
	}
	if v.Kind() == reflect.Int {
		v.SetInt(int64(x))
		return nil
	}
	if x < 0 {
		return &Error{"", "is " + shorten(text) + ", must not be negative"}
	}
	v.SetUint(uint64(x))
	return nil
}

// syntax turns an error of the JSON decoder into one with a place in the text: the first
// character after the last thing that could be read.
func (r *reader) syntax(err error) error {
	rest := r.data[min(r.json.InputOffset(), int64(len(r.data))):]
	rest = bytes.TrimLeft(rest, " \t\r\n")
	reason := err.Error()
	if len(rest) == 0 || err == io.ErrUnexpectedEOF || reason == "unexpected end of JSON input" {
		rest, reason = nil, "the text ends too early"
	}
	return &Error{"", reason + " " + position(r.data, len(r.data)-len(rest))}
}

// position says in words where data[offset] stands.
func position(data []byte, offset int) string {
	before := data[:offset]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[1+bytes.LastIndexByte(before, '\n'):])
	return fmt.Sprintf("(line %d, column %d)", line, column)
}

// invalidUTF8 returns the index of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// field is what one struct field asks for.
type field struct {
	name                    string
	index                   int
	required, nonzero, seen bool
}

// fieldsOf lists the JSON fields of a struct type.
func fieldsOf(t reflect.Type) []field {
	fields := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		fields = append(fields, field{
			name:     name,
			index:    i,
			required: options != "omitempty",
			nonzero:  t.Field(i).Tag.Get("strict") == "nonzero",
		})
	}
	return fields
}

func find(fields []field, name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// Join appends a field name to a path, quoted where it is not a plain word.
func Join(path, name string) string {
	if !plain(name) {
		name = strconv.Quote(shorten(name))
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func plain(name string) bool {
	for _, r := range name {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_') {
			return false
		}
	}
	return name != "" && len(name) <= shownRunes
}

// shownRunes is how much of a stranger's text an error message repeats.
const shownRunes = 40

func shorten(text string) string {
	if utf8.RuneCountInString(text) <= shownRunes {
		return text
	}
	return string([]rune(text)[:shownRunes]) + "…"
}

func isNumber(k reflect.Kind) bool {
	return k == reflect.Float64 || k == reflect.Int || k == reflect.Uint64
}

// wanted names a Go kind for people.
func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64, reflect.Int, reflect.Uint64:
		return "a number"
	}
	panic("strictjson: unsupported kind " + k.String())
}

// describe names a JSON token for people.
func describe(token json.Token) string {
	switch x := token.(type) {
	case json.Delim:
		if x == '{' {
			return "an object"
		}
		return "a list"
	case string:
		return "text"
	case bool:
		return "true or false"
	case json.Number:
		return "a number"
	}
	return "null"
}

func zeroWord(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return "empty"
	}
	return "0"
}
