package job

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
)

// This file writes scenarios and answers as bytes, every bit of their numbers kept: the page's main
// thread reads a large answer in a twentieth of the time that its JSON takes. Both programs are built
// from the same types, so the bytes say nothing of them:
//
//	true, false             a byte
//	whole numbers           as encoding/binary's varints
//	float64                 its eight bytes
//	text, lists             how many and the parts; of a list one more, and 0 for nil
//	maps                    how many and the entries, in any order
//	pointers                0 for nil, or 1 and what it points to
//	structs, arrays         the parts

// bidBytes is what a bid is packed in, of which there may be 20,000: its agent and two numbers. Agents
// are fewer than 256.
const bidBytes = 1 + 8 + 8

// pack writes v in base64, since texts cross.
func pack(v any) string { return base64.StdEncoding.EncodeToString(packed(nil, reflect.ValueOf(v))) }

func packed(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.String:
		return append(binary.AppendUvarint(b, uint64(v.Len())), v.String()...)
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return packed(append(b, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			b = packed(b, v.Field(i))
		}
		return b
	case reflect.Array:
		return packedParts(b, v)
	case reflect.Slice:
		if v.IsNil() {
			return append(b, 0)
		}
		return packedParts(binary.AppendUvarint(b, 1+uint64(v.Len())), v)
	case reflect.Map:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for entries := v.MapRange(); entries.Next(); {
			b = packed(packed(b, entries.Key()), entries.Value())
		}
		return b
	}
	panic("job: cannot pack " + v.Type().String())
}

func packedParts(b []byte, v reflect.Value) []byte {
	if list, ok := v.Interface().([]engine.Bid); ok {
		for _, bid := range list {
			b = binary.LittleEndian.AppendUint64(append(b, byte(bid.Agent)), math.Float64bits(bid.User))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(bid.Value))
		}
		return b
	}
	for i := range v.Len() {
		b = packed(b, v.Index(i))
	}
	return b
}

var errDamaged = errors.New("job: what was packed is damaged")

// unpack reads what pack wrote of a value like the one into points to.
func unpack(text string, into any) (err error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return errDamaged
	}
	r := unpacker{data}
	r.value(reflect.ValueOf(into).Elem())
	if r.data == nil || len(r.data) > 0 {
		return errDamaged
	}
	return nil
}

// unpacker is what is left to read; nil once something was damaged, and then everything reads as nothing.
type unpacker struct{ data []byte }

// take reads so many bytes, or nil.
func (r *unpacker) take(n uint64) (b []byte) {
	if n > uint64(len(r.data)) {
		r.data = nil
		return nil
	}
	b, r.data = r.data[:n:n], r.data[n:]
	return b
}

func (r *unpacker) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *unpacker) uvarint() uint64 {
	x, n := binary.Uvarint(r.data)
	r.take(uint64(max(n, 0)))
	if n <= 0 {
		r.data = nil
	}
	return x
}

func (r *unpacker) float() float64 {
	if b := r.take(8); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (r *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.byte() == 1)
	case reflect.Int:
		x := r.uvarint()
		v.SetInt(int64(x>>1) ^ -int64(x&1)) // as encoding/binary's Varint
	case reflect.Uint, reflect.Uint64:
		v.SetUint(r.uvarint())
	case reflect.Float64:
		v.SetFloat(r.float())
	case reflect.String:
		v.SetString(string(r.take(r.uvarint())))
	case reflect.Pointer:
		if r.byte() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			r.value(v.Field(i))
		}
	case reflect.Array:
		r.parts(v)
	case reflect.Slice:
		r.list(v)
	case reflect.Map:
		r.entries(v)
	default:
		panic("job: cannot unpack " + v.Type().String())
	}
}

func (r *unpacker) parts(v reflect.Value) {
	for i := 0; i < v.Len() && r.data != nil; i++ {
		r.value(v.Index(i))
	}
}

// list reads a list; what most answers are full of, numbers, and bids without a look at types for each.
func (r *unpacker) list(v reflect.Value) {
	n := r.uvarint()
	if n == 0 {
		return
	}
	if n--; n > uint64(len(r.data)) { // a part takes a byte at least
		r.data = nil
		return
	}
	switch list := v.Addr().Interface().(type) {
	case *[]float64:
		*list = r.floats(n)
	case *[]engine.Bid:
		*list = r.bids(n)
	default:
		v.Set(reflect.MakeSlice(v.Type(), int(n), int(n)))
		r.parts(v)
	}
}

func (r *unpacker) floats(n uint64) []float64 {
	if n > uint64(len(r.data))/8 {
		r.data = nil
		return nil
	}
	b := r.take(8 * n)
	list := make([]float64, n)
	for i := range list {
		list[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return list
}

func (r *unpacker) bids(n uint64) []engine.Bid {
	b := r.take(bidBytes * n)
	list := make([]engine.Bid, len(b)/bidBytes)
	for i := range list {
		at := b[bidBytes*i:]
		list[i] = engine.Bid{
			Agent: int(at[0]),
			User:  math.Float64frombits(binary.LittleEndian.Uint64(at[1:])),
			Value: math.Float64frombits(binary.LittleEndian.Uint64(at[9:])),
		}
	}
	return list
}

func (r *unpacker) entries(v reflect.Value) {
	n := r.uvarint()
	if n == 0 {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := uint64(0); i < n && r.data != nil; i++ {
		key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		r.value(key)
		r.value(item)
		v.SetMapIndex(key, item)
	}
}
