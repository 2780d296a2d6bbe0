package site

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Strings that begin as a shader are found wherever they stand, once each; comments are not.
func TestKage(t *testing.T) {
	files := map[string][]byte{
		"a.go": []byte("package a\n\nconst x = `" + kageMark + "\nx`\n\n// " + kageMark + "\n"),
		"b/b.go": []byte("package b\n\nvar list = []string{\"" + kageMark + "\\ny\", \"no shader\", \"" + kageMark +
			"\\nx\"}\n"),
		"c.txt":    []byte("\"" + kageMark + "\""),
		unshaded:   []byte("package c\n\nconst x = \"" + kageMark + "\\nz\"\n"),
		"empty.go": []byte("package e\n"),
	}
	if got, want := kage(files), []string{kageMark + "\nx", kageMark + "\ny"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Every shader that the stage or its Ebitengine names is compiled, ours among them.
func TestReadyShaders(t *testing.T) {
	root := filepath.Join("..", "..")
	packages, err := packagesOf(root, "./wasm")
	if err != nil {
		t.Fatal(err)
	}
	files, ours, err := sources(packages)
	if err != nil {
		t.Fatal(err)
	}
	if len(ours) != 1 || !strings.Contains(ours[0], "Sharpness") {
		t.Fatalf("of our own: %q", ours)
	}
	original := maps.Clone(files)
	if err := trim(files); err != nil {
		t.Fatal(err)
	}
	all := append(kage(files), ours...)
	if len(all) < shadersInAll+len(ours) {
		t.Errorf("only %d shaders were found", len(all))
	}
	ready, err := compileShaders(root, original, all)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(ready), "#version 300 es"); n != 2*len(all) {
		t.Errorf("%d GLSL sources of %d shaders, want two of each", n, len(all))
	}
	if !strings.Contains(string(ready), `"Sharpness", "Groups", "Options"`) {
		t.Error("the uniforms of our own shader are missing")
	}
}

// A shader with a mistake stops the build with the compiler's own words.
func TestShaderMistake(t *testing.T) {
	_, err := compileShaders(filepath.Join("..", ".."), originals(t),
		[]string{kageMark + "\n\npackage main\n\nfunc Fragment() vec4 { return missing }\n"})
	if err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("got %v", err)
	}
}
