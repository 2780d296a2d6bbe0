package persuasion

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// regionOf returns the vertices, at delta = 0, of the region of a strategy.
func regionOf(p *Space, strategy ...uint8) (vertices []Point, ok bool) {
	for _, region := range p.Regions {
		if !slices.Equal(region.Strategy[:p.Heard], strategy) {
			continue
		}
		for _, pair := range p.Pairs[region.First:region.Last] {
			vertices = append(vertices, p.Beliefs[pair.Belief].At)
		}
		return vertices, true
	}
	return nil, false
}

func sameSet(got, want []Point, n int) bool {
	for _, v := range got {
		if !slices.ContainsFunc(want, func(w Point) bool { return apart(v, w, n) < 1e-11 }) {
			return false
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(v Point) bool { return apart(v, w, n) < 1e-11 }) {
			return false
		}
	}
	return true
}

func apart(a, b Point, n int) float64 {
	worst := 0.0
	for s := range n {
		worst = max(worst, math.Abs(a[s]-b[s]))
	}
	return worst
}

// TestRegions works regions out by hand, ties among them: rows of the user's utility are
// actions, columns states; a strategy left out must have no region.
func TestRegions(t *testing.T) {
	half := Point{0.5, 0.5}
	left, right := Point{1, 0}, Point{0, 1}
	for _, c := range []struct {
		name string
		user [][]float64
		want map[uint8][]Point
	}{
		{"matching", [][]float64{{1, 0}, {0, 1}}, map[uint8][]Point{0: {left, half}, 1: {half, right}}},
		{"always the first", [][]float64{{1, 1}, {0, 0.5}}, map[uint8][]Point{0: {left, right}}},
		{"rule 1: equal actions", [][]float64{{1, 0}, {0, 1}, {1, 0}, {0, 1}},
			map[uint8][]Point{0: {left, half}, 1: {half, right}}},
		{"rule 1: never indifferent to a user", [][]float64{{1, 1}, {1, 1}, {1, 1}},
			map[uint8][]Point{0: {left, right}}},
		{"rule 1: a hedge of highest index has no region", [][]float64{{1, 0}, {0, 1}, {0.5, 0.5}},
			map[uint8][]Point{0: {left, half}, 1: {half, right}}},
		{"rule 1: a hedge of lowest index keeps a flat one", [][]float64{{0.5, 0.5}, {1, 0}, {0, 1}},
			map[uint8][]Point{0: {half}, 1: {left, half}, 2: {half, right}}},
		{"rule 1: a hedge of middle index is never more than tied", [][]float64{{1, 0}, {0.5, 0.5}, {0, 1}},
			map[uint8][]Point{0: {left, half}, 2: {half, right}}},
		{"rule 1: a difference in the twelfth digit is one", [][]float64{{1, 0}, {0.500000000001, 0.5}, {0, 1}},
			map[uint8][]Point{0: {left, half}, 1: {half}, 2: {half, right}}},
		{"rule 3: dominated, but equal when certain", [][]float64{{1, 0}, {1, 1}},
			map[uint8][]Point{0: {left}, 1: {left, right}}},
		{"rule 3: dominated by a lower index", [][]float64{{1, 1}, {1, 0}}, map[uint8][]Point{0: {left, right}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p Space
			load(t, &p, game([]float64{0.4, 0.6}, c.user))
			for a := range uint8(len(c.user)) {
				got, found := regionOf(&p, a)
				want, wanted := c.want[a]
				if found != wanted || !sameSet(got, want, p.N) {
					t.Errorf("region of action %d: %v, want %v", a, got, want)
				}
			}
		})
	}
}

// TestCertain is rule 3: where two actions tie at a certain state, the rule's pair is the
// lower index even though the other's region has a vertex whose limit is the same belief.
func TestCertain(t *testing.T) {
	var p Space
	load(t, &p, game([]float64{0.5, 0.5}, [][]float64{{1, 0}, {1, 1}}))
	if rule := p.Pairs[p.Rule[0]]; p.Regions[rule.Region].Strategy[0] != 0 {
		t.Errorf("at the certain state the user plays %d, want 0", p.Regions[rule.Region].Strategy[0])
	}
	for _, pair := range p.Pairs {
		b := p.Beliefs[pair.Belief]
		if p.Regions[pair.Region].Strategy[0] == 1 && b.Support == 1 {
			t.Errorf("action 1 has a pair at the certain state itself")
		}
	}
}

