package experiment

import (
	"errors"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// This file is the third arm of E1, approximate: the same agents, and a user at a chosen
// distance epsilon from their hull (weights that sum to 1, a constant offset). She stands on
// the segment from the user of the satisfied game to that of the violated one, whose distance
// rises along it, since the distance from a convex set is convex and 0 at the start. Where
// even its end is nearer than epsilon the run has no such game. The theorem of [P] then
// promises a loss of at most 2 epsilon, and bidding by steps one step more.

// ApproximateChunk is the games at one of the distances, over the runs of a chunk.
type ApproximateChunk struct {
	Games  int       `json:"games"` // runs in which there is one
	Gaps   []float64 `json:"gaps"`  // OPT less the user's value at the end, one a game
	Within int       `json:"within"`
}

const (
	// halvings find a user whose distance is epsilon to a millionth of the segment.
	halvings = 20
	// nearTol is how near, as a share of epsilon, the distance found must be.
	nearTol = 1e-3
)

// approach is the user at a distance between two others, in mixed; false: there is none.
func (g *gameRunner) approach(epsilon float64, mixed []float64) bool {
	t := align.Table{User: mixed, States: g.game.States, Agents: g.listed[:0]}
	for _, u := range g.game.Agents {
		t.Agents = append(t.Agents, u.Data)
	}
	g.listed = t.Agents
	distance := func(share float64) float64 {
		for c := range mixed {
			x := g.user[0].Data[c]
			mixed[c] = min(max(x+float64(share*(g.user[1].Data[c]-x)), 0), 1)
		}
		return g.hull.Solve(t, align.Variant{Offset: align.Constant}).Epsilon
	}
	if distance(1) < epsilon {
		return false
	}
	low, high := 0.0, 1.0
	for range halvings {
		middle := (low + high) / 2
		d := distance(middle)
		if math.Abs(d-epsilon) <= nearTol*epsilon {
			return true
		}
		if d < epsilon {
			low = middle
		} else {
			high = middle
		}
	}
	return math.Abs(distance(high)-epsilon) <= nearTol*epsilon
}

// approximate plays the game of the present deal at each distance.
func (g *gameRunner) approximate(chunks []ApproximateChunk, v *Selection) {
	if g.near.Data == nil {
		g.near = belief.NewMatrix(v.Actions, v.States)
	}
	user := g.near
	for i, epsilon := range v.Epsilons {
		if !g.approach(epsilon, user.Data) {
			continue
		}
		g.game.User = user
		a, err := g.solver.Frontiers(&g.game)
		if err != nil {
			panic("experiment: " + err.Error()) // a blind user is within every work budget
		}
		bids := selection.Play(a, selection.Rules{Step: v.Step}).Bids
		gap := max(math.Round((a.Opt-bids[len(bids)-1].User)*1e9)/1e9, 0)
		c := &chunks[i]
		c.Games++
		c.Gaps = append(c.Gaps, gap)
		if gap <= 2*epsilon*(1+nearTol)+v.Step+reachTol {
			c.Within++
		}
	}
}

// fitsApproximate checks that section of a chunk.
func (v *Selection) fitsApproximate(c *Chunk) error {
	if n := len(v.Epsilons); len(c.Approximate) != n {
		return fmt.Errorf("has %d distances, must have %d", len(c.Approximate), n)
	}
	for _, a := range c.Approximate {
		if a.Games != len(a.Gaps) || a.Games > c.Runs || a.Within < 0 || a.Within > a.Games || !finite(a.Gaps...) {
			return errors.New("has games at a distance that cannot be")
		}
	}
	return nil
}

// ApproximatePoint is how the bidding ends for a user at a distance from the hull.
type ApproximatePoint struct {
	Epsilon float64 `json:"epsilon"`
	Games   int     `json:"games"`
	Gap     Summary `json:"gap"`     // OPT less her value at the end
	Largest float64 `json:"largest"` // of the gaps
	Bound   float64 `json:"bound"`   // 2 epsilon: what the theorem promises the gap not to exceed
	Within  int     `json:"within"`  // games whose gap is at most the bound and a step
}

// approximateReport sums up, in the order of the chunks.
func (c *Collector) approximateReport() (points []ApproximatePoint) {
	z := deviate(c.spec.Confidence)
	for i, epsilon := range c.spec.Selection.Epsilons {
		p := ApproximatePoint{Epsilon: epsilon, Bound: round(2 * epsilon)}
		gaps := []float64{}
		for _, chunk := range c.came {
			gaps = append(gaps, chunk.Approximate[i].Gaps...)
			p.Within += chunk.Approximate[i].Within
		}
		p.Games, p.Gap = len(gaps), summary(gaps, z) // which sorts them
		if p.Games > 0 {
			p.Largest = gaps[p.Games-1]
		}
		points = append(points, p)
	}
	return points
}
