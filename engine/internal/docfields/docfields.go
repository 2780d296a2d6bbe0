// Package docfields compares a document with the types that it describes, for tests: what the
// page and the command read and write is documented field by field. Nothing that runs uses it.
package docfields

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

var word = regexp.MustCompile(`\w+`)

// Missing lists the fields of types, and of the structs within, as Type.name with their JSON
// names, that a text does not mention as code, between backquotes. The types in but are
// described as a whole.
func Missing(text string, types, but []reflect.Type) (missing []string) {
	code := map[string]bool{}
	for i, piece := range strings.Split(text, "`") {
		if i%2 == 1 { // between two backquotes
			for _, w := range word.FindAllString(piece, -1) {
				code[w] = true
			}
		}
	}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || slices.Contains(but, typ) {
			return
		}
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if !code[name] {
				missing = append(missing, typ.Name()+"."+name)
			}
			walk(typ.Field(i).Type)
		}
	}
	for _, typ := range types {
		walk(typ)
	}
	return missing
}

var table = regexp.MustCompile(`(?m)(^\|.*\n)+`)

// Add returns a text with rows for fields that Missing lists at the end of the first table behind a mark: one for each
// field of the type top or that has words, which are its second column and are followed by what is missing in it.
func Add(text, mark, top string, missing []string, words func(field string) string) string {
	var rows strings.Builder
	for i, field := range missing {
		owner, name, _ := strings.Cut(field, ".")
		said := words(field)
		switch {
		case owner == top:
			rows.WriteString("| `" + name + "` | " + said)
		case said != "":
			rows.WriteString("| `" + strings.ToLower(owner[:1]) + owner[1:] + "." + name + "` | " + said)
		default:
			rows.WriteString(" `" + name + "`")
		}
		if i+1 == len(missing) || strings.HasPrefix(missing[i+1], top+".") || words(missing[i+1]) != "" {
			rows.WriteString(" |\n")
		}
	}
	at := strings.Index(text, mark)
	at += table.FindStringIndex(text[at:])[1]
	return text[:at] + rows.String() + text[at:]
}
