package pen

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// SVG is a Pen that writes a standalone, accessible SVG picture: real text, named groups, a
// title and a description. Create it with NewSVG; WriteTo ends the picture.
type SVG struct {
	body   strings.Builder
	groups int
	depth  int
	area   view.Rect
	title  string
	desc   string
	paper  Color

	Scale float64 // of width and height over area, 0: 1
}

// NewSVG returns a pen for the picture of area on paper (A = 0: transparent). Title names
// the picture, desc says in words what it shows.
func NewSVG(area view.Rect, paper Color, title, desc string) *SVG {
	return &SVG{area: area, title: title, desc: desc, paper: paper}
}

// WriteTo writes the whole picture.
func (s *SVG) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="%s %s %s %s" role="img" `+
		`aria-labelledby="title desc" font-family="%s" stroke-linecap="round" stroke-linejoin="round">`,
		num(s.area.W*cmp.Or(s.Scale, 1)), num(s.area.H*cmp.Or(s.Scale, 1)), num(s.area.X), num(s.area.Y), num(s.area.W),
		num(s.area.H), escape(FontFamily))
	fmt.Fprintf(&b, "\n<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", escape(s.title), escape(s.desc))
	if s.paper.A > 0 {
		fmt.Fprintf(&b, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>\n",
			num(s.area.X), num(s.area.Y), num(s.area.W), num(s.area.H), paint("fill", s.paper))
	}
	b.WriteString(s.body.String())
	b.WriteString(strings.Repeat("</g>\n", s.depth))
	b.WriteString("</svg>\n")
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// Begin, End, Fill, Stroke, Mesh, Shade and Text make SVG a Pen.
func (s *SVG) Begin(name, title string) {
	s.groups++
	s.depth++
	fmt.Fprintf(&s.body, "<g id=\"%s-%d\">", identifier(name), s.groups)
	if title != "" {
		fmt.Fprintf(&s.body, "<title>%s</title>", escape(title))
	}
	s.body.WriteByte('\n')
}

func (s *SVG) End() {
	if s.depth == 0 {
		return
	}
	s.depth--
	s.body.WriteString("</g>\n")
}

func (s *SVG) Fill(p Path, c Color) {
	fmt.Fprintf(&s.body, "<path d=\"%s\"%s/>\n", pathData(p), paint("fill", c))
}

func (s *SVG) Stroke(p Path, width float64, c Color, dash []float64) {
	fmt.Fprintf(&s.body, "<path d=\"%s\" fill=\"none\"%s stroke-width=\"%s\"",
		pathData(p), paint("stroke", c), num(width))
	if len(dash) > 0 {
		parts := make([]string, len(dash))
		for i, x := range dash {
			parts[i] = num(x)
		}
		fmt.Fprintf(&s.body, " stroke-dasharray=\"%s\"", strings.Join(parts, " "))
	}
	s.body.WriteString("/>\n")
}

// Mesh writes each triangle in the mean of its colours: SVG has no blended triangles. The
// hairline of the same colour closes the seams.
func (s *SVG) Mesh(vertices []Vertex) {
	for ; len(vertices) >= 3; vertices = vertices[3:] {
		a, b, c := vertices[0], vertices[1], vertices[2]
		mean := Color{(a.Color.R + b.Color.R + c.Color.R) / 3, (a.Color.G + b.Color.G + c.Color.G) / 3,
			(a.Color.B + b.Color.B + c.Color.B) / 3, (a.Color.A + b.Color.A + c.Color.A) / 3}
		var p Path
		p.Polygon(a.At, b.At, c.At)
		fmt.Fprintf(&s.body, "<path d=\"%s\"%s%s stroke-width=\"0.5\"/>\n",
			pathData(p), paint("fill", mean), paint("stroke", mean))
	}
}

// Shade writes the triangles that stand for it.
func (s *SVG) Shade(shade Shade) { s.Mesh(shade.Triangles(nil)) }

func (s *SVG) Text(at view.Pixel, text string, style TextStyle) {
	size := style.size()
	y := at.Y
	switch style.V { // baseline of a line whose letters reach from 0.74 above to 0.22 below it
	case Middle:
		y += 0.35 * size
	case Top:
		y += (LineHeight/2 + 0.35) * size
	case Bottom:
		y -= (LineHeight/2 - 0.35) * size
	}
	anchor := [...]string{Start: "start", Center: "middle", End: "end"}[style.H]
	fmt.Fprintf(&s.body, "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\"%s",
		num(at.X), num(y), num(size), anchor, paint("fill", style.Color))
	if style.Bold {
		s.body.WriteString(" font-weight=\"600\"")
	}
	if style.Italic {
		s.body.WriteString(" font-style=\"italic\"")
	}
	if style.Halo.A > 0 {
		fmt.Fprintf(&s.body, "%s stroke-width=\"%s\" paint-order=\"stroke\"",
			paint("stroke", style.Halo), num(HaloWidth))
	}
	fmt.Fprintf(&s.body, ">%s</text>\n", escape(style.Ellipsis(text)))
}

// HaloWidth is the width in CSS pixels of the stroke behind a text with a halo.
const HaloWidth = 4

func paint(what string, c Color) string {
	opacity := ""
	if c.A < 1 {
		opacity = fmt.Sprintf(` %s-opacity="%s"`, what, num(min(max(c.A, 0), 1)))
	}
	return fmt.Sprintf(` %s="%s"%s`, what, hex(c)[:7], opacity)
}

// num writes a number with at most two decimals.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func pathData(p Path) string {
	var b strings.Builder
	next := 0
	for _, v := range p.Verbs {
		b.WriteByte("MLCZ"[v])
		for i := range verbPoints[v] {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(num(p.Points[next].X) + " " + num(p.Points[next].Y))
			next++
		}
	}
	return b.String()
}

// escape makes any string safe as XML text and attribute: markup is escaped and what XML
// cannot hold is replaced.
func escape(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\'':
			b.WriteString("&#39;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// identifier keeps of s what an XML id may hold.
func identifier(s string) string {
	keep := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, s)
	if keep == "" || !(keep[0] >= 'a' && keep[0] <= 'z' || keep[0] >= 'A' && keep[0] <= 'Z') {
		keep = "g" + keep
	}
	return keep
}
