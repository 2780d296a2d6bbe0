package randgame

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// rounding is what sums and distances of numbers in [0,1] are held to.
const rounding = 1e-12

func draw(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// TestSeedsStay pins what seeds draw, since tests elsewhere name games by them. The figures
// were drawn by the generators that this package took the place of.
func TestSeedsStay(t *testing.T) {
	game := Game(draw(1), 2, 2, 1)
	for _, row := range []struct {
		name      string
		got, want []float64
	}{
		{"Game, prior", game.Prior, []float64{0.2890484999327833, 0.7109515000672169}},
		{"Game, user", game.User.Data, []float64{0.8287848564104272, 0.8233357468233424, 0.4782461983052647,
			0.9528386953651118}},
		{"Game, agent", game.Agents[0].Data,
			[]float64{0.7898720142657931, 0.7852299356682814, 0.5868665384088686, 0.4220625577054054}},
		{"Experiment", Experiment(draw(2), 2, 2).Data,
			[]float64{0.2773905127144692, 0.7226094872855308, 0.7309829579112721, 0.2690170420887278}},
		{"Sparse", Sparse(draw(5), 2, 3, 6).Data,
			[]float64{0.9278837185238128, 0.07211628147618722, 0, 0.9521008598288386, 0, 0.04789914017116131}},
		{"Uniform", Uniform(draw(4), 3), []float64{0.09241024770951793, 0.1640589782935225, 0.7435307739969597}},
		{"Utility of levels", Utility(draw(5), 2, 3, []float64{0, 0.5, 1}).Data, []float64{0.5, 1, 0.5, 0, 0, 0.5}},
	} {
		if !slices.EqualFunc(row.got, row.want, func(a, b float64) bool { return math.Abs(a-b) <= rounding }) {
			t.Errorf("%s draws %.17g, want %.17g", row.name, row.got, row.want)
		}
	}
}

// isPoint reports whether p lies in the simplex, every entry at least floor.
func isPoint(p []float64, floor float64) bool {
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	return slices.Min(p) >= floor && math.Abs(sum-1) <= rounding
}

// TestGame: a game has the sizes asked for, a prior away from the rim and utilities in
// [0,1]; its user sees nothing and its agents see the state, so that OPT is what the user
// gets from the best action in each state.
func TestGame(t *testing.T) {
	Each(t, 200, func(r *rand.Rand) {
		states, actions, agents := 2+r.IntN(4), 2+r.IntN(4), 1+r.IntN(5)
		g := Game(r, states, actions, agents)
		if g.States != states || g.Actions != actions || len(g.Prior) != states || len(g.Agents) != agents {
			t.Fatalf("asked for %d states, %d actions and %d agents; got %+v", states, actions, agents, g)
		}
		if !isPoint(g.Prior, rim/(1+rim)/float64(states)) {
			t.Errorf("prior %v", g.Prior)
		}
		for _, u := range append(g.Agents, g.User) {
			if u.Rows != actions || u.Cols != states || slices.Min(u.Data) < 0 || slices.Max(u.Data) > 1 {
				t.Errorf("utility %v", u)
			}
		}
		opt := 0.0
		for y, p := range g.Prior {
			best := 0.0
			for a := range actions {
				best = max(best, g.User.At(a, y))
			}
			opt += p * best
		}
		if got := g.Opt(); math.Abs(got-opt) > rounding {
			t.Errorf("OPT %v, want %v", got, opt)
		}
	})
}

// TestExperiments: rows lie in the simplex; those of Experiment are positive; Sparse leaves
// out signals as rarely as asked, the first one never.
func TestExperiments(t *testing.T) {
	const states, signals, rarity = 1000, 5, 4
	full, sparse := Experiment(draw(1), states, signals), Sparse(draw(2), states, signals, rarity)
	impossible := 0
	for y := range states {
		if !isPoint(full.Row(y), rim/(1+rim)/signals) || !isPoint(sparse.Row(y), 0) || sparse.At(y, 0) == 0 {
			t.Fatalf("row %d: %v and %v", y, full.Row(y), sparse.Row(y))
		}
		for _, p := range sparse.Row(y) {
			if p == 0 {
				impossible++
			}
		}
	}
	if mean, sd := 1000.0, 27.4; math.Abs(float64(impossible)-mean) > 5*sd { // binomial: 4000 signals, one in 4
		t.Errorf("%d of 4000 signals are impossible, want about %g", impossible, mean)
	}
}

// TestUniform: the mean of a uniform point of the triangle is its middle, and the share of
// points with a first entry above 1/2 is the area of that corner, 1/4. Inside has no such
// law, but its points never come near the rim.
func TestUniform(t *testing.T) {
	const count = 4000
	r, corner, mean := draw(3), 0.0, [3]float64{}
	for range count {
		p := Uniform(r, 3)
		if !isPoint(p, 0) {
			t.Fatalf("point %v", p)
		}
		for i, v := range p {
			mean[i] += v / count
		}
		if p[0] > 0.5 {
			corner += 1.0 / count
		}
		if p = Inside(r, 3); !isPoint(p, 0) || slices.Max(p) > (1+rim)/rim*slices.Min(p) {
			t.Fatalf("inside %v", p)
		}
	}
	// Five standard deviations: 0.236 and 0.433, over the square root of count.
	for i := range mean {
		if math.Abs(mean[i]-1.0/3) > 0.0187 {
			t.Errorf("mean %v", mean)
		}
	}
	if math.Abs(corner-0.25) > 0.0343 {
		t.Errorf("%g of the points lie in a corner of area 1/4", corner)
	}
}

// TestUtilityLevels: levels are the only numbers, and each of them comes.
func TestUtilityLevels(t *testing.T) {
	levels := []float64{0, 0.25, 1}
	u := Utility(draw(4), 8, 8, levels)
	slices.Sort(u.Data)
	if got := slices.Compact(u.Data); !slices.Equal(got, levels) {
		t.Errorf("levels %v, want %v", got, levels)
	}
}

// TestTies: utilities stay or become 0, 1/2 and 1 all at once, and both kinds of tie come
// about as often as promised.
func TestTies(t *testing.T) {
	const games = 10000
	coarse, equal, levels := 0, 0, map[float64]bool{}
	for seed := range uint64(games) {
		r := draw(seed)
		g := Game(r, 2, 2, 2)
		Ties(r, g)
		halves := 0
		for _, u := range append(g.Agents, g.User) {
			for _, v := range u.Data {
				if v == 0 || v == 0.5 || v == 1 {
					halves++
				}
			}
		}
		switch halves {
		case 12:
			coarse++
			for _, v := range g.User.Data {
				levels[v] = true
			}
		case 0:
		default:
			t.Fatalf("seed %d: %d of 12 utilities are coarse", seed, halves)
		}
		if slices.Equal(g.Agents[0].Data, g.Agents[1].Data) {
			equal++
		}
	}
	// Five standard deviations about 2000 and about 1272: 1250 and the coarse ones equal by chance.
	if coarse < 1800 || coarse > 2200 || equal < 1105 || equal > 1440 || len(levels) != 3 {
		t.Errorf("of %d games %d are coarse, at %d levels, and %d have equal agents", games, coarse, len(levels), equal)
	}
}

// TestDistance: by hand, and 0 for a user put into the hull.
func TestDistance(t *testing.T) {
	matrix := func(data ...float64) belief.Matrix { return belief.Matrix{Rows: 2, Cols: 2, Data: data} }
	for _, c := range []struct {
		name   string
		user   belief.Matrix
		agents []belief.Matrix
		want   float64
	}{
		{"the agent itself", matrix(0.1, 0.9, 0.4, 0.3), []belief.Matrix{matrix(0.1, 0.9, 0.4, 0.3)}, 0},
		{"an offset away", matrix(0.1, 0.6, 0.4, 0.3), []belief.Matrix{matrix(0.3, 0.8, 0.6, 0.5)}, 0},
		{"a flat agent: half the range", matrix(0.1, 0.9, 0.4, 0.3), []belief.Matrix{matrix(0, 0, 0, 0)}, 0.4},
		{"between two", matrix(0.5, 0.5, 0, 0), []belief.Matrix{matrix(1, 0, 0, 0), matrix(0, 1, 0, 0)}, 0},
		{"the opposite", matrix(1, 0, 0, 1), []belief.Matrix{matrix(0, 1, 1, 0)}, 1},
	} {
		g := &belief.Game{States: 2, Actions: 2, User: c.user, Agents: c.agents}
		if got := Distance(t, g); math.Abs(got-c.want) > rounding {
			t.Errorf("%s: distance %v, want %v", c.name, got, c.want)
		}
	}
	far := 0
	Each(t, 200, func(r *rand.Rand) {
		g := Game(r, 2+r.IntN(3), 2+r.IntN(3), 2+r.IntN(4))
		if Distance(t, g) > 0.01 {
			far++
		}
		if UserInHull(r, g); Distance(t, g) > rounding {
			t.Errorf("distance %v inside the hull", Distance(t, g))
		}
	})
	if far < Seeds(200)/2 {
		t.Errorf("only %d users are far from the hull before they are put there", far)
	}
}
