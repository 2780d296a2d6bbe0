package site

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// bundler joins JavaScript modules into one script. Each module becomes a function that runs
// once, in the order of imports, and returns what it exports. It knows the few forms that
// the page's own modules use, import {names} from "./file.js", import "./file.js" and export
// before a function, class or const, and refuses every other rather than guess.
type bundler struct {
	dist string
	seen map[string]bool // false while its imports are read
	out  strings.Builder
}

var (
	importLine  = regexp.MustCompile(`(?m)^import\s+(?:\{([^}]*)\}\s+from\s+)?"(\.[^"]+)";\n`)
	exportWord  = regexp.MustCompile(`(?m)^export\s+((?:async\s+)?function|class|const)\s+(\w+)`)
	otherModule = regexp.MustCompile(`(?m)^\s*(?:import|export)\b.*|\bimport(?:\(|\.meta).*`)
)

// bundle returns the module name of dist with all it imports as one script.
func bundle(dist, name string) (string, error) {
	b := bundler{dist: dist, seen: map[string]bool{}}
	err := b.add(name)
	return b.out.String(), err
}

func (b *bundler) add(name string) error {
	if done, ok := b.seen[name]; ok {
		if !done {
			return fmt.Errorf("%s imports itself by a detour", name)
		}
		return nil
	}
	b.seen[name] = false
	data, err := os.ReadFile(filepath.Join(b.dist, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	code := string(data)
	for _, m := range importLine.FindAllStringSubmatch(code, -1) {
		if err := b.add(path.Join(path.Dir(name), m[2])); err != nil {
			return err
		}
	}
	code = importLine.ReplaceAllStringFunc(code, func(line string) string {
		m := importLine.FindStringSubmatch(line)
		if m[1] == "" {
			return ""
		}
		return fmt.Sprintf("const {%s} = %s;\n", strings.ReplaceAll(m[1], " as ", ": "),
			moduleName(path.Join(path.Dir(name), m[2])))
	})
	var exports []string
	for _, m := range exportWord.FindAllStringSubmatch(code, -1) {
		exports = append(exports, m[2])
	}
	code = exportWord.ReplaceAllString(code, "$1 $2")
	if rest := otherModule.FindString(code); rest != "" {
		return fmt.Errorf("%s: cannot be joined into one script: %s", name, strings.TrimSpace(rest))
	}
	fmt.Fprintf(&b.out, "// %s\nconst %s = (() => {\n%s\nreturn { %s };\n})();\n",
		name, moduleName(name), code, strings.Join(exports, ", "))
	b.seen[name] = true
	return nil
}

// A page names a module that it loads, or one that its scripts load later.
var moduleScript = regexp.MustCompile(`<script src="([^"]+)" type="module"></script>| data-(?:later|further)="([^"]+)"`)

// joinModules has every page of dist load one script where it loaded a module and, one after
// another, what that imports and what those import. Modules that no page loads any more go.
func joinModules(dist string) error {
	pages, err := filepath.Glob(filepath.Join(dist, "*.html"))
	if err != nil {
		return err
	}
	joined, parts := map[string]string{}, map[string]bool{}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		for _, m := range moduleScript.FindAllSubmatch(text, -1) {
			b := bundler{dist: dist, seen: map[string]bool{}}
			name := string(m[1]) + string(m[2])
			if err := b.add(name); err != nil {
				return err
			}
			joined[name] = b.out.String()
			for part := range b.seen {
				parts[part] = true
			}
		}
	}
	for part := range parts {
		if err := os.Remove(filepath.Join(dist, filepath.FromSlash(part))); err != nil {
			return err
		}
	}
	for name, code := range joined {
		if err := put(filepath.Join(dist, filepath.FromSlash(name)), []byte(code)); err != nil {
			return err
		}
	}
	return nil
}

var notWord = regexp.MustCompile(`\W`)

func moduleName(file string) string { return "$" + notWord.ReplaceAllString(file, "_") }
