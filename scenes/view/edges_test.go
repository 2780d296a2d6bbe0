package view

import "testing"

func TestEdges(t *testing.T) {
	cube := func() (p []Point) {
		for i := range 8 {
			p = append(p, Point{float64(i & 1), float64(i >> 1 & 1), float64(i >> 2)})
		}
		return p
	}
	tetrahedron := []Point{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
	for _, c := range []struct {
		name   string
		points []Point
		want   int
	}{
		{"none", nil, 0},
		{"a tetrahedron", tetrahedron, 6},
		{"with a point inside", append(tetrahedron, Point{0.1, 0.1, 0.1}), 6},
		{"a cube has no diagonals", cube(), 12},
		{"a plane has no edges", []Point{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}}, 0},
		{"a line neither", []Point{{0, 0, 0}, {1, 1, 1}, {2, 2, 2}}, 0},
	} {
		edges := Edges(nil, c.points)
		if len(edges) != c.want {
			t.Errorf("%s: %d edges, want %d", c.name, len(edges), c.want)
		}
		for _, e := range edges {
			for _, p := range c.points {
				for _, n := range []Point{e.Left, e.Right} {
					if n.Dot(p.Sub(c.points[e.I])) > 1e-9 {
						t.Errorf("%s: normal %v of edge %d-%d looks inwards", c.name, n, e.I, e.J)
					}
				}
			}
		}
	}
}
