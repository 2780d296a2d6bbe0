package quantal

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// sharp stands for the lambda of a user who takes best actions: so large that the blend of
// the picture has no visible width.
const sharp = 1e7

// model is everything the picture of beliefs shows, before it is put on the screen. What can
// move lies in one list of numbers, for a tween.
type model struct {
	beliefs.Model
	actions int
	quantal bool // the scenario has her respond by chance
	lambda  float64
	mapped  bool // the engine's picture fits the scenario
	solved  bool // and so do its equilibria
	even    bool // worst and best are worth the same
	grid    int

	shade pen.Shade // mass, scores and sharpness, with three corners; colours come with the theme

	samples run   // of a line, see sample.go
	bars    []bar // of a line
	patches []patch
	regions []region // of best responses in a triangle
}

// run is where a list of items lies in the numbers.
type run struct{ first, count int }

// build makes the model of a frame.
func build(f *stage.Frame) model {
	s := &f.Scenario
	r := s.ResponseOrDefault()
	m := model{Model: beliefs.ModelOf(s, beliefs.Of(s)), actions: len(s.Actions), quantal: r.Kind == engine.Quantal,
		lambda: r.Lambda}
	m.Agent = beliefs.Agent(f)
	m.chart(f)
	m.solve(f)
	return m
}

// chart takes in the engine's picture, unless it belongs to a scenario of another shape.
func (m *model) chart(f *stage.Frame) {
	g := f.Result.QuantalMap
	if m.Kind == beliefs.None || g == nil || !m.fits(g) {
		return
	}
	m.load(g)
	if m.quantal {
		m.mapped = g.Grid > 0 && len(g.Agents) == m.Agents
	} else {
		m.mapped = f.Result.Map != nil && m.fitsBest(f.Result.Map)
	}
	if !m.mapped {
		return
	}
	m.grid = g.Grid
	switch {
	case m.Kind == beliefs.Line && m.quantal:
		m.sampleGrid(g)
	case m.Kind == beliefs.Line:
		m.sampleRegions(f.Result.Map)
	case m.quantal:
		m.patchGrid(g)
	default:
		m.patchFaces(f.Result.Map)
		m.regions = m.regionsOf(f.Result.Map)
	}
}

// fits reports whether a picture is one of this scenario's shape, with all corners possible:
// a corner that cannot happen has no scores to draw.
func (m *model) fits(g *engine.QuantalMapResult) bool {
	if !slices.Equal(g.Signals, m.Space.Signals) || len(g.Mass) == 0 || len(g.Scores) != len(g.Mass) ||
		len(g.Scores[0]) != m.actions {
		return false
	}
	return len(g.Mass) <= pen.MaxGroups && (m.Kind == beliefs.Triangle || !m.quantal || len(g.Payoffs) == 1+m.Agents)
}

// fitsBest is fits for the regions of best responses.
func (m *model) fitsBest(g *engine.MapResult) bool {
	for _, r := range g.Regions {
		if len(r.Payoffs) != m.Agents {
			return false
		}
	}
	return m.Fits(g) && len(g.Regions) > 0
}

// load fills the scores; a line leaves the third corner empty.
func (m *model) load(g *engine.QuantalMapResult) {
	m.shade.Sharpness = m.lambda
	if !m.quantal {
		m.shade.Sharpness = sharp
	}
	for x := range g.Mass {
		m.shade.Mass = append(m.shade.Mass, corners(g.Mass[x]))
		var scores [][3]float64
		for a := range g.Scores[x] {
			scores = append(scores, corners(g.Scores[x][a]))
		}
		m.shade.Score = append(m.shade.Score, scores)
	}
}

func corners(v []float64) (c [3]float64) {
	copy(c[:], v)
	return c
}

// solve takes in the ends of the equilibria, of the response in force.
func (m *model) solve(f *stage.Frame) {
	var worst, best []engine.QuantalPosterior
	var gap float64
	if q, e := f.Result.Quantal, f.Result.Equilibria; m.quantal {
		if q == nil || q.Worst == nil || q.Best == nil {
			return
		}
		worst, best, gap = q.WorstPosteriors, q.BestPosteriors, *q.Best-*q.Worst
	} else {
		if e == nil {
			return
		}
		worst, best, gap = bare(e.Worst.Posteriors), bare(e.Best.Posteriors), e.Best.User-e.Worst.User
	}
	if len(worst) == 0 || len(worst[0].Belief) != m.Space.All {
		return
	}
	m.solved, m.even = true, gap <= words.SameWorth
	shown := f.View.Values["shown"]
	if shown != "best" || m.even {
		m.Worst = m.pins(worst)
	}
	if shown != "worst" && !m.even {
		m.Best = m.pins(best)
	}
}

// bare leaves of posteriors what pins show.
func bare(list []engine.PosteriorResult) []engine.QuantalPosterior {
	out := make([]engine.QuantalPosterior, len(list))
	for i, p := range list {
		out[i] = engine.QuantalPosterior{Belief: p.Belief, Probability: p.Probability}
	}
	return out
}

func (m *model) pins(list []engine.QuantalPosterior) []beliefs.Posterior {
	return m.Posteriors(len(list), func(i int) ([]float64, float64) { return list[i].Belief, list[i].Probability })
}

// alike reports whether two pictures have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.Alike(&o.Model) && m.Space.All == o.Space.All && m.actions == o.actions && m.quantal == o.quantal &&
		m.mapped == o.mapped && m.samples == o.samples && slices.Equal(m.bars, o.bars) &&
		len(m.shade.Mass) == len(o.shade.Mass) && m.lambda == o.lambda &&
		slices.EqualFunc(m.patches, o.patches, patch.equal)
}
