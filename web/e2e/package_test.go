//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/web/site"
)

// consumer is a project that has the npm package among its modules.
func consumer(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "node_modules", "emergent-alignment"), os.DirFS(filepath.Join(dist, site.Package))); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The package in Node.js: the element is nothing there and does no harm, every preset is solved as
// here, and what is no scenario is refused.
func TestPackageInNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is not installed")
	}
	names, err := filepath.Glob(filepath.Join(dist, "static", "presets", "*.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no presets: %v", err)
	}
	dir := consumer(t, map[string]string{"use.mjs": `
		import "emergent-alignment";
		import { solve } from "emergent-alignment/solve";
		import { readFile } from "node:fs/promises";
		const texts = await Promise.all(process.argv.slice(2).map((name) => readFile(name, "utf8")));
		const results = await Promise.all(texts.map((text, i) => solve(i % 2 ? text : JSON.parse(text))));
		const refused = await solve({ version: 1 }).then(() => "", (e) => e.message);
		console.log(JSON.stringify({ results, refused }));`})
	cmd := exec.Command(node, append([]string{"use.mjs"}, absolute(t, names)...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Results []json.RawMessage
		Refused string
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %.200s", err, out)
	}
	oneSentence(t, "no scenario", said.Refused, "states")
	for i, name := range names {
		s, err := engine.Parse([]byte(file(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		if d := differs(string(said.Results[i]), engine.Solve(s)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func absolute(t *testing.T, names []string) []string {
	t.Helper()
	list := make([]string, len(names))
	for i, name := range names {
		abs, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = abs
	}
	return list
}
