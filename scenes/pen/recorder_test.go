package pen

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// sketch draws one of everything.
func sketch(p Pen, name string) {
	p.Begin(name, name)
	p.Fill(*new(Path).Polygon(view.Pixel{}, view.Pixel{X: 1.005, Y: 2}, view.Pixel{X: 3}), Color{1, 0, 0.5, 1})
	p.Stroke(*new(Path).Circle(view.Pixel{X: 5, Y: 5}, 2), 1.5, Color{A: 0.25}, []float64{2, 1})
	p.Mesh([]Vertex{{view.Pixel{}, Color{1, 0, 0, 1}}, {view.Pixel{X: 9}, Color{0, 1, 0, 1}},
		{view.Pixel{Y: 9}, Color{0, 0, 1, 1}}})
	p.Text(view.Pixel{X: 7, Y: 8}, name,
		TextStyle{Color: Color{A: 1}, Halo: Color{1, 1, 1, 1}, Bold: true, H: End, V: Top})
	p.End()
}

func TestRecorder(t *testing.T) {
	var r Recorder
	sketch(&r, "a \"name\"")
	want := []string{
		`begin a "name" "a \"name\""`,
		` fill #ff0080ff M 0.00 0.00 L 1.00 2.00 L 3.00 0.00 Z`,
		` stroke 1.50 #00000040 dash [2.00 1.00] M 7.00 5.00 C`,
		` mesh 0.00 0.00 #ff0000ff 9.00 0.00 #00ff00ff 0.00 9.00 #0000ffff`,
		` text 7.00 8.00 "a \"name\"" size 14.00 #000000ff halo #ffffffff align 2 1 max 0.00 bold`,
		`end`,
	}
	for i, w := range want {
		if i >= len(r.Lines) || !strings.HasPrefix(r.Lines[i], w) {
			t.Errorf("line %d: %q, want %q..", i, r.Lines, w)
		}
	}
	if !r.Balanced() || len(r.Labels) != 1 || r.Labels[0].Text != "a \"name\"" {
		t.Errorf("labels %v", r.Labels)
	}
	r.Begin("open", "")
	if r.Balanced() {
		t.Error("an open group counts as closed")
	}
	r.Reset()
	if r.String() != "" || !r.Balanced() {
		t.Error("a reset recorder remembers")
	}
}

func TestLabelsKeepsTextOnly(t *testing.T) {
	var l Labels
	sketch(&l, "x")
	if len(l.List) != 1 || l.List[0].Text != "x" {
		t.Errorf("labels %v", l.List)
	}
	l.Reset()
	if n := testing.AllocsPerRun(20, func() { l.Reset(); l.Text(view.Pixel{}, "y", TextStyle{}) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFade(t *testing.T) {
	var plain, faded Recorder
	f := Fade{To: &faded, Alpha: 0.5}
	sketch(&plain, "x")
	sketch(&f, "x")
	if len(plain.Lines) != len(faded.Lines) {
		t.Fatalf("%d lines, want %d", len(faded.Lines), len(plain.Lines))
	}
	for i, want := range map[int]string{1: "#ff008080", 2: "#00000020", 3: "#ff000080", 4: "#00000080 halo #ffffff80"} {
		if !strings.Contains(faded.Lines[i], want) {
			t.Errorf("line %d: %q, want %s in it", i, faded.Lines[i], want)
		}
	}
	faded.Reset()
	f.Silent = true
	sketch(&f, "x")
	if len(faded.Labels) != 0 {
		t.Error("a silent fade draws text")
	}
}
