package equilibrium

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

var (
	justice    = [][]float64{{1, 0}, {0, 1}} // acquit the innocent, convict the guilty
	conviction = [][]float64{{0, 0}, {1, 1}}
	acquittal  = [][]float64{{1, 1}, {0, 0}}
)

// trial is the game of the judge: 0.3 of the accused are guilty.
func trial(agents ...[][]float64) belief.Game {
	g := belief.Game{
		States: 2, Actions: 2, Prior: []float64{0.7, 0.3}, User: matrix(justice),
		UserSignal: randgame.Blind(2), AgentSignal: randgame.Sighted(2),
	}
	for _, u := range agents {
		g.Agents = append(g.Agents, matrix(u))
	}
	return g
}

// TestTrial: the three presets that share the judge. Kamenica & Gentzkow (2011) give the
// first; two rivals disclose everything (Gentzkow & Kamenica 2017); an echo of three
// prosecutors does no better than one. The floors of `rivals` are those of docs/model.md,
// section 5.
func TestTrial(t *testing.T) {
	var s Solver
	for _, c := range []struct {
		name        string
		game        belief.Game
		worst, best float64
		monopoly    float64 // of the first agent
		floor, any  float64
	}{
		{"judge", trial(conviction), 0.7, 0.7, 0.6, 0.7, 0},
		{"rivals", trial(conviction, acquittal), 1, 1, 0.6, 0.7, 0.4},
		{"echo", trial(conviction, conviction, conviction), 0.7, 1, 0.6, 0.7, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := solve(t, &s, c.game)
			checkAnswer(t, &s, &a)
			for _, v := range []struct {
				what      string
				got, want float64
			}{
				{"worst", a.Worst.User, c.worst}, {"best", a.Best.User, c.best}, {"opt", a.Opt, 1},
				{"none", a.None, 0.7},
				{"monopoly", a.Monopolies[0].Value, c.monopoly}, {"floor", a.Floor.Value, c.floor},
				{"any", a.Floor.AnyResponse, c.any},
			} {
				if math.Abs(v.got-v.want) > 1e-9 {
					t.Errorf("%s = %.9g, want %g", v.what, v.got, v.want)
				}
			}
		})
	}
}

// TestBadInput: degenerate games have defined answers.
func TestBadInput(t *testing.T) {
	flat, low := [][]float64{{0.5, 0.5}, {0.5, 0.5}}, [][]float64{{0, 0}, {0, 0}}
	var s Solver
	for _, c := range []struct {
		name        string
		game        belief.Game
		worst, best float64
	}{
		// A certain prior leaves one belief, and action 0 there.
		{"certain prior", func() belief.Game {
			g := trial(conviction, acquittal)
			g.Prior = []float64{1, 0}
			return g
		}(), 1, 1},
		{"indifferent user", func() belief.Game {
			g := trial(conviction, acquittal)
			g.User = matrix(flat)
			return g
		}(), 0.5, 0.5},
		{"constant agents", trial(flat, low), 0.7, 1},
		{"identical agents", trial(justice, justice), 1, 1},
		{"opposed agents, one of them the user's", trial(justice, [][]float64{{0, 1}, {1, 0}}), 1, 1},
		// Action 1 weakly dominates: never worse, better at the second state.
		{"weakly dominated", func() belief.Game {
			g := trial(conviction, acquittal)
			g.User = matrix([][]float64{{1, 0}, {1, 1}})
			return g
		}(), 1, 1},
		{"agents who see nothing", func() belief.Game {
			g := trial(conviction, acquittal)
			g.AgentSignal = randgame.Blind(2)
			return g
		}(), 0.7, 0.7},
		{"user who sees everything", func() belief.Game {
			g := trial(conviction, acquittal)
			g.UserSignal = randgame.Sighted(2)
			return g
		}(), 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := solve(t, &s, c.game)
			checkAnswer(t, &s, &a)
			checkFinite(t, &a)
			if math.Abs(a.Worst.User-c.worst) > 1e-9 || math.Abs(a.Best.User-c.best) > 1e-9 {
				t.Errorf("worst %.9g, best %.9g; want %g, %g", a.Worst.User, a.Best.User, c.worst, c.best)
			}
		})
	}
}
