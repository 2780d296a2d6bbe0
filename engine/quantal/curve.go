package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file draws the answer as a curve over lambda and finds where the set of equilibria
// changes its shape.

// Point is the answer at one lambda. Worst and Best are absent (zero) unless Solved, and
// BoundLambda unless HasBoundLambda.
type Point struct {
	Lambda, Full, None     float64
	BoundLambda, BoundFull float64
	HasBoundLambda         bool
	Floor                  float64
	Solved                 bool
	Worst, Best            float64
	Shape                  Shape
}

// Shape is what counts as the same set of equilibria on the curve: the number of clusters
// of kept beliefs, and whether competition forces the value of full disclosure.
//
// Two kept beliefs on a line are in one cluster when no belief between them was dropped. In
// the triangle every kept belief is counted at the nearest point of the base grid, and
// neighbouring points are in one cluster. With fewer signals or none solved it is zero.
type Shape struct {
	Clusters int
	Forced   bool // the worst equilibrium gives F_A, to forcedTolerance
}

// Change is a place between two neighbouring lambdas of a curve where the shape changes,
// located to within the ratio changeRatio. If it changes there more than once, one is shown.
type Change struct {
	Lambda        float64
	Before, After Shape
}

const (
	// forcedTolerance is the distance from F_A, in utility units, that is not visible.
	forcedTolerance = 1e-6
	// changeRatio is the ratio between the lambdas that enclose a change: finer than a pixel.
	changeRatio = 1.01
)

// Spaced is n values from low to high, each the same multiple of the one before.
func Spaced(low, high float64, n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = low * math.Pow(high/low, float64(i)/float64(n-1))
	}
	list[n-1] = high
	return list
}

// Curve solves the game at every lambda (ascending) and finds the changes between them.
// lambda = 0, where every belief is kept, is no start of a change: as a rule the least
// lambda above it breaks the tie.
func (s *Solver) Curve(g *belief.Game, epsilon float64, lambdas []float64) ([]Point, []Change) {
	points := make([]Point, 0, len(lambdas))
	var changes []Change
	for i, lambda := range lambdas {
		p := s.point(g, epsilon, lambda)
		if i > 0 && p.Solved && points[i-1].Lambda > 0 && points[i-1].Shape != p.Shape {
			changes = append(changes, s.locate(g, epsilon, points[i-1], p))
		}
		points = append(points, p)
	}
	return points, changes
}

// locate bisects on a log scale until the change is enclosed.
func (s *Solver) locate(g *belief.Game, epsilon float64, low, high Point) Change {
	for high.Lambda > low.Lambda*changeRatio {
		middle := math.Sqrt(low.Lambda * high.Lambda)
		if p := s.point(g, epsilon, middle); p.Shape == low.Shape {
			low = p
		} else {
			high = p
		}
	}
	return Change{Lambda: high.Lambda, Before: low.Shape, After: high.Shape}
}

// point solves at one lambda.
func (s *Solver) point(g *belief.Game, epsilon, lambda float64) Point {
	a := s.Solve(g, lambda, epsilon)
	p := Point{
		Lambda: lambda, Full: a.Full, None: a.None, Floor: a.Floor, Solved: a.Solved,
		BoundLambda: a.BoundLambda, HasBoundLambda: a.HasBoundLambda, BoundFull: a.BoundFull,
	}
	if a.Solved {
		p.Worst, p.Best = a.Worst.User, a.Best.User
		p.Shape = Shape{
			Clusters: s.clusters(),
			Forced:   math.Abs(a.Worst.User-a.Full) <= forcedTolerance,
		}
	}
	return p
}

// clusters counts the clusters of kept beliefs.
func (s *Solver) clusters() int {
	switch s.grid.Signals {
	case 2:
		count, inside := 0, false
		for _, kept := range s.kept {
			if kept && !inside {
				count++
			}
			inside = kept
		}
		return count
	case 3:
		return s.patches()
	}
	return 1
}

// patches counts the connected sets of base grid points to which kept beliefs are nearest.
func (s *Solver) patches() int {
	g := &s.grid
	n := g.Resolution
	s.flood.node = numeric.Sized(s.flood.node, (n+1)*(n+2)/2)
	clear(s.flood.node)
	for p, kept := range s.kept {
		if kept {
			j := math.Round(g.y[p] / finer)
			i := min(math.Round(g.x[p]/finer), float64(n)-j)
			s.flood.node[g.place(int(i), int(j))] = true
		}
	}
	count := 0
	for j := range n + 1 {
		for i := range n + 1 - j {
			if s.flood.unmark(g, i, j) {
				count++
			}
		}
	}
	return count
}

// flood clears connected sets of marked points of the base grid.
type flood struct {
	node  []bool
	stack [][2]int
}

// neighbors of a point of the triangular grid; the last three are opposite to the first.
var neighbors = [6][2]int{{1, 0}, {0, 1}, {-1, 1}, {-1, 0}, {0, -1}, {1, -1}}

// unmark unmarks all that is connected with (i, j) and reports whether that was marked.
func (f *flood) unmark(g *Grid, i, j int) bool {
	if !f.take(g, i, j) {
		return false
	}
	for len(f.stack) > 0 {
		at := f.stack[len(f.stack)-1]
		f.stack = f.stack[:len(f.stack)-1]
		for _, d := range neighbors {
			f.take(g, at[0]+d[0], at[1]+d[1])
		}
	}
	return true
}

// take unmarks (i, j) and puts it on the stack, if it is there and marked.
func (f *flood) take(g *Grid, i, j int) bool {
	if i < 0 || j < 0 || i+j > g.Resolution || !f.node[g.place(i, j)] {
		return false
	}
	f.node[g.place(i, j)] = false
	f.stack = append(f.stack, [2]int{i, j})
	return true
}
