// Package jsonschema writes the JSON Schema (draft 2020-12) of Go types that strictjson
// reads, and tells whether a value keeps to one, for tests. It knows structs, maps,
// lists, text, numbers and truth values, which is all that the formats of the engine are made of.
package jsonschema

import (
	"encoding/json"
	"reflect"
	"strings"
)

// Keywords are the members of a schema object.
type Keywords = map[string]any

// Document writes the schema of t as a file of its own. The keywords of fields, by type and
// field as in Scenario.prior, are added to what the Go type says; with them the set of fields
// is closed.
func Document(title string, t reflect.Type, fields map[string]Keywords) []byte {
	schema := objectSchema(t, fields)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = title
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic("jsonschema: " + err.Error()) // only a keyword that JSON cannot say
	}
	return append(text, '\n')
}

func typeSchema(t reflect.Type, fields map[string]Keywords) Keywords {
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem(), fields)
	case reflect.Struct:
		return objectSchema(t, fields)
	case reflect.Slice:
		return Keywords{"type": "array", "items": typeSchema(t.Elem(), fields)}
	case reflect.Array:
		return Keywords{"type": "array", "items": typeSchema(t.Elem(), fields), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map: // from names that are data
		return Keywords{"type": "object", "additionalProperties": typeSchema(t.Elem(), fields)}
	case reflect.String:
		return Keywords{"type": "string"}
	case reflect.Bool:
		return Keywords{"type": "boolean"}
	case reflect.Float64:
		return Keywords{"type": "number"}
	case reflect.Int:
		return Keywords{"type": "integer"}
	case reflect.Uint64:
		return Keywords{"type": "integer", "minimum": 0}
	}
	panic("jsonschema: kind " + t.Kind().String())
}

func objectSchema(t reflect.Type, fields map[string]Keywords) Keywords {
	properties, required := Keywords{}, []string{}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		property := typeSchema(t.Field(i).Type, fields)
		for key, value := range fields[t.Name()+"."+name] {
			property[key] = value
		}
		properties[name] = property
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	schema := Keywords{"type": "object", "properties": properties, "required": required}
	if fields != nil {
		schema["additionalProperties"] = false
	}
	for key, value := range fields[t.Name()] {
		schema[key] = value
	}
	return schema
}
