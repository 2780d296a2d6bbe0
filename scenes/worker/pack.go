package worker

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
)

// This file writes scenarios and answers as bytes, every bit of their numbers kept: the page's main
// thread reads a large answer in a tenth of the time that its JSON takes. Both programs are built from
// the same types, so the bytes say nothing of them:
//
//	whole numbers     as encoding/binary's varints; true is 1, false 0
//	float64           its eight bytes
//	text, maps        how many and the parts
//	lists, pointers   one more than how many, and the parts; 0 for nil
//	structs, arrays   the parts
//
// Bids, of which there may be 20,000, are written as three float64 each.

// word is how many bytes a float64 takes.
const word = 8

// pack writes v in base64, since texts cross.
func pack(v any) string { return base64.StdEncoding.EncodeToString(packed(nil, reflect.ValueOf(v))) }

func packed(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return count(b, 1)
		}
		return count(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint64:
		return count(b, v.Uint())
	case reflect.Float64:
		return float(b, v.Float())
	case reflect.String:
		return append(count(b, uint64(v.Len())), v.String()...)
	case reflect.Pointer:
		if v.IsNil() {
			return count(b, 0)
		}
		return packed(count(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			b = packed(b, v.Field(i))
		}
		return b
	case reflect.Slice:
		if v.IsNil() {
			return count(b, 0)
		}
		b = count(b, 1+uint64(v.Len()))
	}
	switch list := v.Interface().(type) {
	case []engine.Bid:
		for _, bid := range list {
			b = float(float(float(b, float64(bid.Agent)), bid.User), bid.Value)
		}
	case map[string]engine.Wish:
		b = count(b, uint64(len(list)))
		for name, wish := range list {
			b = packed(packed(b, reflect.ValueOf(name)), reflect.ValueOf(wish))
		}
	default:
		for i := range v.Len() {
			b = packed(b, v.Index(i))
		}
	}
	return b
}

func count(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }

func float(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
}

var errDamaged = errors.New("worker: what was packed is damaged")

// unpack reads what pack wrote of a value like the one into points to.
func unpack(text string, into any) error {
	data, err := base64.StdEncoding.DecodeString(text)
	r := unpacker{data: data, damaged: err != nil}
	r.value(reflect.ValueOf(into).Elem())
	if r.damaged || len(r.data) > 0 {
		return errDamaged
	}
	return nil
}

// unpacker is what is left to read. Once something was damaged everything reads as nothing.
type unpacker struct {
	data    []byte
	damaged bool
}

// take reads n parts of so many bytes each.
func (r *unpacker) take(n uint64, size int) (b []byte) {
	if n > uint64(len(r.data)/size) {
		r.data, r.damaged, n = nil, true, 0
	}
	b, r.data = r.data[:int(n)*size], r.data[int(n)*size:]
	return b
}

func (r *unpacker) count() uint64 {
	x, n := binary.Uvarint(r.data)
	if n <= 0 {
		x, n = 0, len(r.data)+1 // which take refuses
	}
	r.take(uint64(n), 1)
	return x
}

// floats reads n of them.
func (r *unpacker) floats(n uint64) []float64 {
	b := r.take(n, word)
	list := make([]float64, len(b)/word)
	for i := range list {
		list[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[word*i:]))
	}
	return list
}

func (r *unpacker) value(v reflect.Value) {
	n := uint64(0)
	switch v.Kind() {
	case reflect.Float64:
		if b := r.take(1, word); len(b) > 0 {
			v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		return
	case reflect.Struct:
		for i := range v.NumField() {
			r.value(v.Field(i))
		}
		return
	case reflect.Array:
		r.parts(v)
		return
	default:
		n = r.count()
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(n == 1)
	case reflect.Int:
		v.SetInt(int64(n>>1) ^ -int64(n&1)) // as encoding/binary's Varint
	case reflect.Uint, reflect.Uint64:
		v.SetUint(n)
	case reflect.String:
		v.SetString(string(r.take(n, 1)))
	case reflect.Pointer:
		if n == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	default:
		r.list(v, n)
	}
}

func (r *unpacker) parts(v reflect.Value) {
	for i := range v.Len() {
		r.value(v.Index(i))
	}
}

// list reads a list or a map; what most answers are full of, numbers and bids, without a look at types for each.
func (r *unpacker) list(v reflect.Value, n uint64) {
	switch list := v.Addr().Interface().(type) {
	case *map[string]engine.Wish:
		if n > 0 {
			*list = map[string]engine.Wish{}
		}
		for ; n > 0 && !r.damaged; n-- {
			var name string
			var wish engine.Wish
			r.value(reflect.ValueOf(&name).Elem())
			r.value(reflect.ValueOf(&wish).Elem())
			(*list)[name] = wish
		}
		return
	case *[]float64:
		if n > 0 {
			*list = r.floats(n - 1)
		}
		return
	case *[]engine.Bid:
		if n > 0 && n <= uint64(len(r.data)) {
			numbers := r.floats(3 * (n - 1))
			*list = make([]engine.Bid, len(numbers)/3)
			for i := range *list {
				(*list)[i] = engine.Bid{Agent: int(numbers[3*i]), User: numbers[3*i+1], Value: numbers[3*i+2]}
			}
			return
		}
	}
	switch {
	case n > uint64(len(r.data))+1: // a part takes a byte at least
		r.take(n, 1)
	case n > 0:
		v.Set(reflect.MakeSlice(v.Type(), int(n-1), int(n-1)))
		r.parts(v)
	}
}
