package ebitenpen

import (
	"github.com/emergent-alignment/emergent/scenes/pen"

	"github.com/hajimehoshi/ebiten/v2"
)

// softmax is pen.Shade as a shader: the vertex colour holds the barycentric coordinates.
const softmax = `//kage:unit pixels
package main

const groups = 8
const options = 8

var Sharpness float
var Groups int
var Options int
var Mass [8]vec3
var Score [64]vec3
var Colors [8]vec4

func Fragment(dst vec4, src vec2, bary vec4) vec4 {
	q := bary.rgb
	sum := vec4(0)
	for g := 0; g < groups; g++ {
		mass := dot(q, Mass[g])
		if g < Groups && mass > 0 {
			top := -1e30
			for a := 0; a < options; a++ {
				if a < Options {
					top = max(top, dot(q, Score[g*options+a]))
				}
			}
			total := 0.0
			blend := vec4(0)
			for a := 0; a < options; a++ {
				if a < Options {
					w := exp(Sharpness * (dot(q, Score[g*options+a]) - top) / mass)
					total += w
					blend += w * Colors[a]
				}
			}
			sum += mass * blend / total
		}
	}
	return sum
}
`

// shader is the compiled softmax with the memory of its uniforms. Its zero value is ready.
type shader struct {
	compiled *ebiten.Shader
	uniforms map[string]any
	mass     [3 * pen.MaxGroups]float32
	score    [3 * pen.MaxGroups * pen.MaxOptions]float32
	colors   [4 * pen.MaxOptions]float32
	vertices [3]ebiten.Vertex
}

// ready compiles the shader once.
func (s *shader) ready() bool {
	if s.compiled == nil {
		compiled, err := ebiten.NewShader([]byte(softmax))
		if err != nil {
			panic("ebitenpen: the softmax shader: " + err.Error()) // a programmer's mistake: a test compiles it
		}
		s.compiled = compiled
		s.uniforms = map[string]any{}
	}
	return true
}

// Shade paints a pen.Shade, blended at every pixel.
func (p *Painter) Shade(s pen.Shade) {
	if p.dst == nil || !p.shader.ready() {
		return
	}
	p.Flush()
	p.shader.load(&s)
	for i, c := range s.Corners {
		v := ebiten.Vertex{DstX: float32(c.X * p.scale), DstY: float32(c.Y * p.scale)}
		*[...]*float32{&v.ColorR, &v.ColorG, &v.ColorB}[i] = 1
		p.shader.vertices[i] = v
	}
	options := ebiten.DrawTrianglesShaderOptions{Uniforms: p.shader.uniforms}
	p.dst.DrawTrianglesShader32(p.shader.vertices[:], corners[:], p.shader.compiled, &options)
}

var corners = [3]uint32{0, 1, 2}

// load fills the uniforms; colours are premultiplied.
func (s *shader) load(shade *pen.Shade) {
	for g := range shade.Mass {
		for i, x := range shade.Mass[g] {
			s.mass[3*g+i] = float32(x)
		}
		for a := range shade.Score[g] {
			for i, x := range shade.Score[g][a] {
				s.score[3*(g*pen.MaxOptions+a)+i] = float32(x)
			}
		}
	}
	for a, c := range shade.Colors {
		alpha := float32(c.A)
		copy(s.colors[4*a:], []float32{float32(c.R) * alpha, float32(c.G) * alpha, float32(c.B) * alpha, alpha})
	}
	s.uniforms["Sharpness"] = float32(shade.Sharpness)
	s.uniforms["Groups"], s.uniforms["Options"] = len(shade.Mass), len(shade.Colors)
	s.uniforms["Mass"], s.uniforms["Score"], s.uniforms["Colors"] = s.mass[:], s.score[:], s.colors[:]
}
