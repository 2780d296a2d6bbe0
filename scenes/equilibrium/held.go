package equilibrium

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// The reader may hold any equilibrium: "view.equilibrium" keeps its payoffs as
// "agent user payoff", with the agent counted from 0. What is held is the equilibrium nearest
// to them among those there are, so it survives a change of the scenario.

// held is an equilibrium that is held: a mixture, by a common draw, of at most three vertices
// of the polygon of one agent's payoffs.
type held struct {
	agent   int
	at      [2]float64 // payoffs of the user and of that agent
	outcome engine.EquilibriumResult
}

// holding returns the equilibrium that the view holds, and false where it holds none.
func holding(f *stage.Frame) (held, bool) {
	agent, at, ok := parseHeld(f.View.Values["equilibrium"])
	sets := setsOf(f)
	if !ok || agent >= len(sets) {
		return held{}, false
	}
	return hold(&sets[agent], agent, at), true
}

// setsOf returns the polygons of all equilibria, none while they are not of the scenario's shape.
func setsOf(f *stage.Frame) []engine.EquilibriumSet {
	e := f.Result.Equilibria
	if e == nil || len(e.Sets) != len(f.Scenario.Agents) || len(e.Worst.Agents) != len(f.Scenario.Agents) {
		return nil
	}
	for i := range e.Sets {
		if len(e.Sets[i].Vertices) == 0 || len(e.Sets[i].Equilibria) != len(e.Sets[i].Vertices) {
			return nil
		}
	}
	return e.Sets
}

// parseHeld reads the view's words for an equilibrium.
func parseHeld(text string) (agent int, at [2]float64, ok bool) {
	parts := strings.Fields(text)
	if len(parts) != 3 {
		return 0, at, false
	}
	agent, err := strconv.Atoi(parts[0])
	if err != nil || agent < 0 {
		return 0, at, false
	}
	for i := range at {
		if at[i], err = strconv.ParseFloat(parts[1+i], 64); err != nil || !(math.Abs(at[i]) <= 1e6) {
			return 0, at, false
		}
	}
	return agent, at, true
}

// heldValue writes an equilibrium as the view keeps it.
func heldValue(agent int, at [2]float64) string {
	return fmt.Sprintf("%d %s %s", agent, words.Digits(at[0], 8), words.Digits(at[1], 8))
}

// hold returns the equilibrium nearest to payoffs.
func hold(set *engine.EquilibriumSet, agent int, at [2]float64) held {
	at = nearest(set.Vertices, at)
	if v := set.Vertices[corner(set.Vertices, at)]; far(v, at) <= atCorner {
		at = v
	}
	corners, weights := mixture(set.Vertices, at)
	h := held{agent: agent, at: at}
	for i, c := range corners {
		h.outcome = added(h.outcome, &set.Equilibria[c], weights[i])
	}
	return h
}

// added adds an equilibrium to a mixture with a weight. Posteriors that agree become one.
func added(sum engine.EquilibriumResult, e *engine.EquilibriumResult, weight float64) engine.EquilibriumResult {
	if weight <= 0 {
		return sum
	}
	sum.User += weight * e.User
	sum.Gap += weight * e.Gap
	if sum.Agents == nil {
		sum.Agents = make([]float64, len(e.Agents))
	}
	for i, x := range e.Agents {
		sum.Agents[i] += weight * x
	}
	for _, p := range e.Posteriors {
		p.Probability *= weight
		same := slices.IndexFunc(sum.Posteriors, func(q engine.PosteriorResult) bool {
			return slices.Equal(p.Strategy, q.Strategy) &&
				slices.EqualFunc(p.Belief, q.Belief, func(a, b float64) bool {
					return math.Abs(a-b) <= beliefs.Impossible
				})
		})
		if same < 0 {
			sum.Posteriors = append(sum.Posteriors, p)
		} else {
			sum.Posteriors[same].Probability += p.Probability
		}
	}
	return sum
}

// nearest is the point of a convex polygon, counter-clockwise, that is nearest to p.
func nearest(polygon [][2]float64, p [2]float64) [2]float64 {
	best, least, inside := polygon[0], math.Inf(1), len(polygon) > 2
	for i, a := range polygon {
		b := polygon[(i+1)%len(polygon)]
		dx, dy := b[0]-a[0], b[1]-a[1]
		inside = inside && dx*(p[1]-a[1])-dy*(p[0]-a[0]) >= 0
		t := 0.
		if square := dx*dx + dy*dy; square > 0 {
			t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/square, 0), 1)
		}
		q := [2]float64{a[0] + t*dx, a[1] + t*dy}
		if d := math.Hypot(p[0]-q[0], p[1]-q[1]); d < least {
			best, least = q, d
		}
	}
	if inside {
		return p
	}
	return best
}

// mixture writes a point of a convex polygon as a mixture of three of its corners: of the
// triangles that all begin at the first corner, the one in which every weight is highest at its
// lowest. Weights are not negative and sum to 1.
func mixture(polygon [][2]float64, p [2]float64) (corners [3]int, weights [3]float64) {
	n := len(polygon)
	if n < 3 {
		last := n - 1
		t := 0.
		if d := math.Hypot(polygon[last][0]-polygon[0][0], polygon[last][1]-polygon[0][1]); d > 0 {
			t = min(math.Hypot(p[0]-polygon[0][0], p[1]-polygon[0][1])/d, 1)
		}
		return [3]int{0, last, last}, [3]float64{1 - t, t, 0}
	}
	best := math.Inf(-1)
	for i := 1; i+1 < n; i++ {
		w := barycentric(polygon[0], polygon[i], polygon[i+1], p)
		if lowest := min(w[0], w[1], w[2]); lowest > best {
			best, corners, weights = lowest, [3]int{0, i, i + 1}, w
		}
	}
	sum := 0.
	for i := range weights {
		weights[i] = max(weights[i], 0)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return corners, weights
}

// barycentric are the weights of p in the triangle a, b, c; far below 0 where that is flat.
func barycentric(a, b, c, p [2]float64) [3]float64 {
	cross := func(o, q, r [2]float64) float64 { return (q[0]-o[0])*(r[1]-o[1]) - (q[1]-o[1])*(r[0]-o[0]) }
	area := cross(a, b, c)
	if area == 0 {
		return [3]float64{-1, -1, -1}
	}
	return [3]float64{cross(p, b, c) / area, cross(p, c, a) / area, cross(p, a, b) / area}
}

// along moves a step along the rim: from a corner to the next one, counter-clockwise for +1;
// from elsewhere to the corner that lies there.
func along(polygon [][2]float64, at [2]float64, step int) [2]float64 {
	n, here := len(polygon), corner(polygon, at)
	if far(polygon[here], at) > atCorner {
		return polygon[here]
	}
	return polygon[(here+step+n)%n]
}

// corner is the corner of a polygon that is nearest to a point.
func corner(polygon [][2]float64, at [2]float64) int {
	here := 0
	for i, v := range polygon {
		if far(v, at) < far(polygon[here], at) {
			here = i
		}
	}
	return here
}

func far(a, b [2]float64) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// atCorner is how near to a corner the held equilibrium counts as standing there: a view keeps
// eight digits.
const atCorner = 1e-6

// ends are the corners of a polygon worst and best for the user; of best ones the agent's best.
func ends(polygon [][2]float64) (worst, best [2]float64) {
	worst, best = polygon[0], polygon[0]
	for _, v := range polygon {
		if v[0] > best[0]+atCorner || v[0] > best[0]-atCorner && v[1] > best[1] {
			best = v
		}
	}
	return worst, best
}
