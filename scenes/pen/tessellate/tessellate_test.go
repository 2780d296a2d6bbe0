package tessellate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// area is cover integrated over the plane.
func (m *Mesh) area() (sum float64) {
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		twice := float64(b.X-a.X)*float64(c.Y-a.Y) - float64(b.Y-a.Y)*float64(c.X-a.X)
		sum += math.Abs(twice) / 2 * float64(a.Cover+b.Cover+c.Cover) / 3
	}
	return sum
}

// covers counts the triangles whose inside holds a point, and sums up their cover there.
func (m *Mesh) covers(x, y float64) (count int, cover float64) {
	const inside = 1e-4
	for i := 0; i < len(m.Indices); i += 3 {
		a, b, c := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		cross := func(p, q Vertex) float64 {
			return (float64(q.X)-float64(p.X))*(y-float64(p.Y)) - (float64(q.Y)-float64(p.Y))*(x-float64(p.X))
		}
		u, v, w := cross(b, c), cross(c, a), cross(a, b)
		sum := u + v + w
		if math.Abs(sum) < 1e-6 {
			continue
		}
		u, v, w = u/sum, v/sum, w/sum
		if u > inside && v > inside && w > inside {
			count++
			cover += u*float64(a.Cover) + v*float64(b.Cover) + w*float64(c.Cover)
		}
	}
	return count, cover
}

func px(x, y float64) view.Pixel { return view.Pixel{X: x, Y: y} }

func TestFillArea(t *testing.T) {
	for _, c := range []struct {
		name string
		path func(p *pen.Path)
		want float64
		slip float64 // at the corners, where the band is cut by two edges
	}{
		{"square", func(p *pen.Path) { p.Rect(view.Rect{X: 3, Y: 4, W: 10, H: 10}) }, 100, 0.4},
		{"large triangle", func(p *pen.Path) { p.Polygon(px(0, 0), px(300, 0), px(0, 200)) }, 30000, 2},
		{"disc", func(p *pen.Path) { p.Circle(px(50, 50), 9) }, math.Pi * 81, 0.6},
		{"small disc", func(p *pen.Path) { p.Circle(px(50, 50), 1.5) }, math.Pi * 2.25, 0.5},
		{"hairline", func(p *pen.Path) { p.Rect(view.Rect{X: 0, Y: 5.3, W: 80, H: 0.4}) }, 32, 0.6},
		{"star", func(p *pen.Path) { p.Star(px(0, 0), 5, 20, 9) }, 5 * 20 * 9 * math.Sin(math.Pi/5), 4},
		{"nothing", func(p *pen.Path) {}, 0, 0},
		{"a point", func(p *pen.Path) { p.Polygon(px(1, 1), px(1, 1), px(1, 1)) }, 0, 0},
		{"a line", func(p *pen.Path) { p.Polygon(px(1, 1), px(9, 9), px(5, 5)) }, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Mesh
			var p pen.Path
			c.path(&p)
			if !m.Fill(p, 1) {
				t.Fatal("it was not taken")
			}
			if got := m.area(); math.Abs(got-c.want) > c.slip {
				t.Errorf("area %.3f, want %.3f", got, c.want)
			}
		})
	}
}

func TestFillRefuses(t *testing.T) {
	var hook, ring pen.Path
	hook.Polygon(px(0, 0), px(30, 0), px(30, 4), px(4, 4), px(4, 26), px(30, 26), px(30, 30), px(0, 30))
	ring.Circle(px(0, 0), 9).Circle(px(0, 0), 5)
	for name, p := range map[string]pen.Path{"a hook is not seen whole from its middle": hook, "two contours": ring} {
		var m Mesh
		if m.Fill(p, 1) || len(m.Indices) != 0 {
			t.Errorf("%s, and it was taken", name)
		}
	}
}

func TestStrokeArea(t *testing.T) {
	round := func(w float64) float64 { return math.Pi * w * w / 4 }
	for _, c := range []struct {
		name  string
		path  func(p *pen.Path)
		width float64
		want  float64
		slip  float64
	}{
		{"line", func(p *pen.Path) { p.Line(px(0, 0), px(70, 40)) }, 3, 3*math.Hypot(70, 40) + round(3), 1},
		{"thin line", func(p *pen.Path) { p.Line(px(0, 0), px(100, 0)) }, 0.5, 50, 1.2},
		{"corner", func(p *pen.Path) { p.MoveTo(px(0, 0)).LineTo(px(50, 0)).LineTo(px(50, 50)) }, 4,
			400 + round(4) - 4 + round(4)/4, 1},
		{"ring", func(p *pen.Path) { p.Circle(px(0, 0), 20) }, 2, 2 * math.Pi * 20 * 2, 1.5},
		{"frame", func(p *pen.Path) { p.Rect(view.Rect{W: 40, H: 30}) }, 2, 140*2 - 4 + round(2), 1},
		{"dot", func(p *pen.Path) { p.Line(px(5, 5), px(5, 5)) }, 6, round(6), 0.6},
		{"no width", func(p *pen.Path) { p.Line(px(5, 5), px(9, 5)) }, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Mesh
			var p pen.Path
			c.path(&p)
			m.Stroke(p, c.width, 1)
			if got := m.area(); math.Abs(got-c.want) > c.slip {
				t.Errorf("area %.3f, want %.3f", got, c.want)
			}
		})
	}
}