// TestTriangle clips the regions of three actions, each best at a corner.
func TestTriangle(t *testing.T) {
	var p Space
	load(t, &p, game([]float64{0.3, 0.3, 0.4}, [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}))
	third := Point{1. / 3, 1. / 3, 1. / 3}
	want := []Point{{1, 0, 0}, {0.5, 0.5, 0}, {0.5, 0, 0.5}, third}
	if got, _ := regionOf(&p, 0); !sameSet(got, want, 3) {
		t.Errorf("region 0 = %v, want %v", got, want)
	}
	if len(p.Beliefs) != 7 || len(p.Pairs) != 12 {
		// In the lowered game nothing else splits: 3 corners, 3 edges' middles, 1 centre.
		t.Errorf("%d beliefs and %d pairs, want 7 and 12", len(p.Beliefs), len(p.Pairs))
	}
}

// small is the delta of bestLowered: far below the margins asked of it.
const small = 1e-9

// bestLowered returns the best strategy at v in the lowered game and by how much, per
// user signal and relative to its probability, it beats the second.
func bestLowered(p *Space, v *Point) (strategy [MaxSignals]uint8, margin float64) {
	margin = math.Inf(1)
	for x := range p.Heard {
		best, second := math.Inf(-1), math.Inf(-1)
		mass := 0.0
		for s := range p.N {
			mass += v[s] * p.Mass(x, s)
		}
		for a := range p.Actions {
			u := -small * float64(a) * mass
			for s := range p.N {
				u += v[s] * p.Gain(User, x, a, s)
			}
			if u > best {
				best, second, strategy[x] = u, best, uint8(a)
			} else {
				second = max(second, u)
			}
		}
		margin = min(margin, (best-second)/mass)
	}
	return strategy, margin
}

// TestRegionsCover checks regions against maximising at random beliefs, with private
// signals and without, generic and tied: where the best strategy is clear, it has a
// region; and at every vertex of every region the region's strategy is optimal.
func TestRegionsCover(t *testing.T) {
	var p Space
	randgame.Each(t, 400, func(r *rand.Rand) {
		n, m, heard := 2+r.IntN(4), 2+r.IntN(4), r.IntN(4)
		levels := [][]float64{nil, {0, 0.5, 1}, {0, 1}}[r.IntN(3)]
		load(t, &p, random(r, n, m, 1, heard, levels))
		for range 40 {
			v := randomPoint(r, p.N)
			strategy, margin := bestLowered(&p, &v)
			if margin < 1e-10 {
				continue
			}
			if !slices.ContainsFunc(p.Regions, func(q Region) bool { return q.Strategy == strategy }) {
				t.Errorf("strategy %v, best at %v by %g, has no region", strategy, v, margin)
			}
		}
		for _, pair := range p.Pairs {
			b := &p.Beliefs[pair.Belief]
			got, best := p.Value(User, int(pair.Region), &b.At), math.Inf(-1)
			for region := range p.Regions {
				best = max(best, p.Value(User, region, &b.At))
			}
			if got < best-1e-10 {
				t.Errorf("at vertex %v strategy %v gives %.12g, best is %.12g",
					b.At, p.Regions[pair.Region].Strategy, got, best)
			}
		}
	})
}

// TestVolumes checks that regions fill the simplex: at random beliefs of the triangle
// exactly one region's polygon contains the point.
func TestVolumes(t *testing.T) {
	var p Space
	var mix mixer
	randgame.Each(t, 100, func(r *rand.Rand) {
		load(t, &p, random(r, 3, 4, 0, 0, nil))
		height := make([]float64, len(p.Beliefs))
		for range 10 {
			v := randomPoint(r, 3)
			strategy, margin := bestLowered(&p, &v)
			if margin < 1e-6 {
				continue
			}
			for _, region := range p.Regions {
				// v is in the region iff mixing heights 1 on its vertices reaches 1.
				clear(height)
				for _, pair := range p.Pairs[region.First:region.Last] {
					height[pair.Belief] = 1
				}
				mix.start(&p, height, &v, 7)
				inside := mix.climb(math.Inf(1)) > 1-1e-9
				if inside != (region.Strategy == strategy) {
					t.Errorf("%v in region of %v: %v, best is %v", v, region.Strategy, inside, strategy)
				}
			}
		}
	})
}

