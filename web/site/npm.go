package site

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/scenes"

	"github.com/evanw/esbuild/pkg/api"
)

// Package is the folder of dist that npm pack and npm install take.
const Package = "npm"

// Python is the folder of dist that pip install takes.
const Python = "python"

// pythonPackage writes dist/python: what stands in web/python, the names of the figures, and the page in one file,
// made before.
func pythonPackage(web, dist string) error {
	to := filepath.Join(dist, Python)
	if err := copyTree(filepath.Join(web, "python"), to); err != nil {
		return err
	}
	names := []byte(literal(scenes.Scenes()) + "\n")
	if err := put(filepath.Join(to, "emergent_alignment", "scenes.json"), names); err != nil {
		return err
	}
	return copyFile(filepath.Join(dist, Standalone), filepath.Join(to, "emergent_alignment", Standalone))
}

// npmPackage writes dist/npm: what stands in web/npm, the element as a module, the types of scenario, result and
// figures' names, Go's glue, and in figure/ the files of the page as they were made before.
func npmPackage(web, dist string) error {
	to := filepath.Join(dist, Package)
	if err := copyTree(filepath.Join(web, "npm"), to); err != nil {
		return err
	}
	if err := copyFigure(dist, filepath.Join(to, "figure")); err != nil {
		return err
	}
	if err := embed(web, filepath.Join(to, "index.js"), "package"); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(dist, glueScript), filepath.Join(to, "wasm_exec.js")); err != nil {
		return err
	}
	if err := put(filepath.Join(to, "scene.d.ts"), sceneType()); err != nil {
		return err
	}
	for _, name := range []string{"scenario", "result"} {
		text, err := typesOf(filepath.Join(web, "static", "schema", name+"-v1.json"),
			strings.ToUpper(name[:1])+name[1:])
		if err != nil {
			return err
		}
		if err := put(filepath.Join(to, name+".d.ts"), text); err != nil {
			return err
		}
	}
	return nil
}

// embed writes the element in one of its kinds, which differ in how it finds out where it is: script, module or
// package.
func embed(web, to, kind string) error {
	source, err := os.ReadFile(filepath.Join(web, "embed.js"))
	if err != nil {
		return err
	}
	o := api.BuildOptions{Stdin: &api.StdinOptions{Contents: string(source), Sourcefile: "embed.js"},
		Outfile: filepath.Base(to), Target: scriptSyntax, Define: map[string]string{"KIND": strconv.Quote(kind)}}
	if kind != "script" {
		o.Format = api.FormatESModule
	}
	return minify(filepath.Dir(to), o)
}

// copyFigure copies what a framed figure needs: all but the article and the package itself.
func copyFigure(dist, to string) error {
	for _, name := range []string{"stage.html", "embed.js", "embed.js.map", StageWasm, WorkerWasm, Standalone,
		serviceWorker, "notices.txt"} {
		if err := copyFile(filepath.Join(dist, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return copyTree(filepath.Join(dist, "static"), filepath.Join(to, "static"))
}

// sceneType lists the names of the figures as a TypeScript type.
func sceneType() []byte {
	return fmt.Appendf(nil, "// Made from the list of figures.\n\nexport type Scene = %s;\n",
		union(scenes.Scenes(), func(name string) string { return literal(name) }))
}

// schema is as much of JSON Schema as the project's own documents use.
type schema struct {
	Type        string
	Description string
	Properties  map[string]schema
	Required    []string
	Items       *schema
	Other       json.RawMessage `json:"additionalProperties"` // a schema, or whether there may be any
	OneOf       []schema
	Enum        []any
	Const       any
}

// typesOf writes a schema as a TypeScript interface.
func typesOf(file, name string) ([]byte, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var s schema
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return fmt.Appendf(nil, "// Made from static/schema/%s.\n\nexport interface %s %s\n",
		filepath.Base(file), name, s.fields("")), nil
}

// fields are those of an object, one a line, in the order of their names.
func (s schema) fields(indent string) string {
	var b strings.Builder
	b.WriteString("{\n")
	for _, name := range keysOf(s.Properties) {
		p, mark := s.Properties[name], "?"
		if slices.Contains(s.Required, name) {
			mark = ""
		}
		if p.Description != "" {
			fmt.Fprintf(&b, "%s  /** %s */\n", indent, strings.ReplaceAll(p.Description, "*/", "* /"))
		}
		fmt.Fprintf(&b, "%s  %s%s: %s;\n", indent, name, mark, p.written(indent+"  "))
	}
	return b.String() + indent + "}"
}

func keysOf(m map[string]schema) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// written is the type of a value.
func (s schema) written(indent string) string {
	switch {
	case s.Const != nil:
		return literal(s.Const)
	case len(s.Enum) > 0:
		return union(s.Enum, literal)
	case s.Type == "array" && s.Items != nil:
		return "Array<" + s.Items.written(indent) + ">"
	case s.Type == "object" && len(s.Properties) > 0:
		return s.fields(indent)
	case s.Type == "object":
		return "Record<string, " + s.others(indent) + ">"
	case len(s.OneOf) > 0:
		return union(s.OneOf, func(one schema) string { return one.written(indent) })
	case s.Type == "integer":
		return "number"
	case s.Type == "":
		return "unknown"
	}
	return s.Type
}

// others is the type of what an object holds under names of its own.
func (s schema) others(indent string) string {
	var other schema
	if json.Unmarshal(s.Other, &other) != nil {
		return "unknown"
	}
	return other.written(indent)
}

func union[T any](list []T, write func(T) string) string {
	parts := make([]string, len(list))
	for i, one := range list {
		parts[i] = write(one)
	}
	return strings.Join(parts, " | ")
}

func literal(v any) string {
	data, _ := json.Marshal(v) // it was read from JSON
	return string(data)
}
