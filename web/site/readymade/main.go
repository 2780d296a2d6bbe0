//go:build ignore

// Command readymade compiles shaders ahead: it reads Kage sources, a JSON list of strings, and
// writes a Go file of package shaderir that declares what Ebitengine would have made of each.
// It runs inside a copy of Ebitengine's module (web/site/shaders.go), whose compiler is internal.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/hajimehoshi/ebiten/v2/internal/legacyshader"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir/glsl"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "readymade:", err)
		os.Exit(1)
	}
}

func run() error {
	var sources []string
	if err := json.NewDecoder(os.Stdin).Decode(&sources); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("package shaderir\n\n// Ready are compiled shaders by the ID of their source.\nvar Ready = " +
		"map[SourceID]*Program{\n")
	for _, source := range sources {
		program, unit, err := legacyshader.CompileShader([]byte(source))
		if err != nil {
			return fmt.Errorf("%w in\n%s", err, source)
		}
		if unit != legacyshader.Pixels {
			return fmt.Errorf("not in pixels:\n%s", source)
		}
		write(&b, shaderir.CalcSourceID([]byte(source)), program)
	}
	b.WriteString("}\n")
	_, err := os.Stdout.WriteString(b.String())
	return err
}

// write declares one program with the GLSL that WebGL 2 takes.
func write(b *strings.Builder, id shaderir.SourceID, p *shaderir.Program) {
	vertex, fragment := glsl.Compile(p, glsl.GLSLVersionES300)
	fmt.Fprintf(b, "\t%#v: {\n", [16]byte(id))
	fmt.Fprintf(b, "\t\tUniformNames: %#v,\n\t\tUniforms: %s,\n\t\tTextureCount: %d,\n",
		p.UniformNames, types(p.Uniforms), p.TextureCount)
	fmt.Fprintf(b, "\t\tVertex: %q,\n\t\tFragment: %q,\n", vertex, fragment)
	fmt.Fprintf(b, "\t\tuniformFactors: %#v,\n\t},\n", factors(p))
}

// factors are 1 for each word of a uniform that the shader reads, else 0.
func factors(p *shaderir.Program) []uint32 {
	words := 0
	for _, t := range p.Uniforms {
		words += t.DwordCount()
	}
	ones := make([]uint32, words)
	for i := range ones {
		ones[i] = 1
	}
	p.FilterUniformVariables(ones)
	return ones
}

func types(ts []shaderir.Type) string {
	var b strings.Builder
	b.WriteString("[]Type{")
	for _, t := range ts {
		fmt.Fprintf(&b, "{Main: %d, Sub: %s, Length: %d},", t.Main, types(t.Sub), t.Length)
	}
	return b.String() + "}"
}
