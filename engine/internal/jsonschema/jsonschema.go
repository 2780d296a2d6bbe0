// Package jsonschema writes the JSON Schema (draft 2020-12) of Go types that strictjson
// reads, and tells whether a value keeps to one, for tests. It knows structs, maps,
// lists, text, numbers and truth values, which is all that the formats of the engine are made of.
package jsonschema

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
)

// Keywords are the members of a schema object.
type Keywords = map[string]any

// Fields are the keywords of fields, by type and field as in Scenario.prior, or of a whole type.
type Fields = map[string]Keywords

// Join puts lists of fields together.
func Join(lists ...Fields) Fields {
	all := Fields{}
	for _, list := range lists {
		maps.Copy(all, list)
	}
	return all
}

// About is a description, with further keywords, each before its value.
func About(description string, more ...any) Keywords {
	k := Keywords{"description": description}
	for i := 0; i < len(more); i += 2 {
		k[more[i].(string)] = more[i+1]
	}
	return k
}

// Number is one between two others, both allowed, with the one that it is where nothing is said.
func Number(least, most, standard any, description string) Keywords {
	return About(description, "minimum", least, "maximum", most, "default", standard)
}

// Choice is one of some texts, with the one that it is where nothing is said.
func Choice(standard, description string, choices ...string) Keywords {
	return About(description, "enum", choices, "default", standard)
}

// Document writes the schema of t as a file of its own. The keywords of fields are added to what
// the Go type says; with them the set of fields is closed.
func Document(title string, t reflect.Type, fields Fields) []byte {
	schema := objectSchema(t, fields)
	schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	schema["title"] = title
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic("jsonschema: " + err.Error()) // only a keyword that JSON cannot say
	}
	return append(text, '\n')
}

func typeSchema(t reflect.Type, fields Fields) Keywords {
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem(), fields)
	case reflect.Struct:
		return objectSchema(t, fields)
	case reflect.Slice:
		return Keywords{"type": "array", "items": typeSchema(t.Elem(), fields)}
	case reflect.Array:
		return Keywords{"type": "array", "items": typeSchema(t.Elem(), fields), "minItems": t.Len(),
			"maxItems": t.Len()}
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

func objectSchema(t reflect.Type, fields Fields) Keywords {
	properties, required := Keywords{}, []string{}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		property := typeSchema(t.Field(i).Type, fields)
		maps.Copy(property, fields[t.Name()+"."+name])
		properties[name] = property
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	schema := Keywords{"type": "object", "properties": properties, "required": required}
	if fields != nil {
		schema["additionalProperties"] = false
	}
	maps.Copy(schema, fields[t.Name()])
	return schema
}
