package mark

import (
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Names lie inside the area and keep clear of each other and of what was taken; the same
// calls give the same places.
func TestPlacerKeepsNamesApart(t *testing.T) {
	area := view.Rect{X: 10, Y: 10, W: 320, H: 240}
	run := func() []pen.Label {
		rng := rand.New(rand.NewPCG(1, 2))
		var l Placer
		var p pen.Labels
		l.Reset(area)
		for range 24 {
			at := view.Pixel{X: 10 + 320*rng.Float64(), Y: 10 + 240*rng.Float64()}
			l.TakeDisc(at, 12)
			sides := Facing(at, area.Center())
			l.Beside(&p, at, 16, "Agent name", pen.TextStyle{Size: 13}, sides[:])
			l.Inside(&p, view.Pixel{X: 400 * rng.Float64(), Y: 300 * rng.Float64()}, "corner",
				pen.TextStyle{H: pen.Center})
		}
		return p.List
	}
	names := run()
	if len(names) < 12 {
		t.Errorf("only %d names found room", len(names))
	}
	for i, a := range names {
		box := a.Style.Bounds(a.At, a.Text)
		if !area.Inset(-1e-6).Contains(view.Pixel{X: box.X, Y: box.Y}) ||
			!area.Inset(-1e-6).Contains(view.Pixel{X: box.X + box.W, Y: box.Y + box.H}) {
			t.Errorf("%v leaves the area", box)
		}
		for _, b := range names[:i] {
			o := b.Style.Bounds(b.At, b.Text).Inset(1e-5)
			if box.X < o.X+o.W && o.X < box.X+box.W && box.Y < o.Y+o.H && o.Y < box.Y+box.H {
				t.Errorf("%v overlaps %v", box, o)
			}
		}
	}
	for i, again := range run() {
		if again != names[i] {
			t.Fatalf("a second run differs: %v, %v", again, names[i])
		}
	}
}

func TestPlacerAvoidsLines(t *testing.T) {
	var l Placer
	var p pen.Labels
	l.Reset(view.Rect{W: 200, H: 200})
	at := view.Pixel{X: 100, Y: 100}
	l.Cross(at, view.Pixel{X: 200, Y: 100})
	if !l.Clear(&p, at, 10, "name", pen.TextStyle{}, Sides[:]) || p.List[0].Style.H != pen.End {
		t.Errorf("%v: not at the left, though a line runs to the right", p.List)
	}
	right := []Side{{1, 0}}
	if l.Clear(&p, at, 10, "name", pen.TextStyle{}, right) {
		t.Error("a line was crossed")
	}
	if !l.Beside(&p, at, 10, "name", pen.TextStyle{}, right) {
		t.Error("left out, though there is room across a line")
	}
}

func TestThrough(t *testing.T) {
	r := view.Rect{X: 10, Y: 10, W: 10, H: 10}
	px := func(x, y float64) view.Pixel { return view.Pixel{X: x, Y: y} }
	for _, c := range []struct {
		name string
		a, b view.Pixel
		want bool
	}{
		{"across", px(0, 15), px(30, 15), true},
		{"ends inside", px(0, 0), px(15, 15), true},
		{"inside", px(12, 12), px(13, 17), true},
		{"ends before", px(0, 15), px(9, 15), false},
		{"passes by", px(0, 0), px(30, 9), false},
		{"passes a corner", px(0, 19), px(19, 40), false},
		{"level above", px(0, 5), px(30, 5), false},
	} {
		if got := through(r, c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestFacing(t *testing.T) {
	center := view.Pixel{X: 50, Y: 50}
	for _, c := range []struct {
		at   view.Pixel
		want Side
	}{
		{view.Pixel{X: 90, Y: 50}, Side{1, 0}},
		{view.Pixel{X: 50, Y: 10}, Side{0, -1}},
		{view.Pixel{X: 20, Y: 52}, Side{-1, 0}},
		{view.Pixel{X: 50, Y: 50}, Sides[0]}, // in the centre: as listed
	} {
		sides := Facing(c.at, center)
		if sides[0] != c.want {
			t.Errorf("at %v the first side is %v, want %v", c.at, sides[0], c.want)
		}
		seen := map[Side]bool{}
		for _, s := range sides {
			seen[s] = true
		}
		if len(seen) != len(Sides) {
			t.Errorf("at %v some sides are missing: %v", c.at, sides)
		}
	}
}

func TestPlacerAllocatesNothing(t *testing.T) {
	var l Placer
	style := pen.TextStyle{Size: 13}
	run := func() {
		l.Reset(view.Rect{W: 300, H: 300})
		for i := range 20 {
			at := view.Pixel{X: float64(i) * 15, Y: float64(i*7%20) * 15}
			l.TakeDisc(at, 10)
			sides := Facing(at, view.Pixel{X: 150, Y: 150})
			l.Beside(pen.Null{}, at, 14, "name", style, sides[:])
		}
	}
	run()
	if n := testing.AllocsPerRun(20, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestBoldLinesAreCrossedLast: of two places in the way of lines that one is taken whose line is thin.
func TestBoldLinesAreCrossedLast(t *testing.T) {
	var l Placer
	l.Reset(view.Rect{W: 200, H: 200})
	at := view.Pixel{X: 100, Y: 100}
	l.CrossBold(at, view.Pixel{X: 200, Y: 100}) // to the right
	for _, to := range []view.Pixel{{X: 0, Y: 100}, {X: 100, Y: 0}, {X: 100, Y: 200}} {
		l.Cross(at, to)
	}
	sides := []Side{{1, 0}, {-1, 0}}
	style := pen.TextStyle{Size: 12}
	rec := new(pen.Recorder)
	if l.Clear(rec, at, 5, "0.39", style, sides) {
		t.Error("a name is clear of lines that run through it")
	}
	if !l.Beside(rec, at, 5, "0.39", style, sides) || l.Free(view.Rect{X: 80, Y: 95, W: 5, H: 5}) {
		t.Error("the name crosses the bold line to the right, not the thin one to the left")
	}
}
