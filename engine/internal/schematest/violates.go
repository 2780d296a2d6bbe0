// Package schematest holds decoded values against a decoded schema, for tests alone: it links
// regexp, which no program that travels to a reader should carry.
package schematest

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

// Violates says which keyword of a decoded schema a decoded value breaks, with its path, or
// nothing. It knows the keywords that the engine's schemas use; an unknown one is a violation
// too, so that a schema cannot outgrow its test.
func Violates(schema map[string]any, value any, path string) string {
	for keyword, want := range schema {
		check, ok := checks[keyword]
		if !ok {
			return path + " has the unknown keyword " + keyword
		}
		if !check(schema, want, value) {
			return path + ": breaks " + keyword
		}
	}
	switch x := value.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, item := range x {
			if sub, ok := properties[name].(map[string]any); ok {
				if c := Violates(sub, item, path+"."+name); c != "" {
					return c
				}
			}
		}
	case []any:
		if sub, ok := schema["items"].(map[string]any); ok {
			for _, item := range x {
				if c := Violates(sub, item, path+"[]"); c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// check reports whether value obeys a keyword of schema whose operand is want.
type check = func(schema map[string]any, want, value any) bool

// checks are those of all keywords.
var checks map[string]check

func always(map[string]any, any, any) bool { return true }

// onNumber checks numbers alone, onSize what size says has one.
func onNumber(ok func(x, want float64) bool) check {
	return func(_ map[string]any, want, value any) bool {
		x, number := value.(float64)
		return !number || ok(x, want.(float64))
	}
}

func onSize(size func(any) int, ok func(n, want int) bool) check {
	return func(_ map[string]any, want, value any) bool {
		n := size(value)
		return n < 0 || ok(n, int(want.(float64)))
	}
}

func init() {
	checks = map[string]check{
		"$schema": always, "title": always, "description": always, "default": always,
		"properties": always, "items": always, // walked by Violates
		"type":  func(_ map[string]any, want, value any) bool { return hasType(want.(string), value) },
		"const": func(_ map[string]any, want, value any) bool { return value == want },
		"enum": func(_ map[string]any, want, value any) bool {
			return slices.Contains(want.([]any), value)
		},
		"minimum":          onNumber(func(x, want float64) bool { return x >= want }),
		"maximum":          onNumber(func(x, want float64) bool { return x <= want }),
		"exclusiveMinimum": onNumber(func(x, want float64) bool { return x > want }),
		"minItems":         onSize(items, func(n, want int) bool { return n >= want }),
		"maxItems":         onSize(items, func(n, want int) bool { return n <= want }),
		"minLength":        onSize(runes, func(n, want int) bool { return n >= want }),
		"maxLength":        onSize(runes, func(n, want int) bool { return n <= want }),
		"pattern": func(_ map[string]any, want, value any) bool {
			text, ok := value.(string)
			return !ok || regexp.MustCompile(want.(string)).MatchString(text)
		},
		"not": func(_ map[string]any, want, value any) bool {
			return Violates(want.(map[string]any), value, "") != ""
		},
		"uniqueItems": func(_ map[string]any, _, value any) bool {
			list, _ := value.([]any)
			for i, x := range list {
				if slices.Contains(list[:i], x) {
					return false
				}
			}
			return true
		},
		"required": func(_ map[string]any, want, value any) bool {
			object, ok := value.(map[string]any)
			return !ok ||
				!slices.ContainsFunc(want.([]any), func(name any) bool { return object[name.(string)] == nil })
		},
		"oneOf": func(_ map[string]any, want, value any) bool {
			n := 0
			for _, sub := range want.([]any) {
				if Violates(sub.(map[string]any), value, "") == "" {
					n++
				}
			}
			return n == 1
		},
		"additionalProperties": func(schema map[string]any, want, value any) bool {
			object, _ := value.(map[string]any)
			properties, _ := schema["properties"].(map[string]any)
			for name, item := range object {
				each, allowed := want.(map[string]any) // false: none is
				if properties[name] == nil && (!allowed || Violates(each, item, "") != "") {
					return false
				}
			}
			return true
		},
	}
}

func items(value any) int {
	if list, ok := value.([]any); ok {
		return len(list)
	}
	return -1
}

func runes(value any) int {
	if text, ok := value.(string); ok {
		return utf8.RuneCountInString(text)
	}
	return -1
}

func hasType(want string, value any) bool {
	switch x := value.(type) {
	case map[string]any:
		return want == "object"
	case []any:
		return want == "array"
	case string:
		return want == "string"
	case bool:
		return want == "boolean"
	case float64:
		return want == "number" || want == "integer" && x == float64(int64(x))
	}
	return false
}
