package view

// Edge is an edge of a convex hull in space: the indices of its ends and the outward
// normals of the two faces that meet in it.
type Edge struct {
	I, J        int
	Left, Right Point
}

// coplanar is the distance, relative to a normal's length, below which a point counts as
// lying in a plane: the pictures are of size 1.
const coplanar = 1e-9

// Edges appends to dst the edges of the convex hull of points in space. Points that all lie
// in one plane have none. A pair is an edge when two different planes through it have all
// points on one side (brute force, n^4 at worst: for the two dozen points of a figure).
func Edges(dst []Edge, points []Point) []Edge {
	for i := range points {
		for j := i + 1; j < len(points); j++ {
			if e, ok := edge(points, i, j); ok {
				dst = append(dst, e)
			}
		}
	}
	return dst
}

func edge(points []Point, i, j int) (e Edge, ok bool) {
	found := 0
	for k := range points {
		n := points[j].Sub(points[i]).Cross(points[k].Sub(points[i]))
		length := n.Norm()
		if length < coplanar {
			continue
		}
		n = n.Scale(1 / length)
		low, high := 0., 0.
		for _, p := range points {
			d := n.Dot(p.Sub(points[i]))
			low, high = min(low, d), max(high, d)
		}
		switch {
		case low < -coplanar && high > coplanar, low >= -coplanar && high <= coplanar:
			continue
		case high > coplanar:
			n = n.Scale(-1)
		}
		if found == 0 {
			e, found = Edge{i, j, n, n}, 1
		} else if n.Sub(e.Left).Norm() > coplanar {
			e.Right = n
			return e, true
		}
	}
	return e, false
}