// TestReduction compares u(alpha,s) with the definition, by enumeration of y and x_A.
func TestReduction(t *testing.T) {
	var p Space
	randgame.Each(t, 100, func(r *rand.Rand) {
		g := random(r, 3, 3, 2, 3, nil)
		g.AgentSignal = randgame.Sparse(r, 3, 4, rarity)
		load(t, &p, g)
		for region, q := range p.Regions {
			for s, signal := range p.Signal {
				var corner Point
				corner[s] = 1
				total, want := 0.0, 0.0
				for y := range 3 {
					joint := g.Prior[y] * g.AgentSignal.At(y, signal)
					total += joint
					for x, heard := range p.HeardSignal {
						want += joint * g.UserSignal.At(y, heard) * g.Agents[1].At(int(q.Strategy[x]), y)
					}
				}
				if got := p.Value(2, region, &corner); math.Abs(got-want/total) > 1e-12 {
					t.Errorf("u(%v, %d) = %.12g, want %.12g", q.Strategy, s, got, want/total)
				}
			}
		}
	})
}

// TestImpossibleSignals: signals of probability zero are dropped on both sides.
func TestImpossibleSignals(t *testing.T) {
	g := game([]float64{0.5, 0, 0.5}, [][]float64{{1, 1, 0}, {0, 1, 1}})
	g.UserSignal = matrix([][]float64{{1, 0}, {0, 1}, {1, 0}}) // the second only in the impossible state
	var p Space
	load(t, &p, g)
	if p.N != 2 || p.Heard != 1 || !slices.Equal(p.Signal, []int{0, 2}) {
		t.Errorf("kept signals %v, %d user signals; want [0 2], 1", p.Signal, p.Heard)
	}
	back := make([]float64, 3)
	p.Expand(back, &Point{0.25, 0.75})
	if !slices.Equal(back, []float64{0.25, 0, 0.75}) {
		t.Errorf("expanded to %v", back)
	}
}

// TestClosed: at delta = 0, ties broken in every way, equal actions have equal regions
// and an action that only ever ties has a flat one.
func TestClosed(t *testing.T) {
	var p Space
	if _, err := p.ReloadClosed(game([]float64{0.4, 0.6},
		[][]float64{{1, 0}, {0.5, 0.5}, {0, 1}, {1, 0}})); err != nil {
		t.Fatal(err)
	}
	left, half, right := Point{1, 0}, Point{0.5, 0.5}, Point{0, 1}
	for a, want := range [][]Point{{left, half}, {half}, {half, right}, {left, half}} {
		if got, _ := regionOf(&p, uint8(a)); !sameSet(got, want, 2) {
			t.Errorf("closed region %d = %v, want %v", a, got, want)
		}
	}
}

// TestLimits: the largest games without private signals fit, the largest with them end
// with a LimitError.
func TestLimits(t *testing.T) {
	var p Space
	r := rand.New(rand.NewPCG(1, 1))
	load(t, &p, random(r, 8, 8, 24, 0, nil))
	err := p.Load(random(r, 8, 8, 24, 8, nil))
	var limit *LimitError
	if !errors.As(err, &limit) || len(p.Pairs) != 0 || !strings.Contains(err.Error(), "with a user who sees nothing") {
		t.Errorf("8 signals a side: error %v and %d pairs, want a LimitError and none", err, len(p.Pairs))
	}
	load(t, &p, random(r, 2, 2, 1, 0, nil)) // and the space is usable again
}

func BenchmarkLoad(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{2, 3, 4, 6, 8} {
		games := make([]belief.Game, 16)
		for i := range games {
			games[i] = random(r, n, n, 5, 0, nil)
		}
		b.Run(string('0'+rune(n)), func(b *testing.B) {
			var p Space
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := p.Load(games[i%len(games)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