// shapes are paths of many kinds, in order of a seed.
func shapes(r *rand.Rand) (fill, stroke pen.Path) {
	n := 3 + r.IntN(6)
	for i := range n { // convex: on an ellipse
		sin, cos := math.Sincos(2 * math.Pi * (float64(i) + 0.8*r.Float64()) / float64(n))
		q := px(50+30*cos, 50+20*sin)
		if i == 0 {
			fill.MoveTo(q)
		} else {
			fill.LineTo(q)
		}
	}
	fill.Close()
	y := 50.
	stroke.MoveTo(px(10, y))
	for i := range 4 { // smooth
		x, next := 10+25*float64(i+1), 30+40*r.Float64()
		stroke.CubicTo(px(x-13, y), px(x-12, next), px(x, next))
		y = next
	}
	return fill, stroke
}

// Law 1: whatever is covered is covered once.
func TestCoveredOnce(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(5, seed))
		fill, stroke := shapes(r)
		for name, draw := range map[string]func(m *Mesh){
			"fill":   func(m *Mesh) { m.Fill(fill, 1) },
			"stroke": func(m *Mesh) { m.Stroke(stroke, 1.5, 1) },
			"corner": func(m *Mesh) {
				var p pen.Path
				m.Stroke(*p.MoveTo(px(20, 20)).LineTo(px(80, 20+10*r.Float64())).LineTo(px(40+40*r.Float64(), 80)), 6,
					1)
			},
		} {
			var m Mesh
			draw(&m)
			for range 400 {
				x, y := 110*r.Float64(), 100*r.Float64()
				if n, _ := m.covers(x, y); n > 1 {
					t.Fatalf("seed %d: %s covers (%.2f, %.2f) %d times", seed, name, x, y, n)
				}
			}
		}
	}
}

// Well inside it is covered whole, well outside not at all.
func TestInsideAndOutside(t *testing.T) {
	var disc, line pen.Path
	disc.Circle(px(50, 50), 20)
	line.Line(px(10, 10), px(90, 10))
	var m Mesh
	m.Fill(disc, 1)
	m.Stroke(line, 4, 1)
	for _, c := range []struct{ x, y, want float64 }{
		{50.2, 50.1, 1}, {66.3, 50.4, 1}, {71.3, 50.4, 0}, {50.3, 71.2, 0}, {50.3, 10.4, 1}, {50.3, 8.9, 1},
		{50.3, 7.2, 0}, {91.1, 10.2, 1}, {93.1, 10.2, 0},
	} {
		if _, got := m.covers(c.x, c.y); math.Abs(got-c.want) > 1e-3 {
			t.Errorf("cover at (%g, %g) is %.3f, want %g", c.x, c.y, got, c.want)
		}
	}
}

// Law 3: the way round and the start of a contour change nothing.
func TestFillOrder(t *testing.T) {
	corners := []view.Pixel{px(10, 10), px(60, 15), px(70, 50), px(30, 70)}
	least, most := math.Inf(1), 0.
	for start := range corners {
		for _, step := range []int{1, 3} {
			var p pen.Path
			var list []view.Pixel
			for i := range corners {
				list = append(list, corners[(start+i*step)%4])
			}
			var m Mesh
			m.Fill(*p.Polygon(list...), 1)
			least, most = min(least, m.area()), max(most, m.area())
		}
	}
	if most-least > 1e-2 {
		t.Errorf("areas from %g to %g", least, most)
	}
}

// What is scaled is scaled: at twice the pixels the area is four times as large.
func TestScale(t *testing.T) {
	var p pen.Path
	p.Circle(px(30, 30), 12)
	var one, two Mesh
	one.Fill(p, 1)
	two.Fill(p, 2)
	if ratio := two.area() / one.area(); math.Abs(ratio-4) > 0.01 {
		t.Errorf("the area is %.3f times as large at twice the pixels, want 4", ratio)
	}
}

func TestNoAllocation(t *testing.T) {
	var m Mesh
	r := rand.New(rand.NewPCG(1, 1))
	fill, stroke := shapes(r)
	frame := func() {
		m.Reset()
		m.Fill(fill, 2)
		m.Stroke(stroke, 2, 2)
	}
	frame()
	if n := testing.AllocsPerRun(20, frame); n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}

// Whatever the path, a mesh has finite vertices and indices of its own.
func FuzzMesh(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 1, 4, 5, 3}, 1.5)
	f.Add([]byte{0, 9, 9, 1, 9, 9, 1, 9, 9, 3}, 0.1)
	f.Add([]byte{0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 1, 0, 0}, 30.)
	f.Fuzz(func(t *testing.T, data []byte, width float64) {
		p := pathOf(data)
		var m Mesh
		m.Fill(p, 1)
		if width < 1000 {
			m.Stroke(p, width, 1.25)
		}
		for _, v := range m.Vertices {
			if s := float64(v.X + v.Y + v.Cover); math.IsNaN(s) || math.IsInf(s, 0) || v.Cover < 0 || v.Cover > 1 {
				t.Fatalf("vertex %v", v)
			}
		}
		for _, i := range m.Indices {
			if int(i) >= len(m.Vertices) {
				t.Fatalf("index %d of %d", i, len(m.Vertices))
			}
		}
	})
}

// pathOf reads a path from bytes: a verb, then its points.
func pathOf(data []byte) (p pen.Path) {
	next := func() view.Pixel {
		var xy [2]float64
		for i := range xy {
			if len(data) > 0 {
				xy[i], data = float64(data[0]), data[1:]
			}
		}
		return px(xy[0], xy[1])
	}
	p.MoveTo(next())
	for len(data) > 0 && len(p.Verbs) < 40 {
		verb := data[0]
		data = data[1:]
		switch verb % 4 {
		case 0:
			p.MoveTo(next())
		case 1:
			p.LineTo(next())
		case 2:
			p.CubicTo(next(), next(), next())
		case 3:
			p.Close()
			p.MoveTo(next())
		}
	}
	return p
}
