package pen

import (
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Recorder is a Pen that writes down what is drawn, one operation a line with numbers to
// two decimals, for tests to compare (see Differ), and keeps the texts as Labels. The zero
// value is ready.
type Recorder struct {
	Lines  []string
	Labels []Label
	depth  int
}

// Reset forgets what was recorded and keeps the memory.
func (r *Recorder) Reset() { r.Lines, r.Labels, r.depth = r.Lines[:0], r.Labels[:0], 0 }

// Balanced reports whether every Begin has had its End.
func (r *Recorder) Balanced() bool { return r.depth == 0 }

// String returns the lines, each ended.
func (r *Recorder) String() string {
	if len(r.Lines) == 0 {
		return ""
	}
	return strings.Join(r.Lines, "\n") + "\n"
}

func (r *Recorder) line(format string, args ...any) {
	r.Lines = append(r.Lines, strings.Repeat(" ", max(0, r.depth))+fmt.Sprintf(format, args...))
}

// Begin, End, Fill, Stroke, Mesh, Shade and Text make Recorder a Pen.
func (r *Recorder) Begin(name, title string) {
	r.line("begin %s %q", name, title)
	r.depth++
}

func (r *Recorder) End() {
	r.depth--
	r.line("end")
}

func (r *Recorder) Fill(p Path, c Color) { r.line("fill %s %s", hex(c), pathText(p)) }

func (r *Recorder) Stroke(p Path, width float64, c Color, dash []float64) {
	r.line("stroke %.2f %s dash %.2f %s", width, hex(c), dash, pathText(p))
}

func (r *Recorder) Mesh(vertices []Vertex) {
	var b strings.Builder
	for _, v := range vertices {
		fmt.Fprintf(&b, " %s %s", pixelText(v.At), hex(v.Color))
	}
	r.line("mesh%s", b.String())
}

func (r *Recorder) Shade(s Shade) {
	var b strings.Builder
	for _, c := range s.Corners {
		b.WriteString(" " + pixelText(c))
	}
	for _, c := range s.Colors {
		b.WriteString(" " + hex(c))
	}
	r.line("shade%s sharpness %.2f mass %.3f score %.3f", b.String(), s.Sharpness, s.Mass, s.Score)
}

func (r *Recorder) Text(at view.Pixel, s string, style TextStyle) {
	r.Labels = append(r.Labels, Label{at, s, style})
	flags := ""
	if style.Bold {
		flags += " bold"
	}
	if style.Italic {
		flags += " italic"
	}
	r.line("text %s %q size %.2f %s halo %s align %d %d max %.2f%s", pixelText(at), s, style.size(),
		hex(style.Color), hex(style.Halo), style.H, style.V, style.MaxW, flags)
}

func pixelText(p view.Pixel) string { return fmt.Sprintf("%.2f %.2f", p.X, p.Y) }

func pathText(p Path) string {
	var b strings.Builder
	next := 0
	for _, v := range p.Verbs {
		b.WriteByte("MLCZ"[v])
		for range verbPoints[v] {
			b.WriteString(" " + pixelText(p.Points[next]))
			next++
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// verbPoints is how many points each Verb takes.
var verbPoints = [...]int{MoveTo: 1, LineTo: 1, CubicTo: 3, Close: 0}

// hex writes a colour as #rrggbbaa.
func hex(c Color) string {
	return fmt.Sprintf("#%02x%02x%02x%02x", channel(c.R), channel(c.G), channel(c.B), channel(c.A))
}

func channel(x float64) int { return int(min(max(x, 0), 1)*255 + 0.5) }
