package pen

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// disc draws an agent the way mark.Disc does.
func disc(p Pen, x float64, letter string) {
	var path Path
	at := view.Pixel{X: x, Y: 50}
	path.Circle(at, 15)
	p.Fill(path, paper)
	p.Fill(*path.Reset().Circle(at, 13), ink)
	p.Text(at, letter, TextStyle{Bold: true, H: Center, Color: paper})
}

var (
	paper = Color{1, 1, 1, 1}
	ink   = Color{0.2, 0.3, 0.4, 1}
)

// A ghost shows what has moved, hollow and once, with its letter, and nothing that stands
// where it stood.
func TestGhostShowsWhatMoved(t *testing.T) {
	g := Ghost{Ground: []Color{paper}}
	disc(&g, 100, "A")
	disc(&g, 200, "B")
	g.Text(view.Pixel{}, "a name", TextStyle{})
	draw := func(a float64) string {
		g.Compare(func(p Pen) { disc(p, a, "A"); disc(p, 200, "B") })
		var r Recorder
		g.Draw(&r)
		if !r.Balanced() {
			t.Error("groups are not closed")
		}
		return r.String()
	}
	if s := draw(100); strings.Contains(s, "stroke") || strings.Contains(s, "text") || !g.Empty() {
		t.Errorf("nothing has moved, and there is\n%s", s)
	}
	s := draw(160)
	if strings.Count(s, "stroke") != 1 || strings.Contains(s, "fill") || strings.Count(s, "text") != 1 ||
		!strings.Contains(s, `"A"`) || g.Empty() {
		t.Errorf("A has moved, and there is\n%s", s)
	}
	if !strings.Contains(s, "dash [2.00 3.50]") {
		t.Errorf("the ghost is not dotted: %s", s)
	}
	if s := draw(108); strings.Contains(s, "text") {
		t.Errorf("the letter of a disc that moved a little is written twice:\n%s", s)
	}
	g.Reset()
	if s := draw(160); strings.Contains(s, "stroke") {
		t.Errorf("after Reset there is\n%s", s)
	}
}

// Tints, grounds, blends and words are no marks.
func TestGhostKeepsMarksAlone(t *testing.T) {
	g := Ghost{Ground: []Color{paper}}
	var p Path
	p.Rect(view.Rect{W: 10, H: 10})
	g.Fill(p, ink.WithAlpha(0.1))
	g.Fill(p, paper.WithAlpha(0.9))
	g.Stroke(p, 3, paper, nil)
	g.Mesh([]Vertex{{}, {}, {}})
	g.Shade(Shade{})
	if !g.Empty() {
		t.Error("a ghost of a ground is not empty")
	}
	g.Stroke(p, 3, ink, nil)
	g.Fill(p, ink)
	if len(g.marks) != 1 {
		t.Errorf("one mark became %d outlines", len(g.marks))
	}
}
