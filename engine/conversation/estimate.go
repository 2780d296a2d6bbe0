package conversation

import (
	"math"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Samples is how many conversations an estimate is made of.
const Samples = 4000

// Estimate is what a conversation comes to by sampling: means, and their standard errors.
type Estimate struct {
	Rounds []Values // means
	Error  Values   // of the last round
}

// Sample draws conversations by a seed. Each gives what everybody expects given what was said
// and what the user heard, so that only the talk is left to chance.
func Sample(game *persuasion.Reduced, set Settings, rules []Rule, seed uint64, samples int) Estimate {
	t := newTalk(game, set, rules)
	r := rand.New(rand.NewPCG(seed, 1))
	parties := 1 + game.Agents
	sums, squares := make([][]float64, set.Rounds), make([]float64, parties)
	for i := range sums {
		sums[i] = make([]float64, parties)
	}
	d, w, a := newDraws(r, set.Rounds, len(rules)), newSpeaker(t), newActor(t)
	for i := range samples {
		if i > 0 {
			d.draw(r)
			w.again()
		}
		t.sample(&d, w, a, sums, squares)
	}
	var out Estimate
	n := float64(samples)
	for _, sum := range sums {
		v := Values{User: sum[0] / n, Agents: make([]float64, game.Agents)}
		for i := range v.Agents {
			v.Agents[i] = sum[1+i] / n
		}
		out.Rounds = append(out.Rounds, v)
	}
	last := sums[set.Rounds-1]
	spread := func(i int) float64 {
		mean := last[i] / n
		return math.Sqrt(max(0, squares[i]/n-mean*mean) / (n - 1))
	}
	out.Error = Values{User: spread(0), Agents: make([]float64, game.Agents)}
	for i := range out.Error.Agents {
		out.Error.Agents[i] = spread(1 + i)
	}
	return out
}

// sample adds one conversation to sums, by round, and to the squares of the last.
func (t *talk) sample(d *draws, w *speaker, a *actor, sums [][]float64, squares []float64) {
	g := t.game
	signal := Pick(g.Prior[:g.N], d.signals[0])
	x := Pick(heardAt(g, signal), d.signals[1])
	for round := range t.set.Rounds {
		w.pass(round, signal, x, d.messages[round])
		w.l.weigh(&w.class, round+1)
		a.act(w.l.weight, x, &w.class, round+1)
		mass := 0.
		for s := range g.N {
			mass += w.l.weight[x*g.N+s] * g.Mass(x, s)
		}
		for party := range sums[round] {
			v := 0.
			for k, chance := range a.chances {
				if chance == 0 {
					continue
				}
				for s := range g.N {
					v += chance * w.l.weight[x*g.N+s] * g.Gain(party, x, k, s)
				}
			}
			v /= mass
			sums[round][party] += v
			if round == t.set.Rounds-1 {
				squares[party] += v * v
			}
		}
	}
}
