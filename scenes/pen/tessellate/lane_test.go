package tessellate

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// lanePath is an area between two curves that never touch, and its area.
func lanePath(r *rand.Rand) (p pen.Path, area float64) {
	var corners []view.Pixel
	chain := func(y float64) (list []view.Pixel) {
		x := 0.
		list = append(list, px(0, y+8*r.Float64()))
		for x < 200 {
			x = min(200, x+1+20*r.Float64())
			if r.IntN(6) == 0 {
				list = append(list, px(x, y+8*r.Float64())) // a step straight up or down
			}
			list = append(list, px(x, y+8*r.Float64()))
		}
		return list
	}
	upper, lower := chain(20), chain(31)
	slices.Reverse(lower)
	corners = append(upper, lower...)
	turn := r.IntN(len(corners))
	corners = slices.Concat(corners[turn:], corners[:turn])
	if r.IntN(2) == 0 {
		slices.Reverse(corners)
	}
	p.Polygon(corners...)
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		area += (a.X*b.Y - b.X*a.Y) / 2
	}
	return p, math.Abs(area)
}

// Laws 1 and 2 for the areas between two curves, wherever their contour begins.
func TestLane(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(7, seed))
		p, want := lanePath(r)
		var m Mesh
		if !m.Fill(p, 1) {
			t.Fatalf("seed %d: it was not taken", seed)
		}
		if got := m.area(); math.Abs(got-want) > 0.01*want {
			t.Errorf("seed %d: area %.1f, want %.1f", seed, got, want)
		}
		for range 100 {
			x, y := 200*r.Float64(), 15+30*r.Float64()
			n, cover := m.covers(x, y)
			if n > 1 {
				t.Fatalf("seed %d: (%.2f, %.2f) is covered %d times", seed, x, y, n)
			}
			if y < 16 && cover > 0 {
				t.Fatalf("seed %d: (%.2f, %.2f) is outside and covered by %.2f", seed, x, y, cover)
			}
		}
	}
}

// Deep inside an area it is covered whole, outside not at all, and what is thinner than its
// edges is covered less.
func TestLaneCover(t *testing.T) {
	var p pen.Path
	p.Polygon(px(0, 0), px(50, 20), px(100, 0), px(100, 40), px(50, 21), px(0, 40))
	var m Mesh
	if !m.Fill(p, 1) {
		t.Fatal("it was not taken")
	}
	for _, c := range []struct{ x, y, want, slip float64 }{
		{5.1, 20.2, 1, 0.01}, {95.3, 20.1, 1, 0.01}, {50.1, 10.2, 0, 1e-3}, {50.1, 30.2, 0, 1e-3},
		{50.1, 20.5, 0.95, 0.1},
	} {
		if _, got := m.covers(c.x, c.y); math.Abs(got-c.want) > c.slip {
			t.Errorf("cover at (%g, %g) is %.3f, want %g", c.x, c.y, got, c.want)
		}
	}
}

// Points on a straight way cost nothing, and no curve strays further than it may.
func TestStraightWays(t *testing.T) {
	var m Mesh
	var line pen.Path
	line.MoveTo(px(0, 0))
	for i := 1; i <= 100; i++ {
		line.LineTo(px(float64(i), 0.3*float64(i)))
	}
	m.trace(line, 1)
	if len(m.points) != 2 {
		t.Errorf("a straight line of 100 pieces has %d points, want 2", len(m.points))
	}

	var wave pen.Path
	height := func(x float64) float64 { return 30 * math.Sin(x/40) }
	wave.MoveTo(px(0, 0))
	for i := 1; i <= 400; i++ {
		wave.LineTo(px(float64(i), height(float64(i))))
	}
	m.trace(wave, 1)
	if n := len(m.points); n > 120 || n < 30 {
		t.Errorf("a wave of 400 pieces has %d points", n)
	}
	k := 0
	for i := 0; i <= 400; i++ {
		x := float64(i)
		for m.points[k+1].x < x {
			k++
		}
		a, b := m.points[k], m.points[k+1]
		d := b.minus(a)
		if off := math.Abs(d.cross(point{x, height(x)}.minus(a))) / d.length(); off > flatness+1e-9 {
			t.Fatalf("at %g the way is %.3f off", x, off)
		}
	}

	var back pen.Path
	back.MoveTo(px(0, 0)).LineTo(px(10, 0)).LineTo(px(4, 0)).LineTo(px(20, 0))
	m.trace(back, 1)
	if len(m.points) != 4 {
		t.Errorf("a way there and back has %d points, want 4", len(m.points))
	}
}
