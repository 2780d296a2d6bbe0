package schematest

import (
	"reflect"
	"strings"
)

// Fields names every field of a type and of the structs in it, as Type.field with the name that
// it has in JSON: the keys by which fields are described.
func Fields(typ reflect.Type) []string { return fields(nil, typ) }

func fields(dst []string, typ reflect.Type) []string {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct {
		return dst
	}
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
		dst = fields(append(dst, typ.Name()+"."+name), typ.Field(i).Type)
	}
	return dst
}
