package conversation

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// trial is a judge who must be right about guilt, prior 0.3, and agents who see the truth.
func trial(agents ...belief.Matrix) *persuasion.Reduced {
	var r persuasion.Reduced
	r.Load(belief.Game{
		States: 2, Actions: 2, Prior: []float64{0.7, 0.3},
		User:        belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}},
		Agents:      agents,
		UserSignal:  belief.Matrix{Rows: 2, Cols: 1, Data: []float64{1, 1}},
		AgentSignal: belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}},
	})
	return &r
}

var (
	convict = belief.Matrix{Rows: 2, Cols: 2, Data: []float64{0, 0, 1, 1}}
	acquit  = belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 1, 0, 0}}
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// The prosecutor's scheme by hand ([KG]): the guilty are always accused, and of the innocent
// 3/7, so that an accusation leaves her at 0.3/(0.3+0.7*3/7) = 1/2; she obeys and convicts,
// with probability 0.6, and is right with 0.3 + 0.7*4/7 = 0.7.
func TestProsecutor(t *testing.T) {
	g := trial(convict)
	accuse := &Table{Index: [][]float64{{4. / 7, 0}, {3. / 7, 1}}, Strategy: [][]int{{0}, {1}}}
	a := Run(g, Settings{Rounds: 1, Alphabet: 2}, []Rule{{Kind: Scheme, Table: accuse}})
	near(t, "the judge's value", a.Rounds[0].User, 0.7, 1e-15)
	near(t, "conviction", a.Rounds[0].Agents[0], 0.6, 1e-15)
	near(t, "transcripts", a.Transcripts, 2, 0)
	w := Tell(g, Settings{Rounds: 1, Alphabet: 2}, []Rule{{Kind: Scheme, Table: accuse}}, 7)
	if w.First != 0 || w.Steps[0].Messages[0].Symbol == 1 && (w.Steps[0].Action != 1 || w.Steps[0].Obeys != 0) {
		t.Errorf("the transcript is %+v", w)
	}
	// who does not recommend convinces nobody: at 1/2 she acquits by the tie rule
	accuse.Strategy = nil
	near(t, "conviction without advice",
		Run(g, Settings{Rounds: 1, Alphabet: 2}, []Rule{{Kind: Scheme, Table: accuse}}).Rounds[0].Agents[0], 0, 0)
}

// Repeated binary signals: after n of them the judge follows the likelihood ratio, so her value is
//
//	sum_k C(n,k) max(0.7 (1-e)^(n-k) e^k, 0.3 e^(n-k) (1-e)^k),
//
// k counting the messages "guilty": whether one agent sends n or n agents send one each.
func TestNoisyClosedForm(t *testing.T) {
	const e = 0.2
	for n := 1; n <= 12; n++ {
		want := 0.
		for k := range n + 1 {
			c := choose(n, k)
			want += c * max(0.7*math.Pow(1-e, float64(n-k))*math.Pow(e, float64(k)),
				0.3*math.Pow(e, float64(n-k))*math.Pow(1-e, float64(k)))
		}
		set := Settings{Rounds: n, Alphabet: 2, Noise: e}
		one := Run(trial(convict), set, []Rule{{Kind: Noisy}})
		near(t, "one agent, many rounds", one.Rounds[n-1].User, want, 1e-13)
		near(t, "its transcripts", one.Transcripts, math.Pow(2, float64(n)), 0)
		set.Rounds = 1
		agents, rules := make([]belief.Matrix, n), make([]Rule, n)
		for i := range rules {
			agents[i], rules[i] = convict, Rule{Kind: Noisy}
		}
		near(t, "many agents, one round", Run(trial(agents...), set, rules).Rounds[0].User, want, 1e-13)
	}
	// 12 rounds of 3 agents: 2^36 transcripts, and 37 counts at the end
	set := Settings{Rounds: 12, Alphabet: 2, Noise: e}
	a := Run(trial(convict, acquit, convict), set, []Rule{{Kind: Noisy}, {Kind: Noisy}, {Kind: Noisy}})
	near(t, "transcripts", a.Transcripts, math.Pow(2, 36), 0)
	if a.Drift > 1e-12 {
		t.Errorf("martingale error %g", a.Drift)
	}
}

func TestTruthfulAndSilent(t *testing.T) {
	for seed := range uint64(100) {
		g := refGame(rand.New(rand.NewPCG(3, seed)), 2)
		var r persuasion.Reduced
		r.Load(g)
		set := Settings{Rounds: 3, Alphabet: 2}
		if r.N > 8 {
			continue
		}
		said := Tell(&r, set, []Rule{{}, {}}, seed)
		for _, step := range said.Steps {
			for s := range r.N {
				near(t, "silence leaves the belief", step.Public[s], r.Prior[s], 1e-15)
			}
		}
		near(t, "silence is worth", Run(&r, set, []Rule{{}, {}}).Rounds[2].User, g.None(), 1e-12)
		truth := Rule{Kind: Scheme, Table: Truthful(&r)}
		told := Tell(&r, set, []Rule{{}, truth}, seed)
		last := told.Steps[len(told.Steps)-1]
		for s := range r.N {
			want := 0.
			if s == told.Signal {
				want = 1
			}
			near(t, "the truth ends at certainty", last.Public[s], want, 0)
			near(t, "and so does she", last.Own[s], want, 0)
		}
		a := Run(&r, set, []Rule{{}, truth})
		near(t, "the truth is worth", a.Rounds[2].User, g.Opt(), 1e-12)
		for i := 1; i < len(a.Rounds); i++ {
			if a.Rounds[i].User < a.Rounds[i-1].User-1e-12 {
				t.Errorf("seed %d: her value falls in round %d", seed, i+1)
			}
		}
	}
}

// Laws of section 8 on random conversations, response best, static rules.
func TestLaws(t *testing.T) {
	seeds := uint64(500)
	if testing.Short() {
		seeds = 100
	}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(4, seed))
		agents := 1 + rng.IntN(3)
		g := refGame(rng, agents)
		var r persuasion.Reduced
		r.Load(g)
		set := Settings{Rounds: 3, Alphabet: 2 + rng.IntN(2), Noise: rng.Float64()}
		rules := make([]Rule, agents)
		for i := range rules {
			switch rng.IntN(4) {
			case 0:
				rules[i] = Rule{Kind: Noisy}
			case 1:
				rules[i] = Rule{Kind: Scheme, Table: Truthful(&r)}
			case 2:
				table := anyTable(rng, 2+rng.IntN(4), r.N)
				for z, row := range table.Index {
					wide := make([]float64, r.Heard*r.N)
					for j := range wide {
						wide[j] = row[j%r.N]
					}
					table.Index[z] = wide
				}
				rules[i] = Rule{Kind: Scheme, Table: table}
			}
		}
		a := Run(&r, set, rules)
		if a.Drift > 1e-12 {
			t.Errorf("seed %d: martingale error %g", seed, a.Drift)
		}
		sum := 0.
		for _, p := range a.Induced {
			sum += p
		}
		near(t, "probabilities sum to", sum, 1, 1e-12)
		if u := a.Rounds[set.Rounds-1].User; u < g.None()-1e-9 || u > g.Opt()+1e-9 {
			t.Errorf("seed %d: her value %g is not between NONE %g and OPT %g", seed, u, g.None(), g.Opt())
		}
		nodes, whole := Grow(&r, set, rules, 100000)
		if whole {
			leaves := 0.
			for _, n := range nodes {
				if n.Round == set.Rounds {
					leaves += n.Probability
				}
			}
			near(t, "the leaves of the tree sum to", leaves, 1, 1e-9)
		}
	}
}

// ALIGNED against all partitions tried in the plainest way, and what it means at the ends.
func TestAligned(t *testing.T) {
	for seed := range uint64(60) {
		g := refGame(rand.New(rand.NewPCG(6, seed)), 1)
		var r persuasion.Reduced
		r.Load(g)
		last := -1.
		for messages := 1; messages <= r.N+1; messages++ {
			a := FindAligned(&r, Settings{}, float64(messages))
			if a.Value < last-1e-12 {
				t.Errorf("seed %d: %d messages are worth less than one fewer", seed, messages)
			}
			last = a.Value
			best := 0.
			cells := make([]int, r.N)
			for code := range power(messages, r.N) {
				for s, rest := 0, code; s < r.N; s, rest = s+1, rest/messages {
					cells[s] = rest % messages
				}
				best = max(best, Run(&r, Settings{Rounds: 1, Alphabet: 8},
					[]Rule{{Kind: Scheme, Table: Cells(&r, cells)}}).Rounds[0].User)
			}
			near(t, "ALIGNED", a.Value, best, 1e-12)
		}
		near(t, "with one message", FindAligned(&r, Settings{}, 1).Value, g.None(), 1e-12)
		near(t, "with enough", last, g.Opt(), 1e-12)
	}
}

// Matching pennies, rock paper scissors and a dilemma, as tensors.
func TestEquilibriaOfTensors(t *testing.T) {
	pair := func(size int, payoff func(a, b int) (x, y float64)) *Tensor {
		n := &Tensor{Size: size, Agents: 2, Payoff: make([][]float64, size*size)}
		for p := range n.Payoff {
			x, y := payoff(n.Choice(p, 0), n.Choice(p, 1))
			n.Payoff[p] = []float64{x + y, x, y}
		}
		return n
	}
	pennies := pair(2, func(a, b int) (float64, float64) {
		if a == b {
			return 1, 0
		}
		return 0, 1
	})
	if len(pennies.Pure()) != 0 {
		t.Error("matching pennies has a pure equilibrium")
	}
	m := pennies.Mixed()
	if len(m) != 1 || m[0].Gap > 1e-12 {
		t.Fatalf("matching pennies: %+v", m)
	}
	near(t, "half", m[0].Weights[0][0], 0.5, 1e-12)
	near(t, "her value", m[0].User, 1, 1e-12)
	rock := pair(3, func(a, b int) (float64, float64) {
		win := [3]float64{0.5, 1, 0}[(a-b+3)%3]
		return win, 1 - win
	})
	if m := rock.Mixed(); len(rock.Pure()) != 0 || len(m) != 1 || math.Abs(m[0].Weights[1][2]-1./3) > 1e-12 {
		t.Errorf("rock, paper, scissors: %+v", m)
	}
	dilemma := pair(2, func(a, b int) (float64, float64) {
		x := [2][2]float64{{0.6, 0}, {1, 0.2}}
		return x[a][b], x[b][a]
	})
	if p := dilemma.Pure(); len(p) != 1 || p[0] != 3 || dilemma.Gap(0) < 0.39 || len(dilemma.Mixed()) != 0 {
		t.Errorf("a dilemma: pure %v, mixed %+v", p, dilemma.Mixed())
	}
	// two play pennies, a third does as it likes: fictitious play comes near one half each
	three := &Tensor{Size: 2, Agents: 3, Payoff: make([][]float64, 8)}
	for p := range three.Payoff {
		same := 0.
		if three.Choice(p, 0) == three.Choice(p, 1) {
			same = 1
		}
		three.Payoff[p] = []float64{0.5, same, 1 - same, 0.5 * float64(three.Choice(p, 2))}
	}
	for _, m := range three.Mixed() {
		if m.Gap > 1e-3 {
			t.Errorf("a gap of %g was let pass", m.Gap)
		}
	}
}

// The estimate is what it says: near the exact value, as its standard error tells.
func TestEstimate(t *testing.T) {
	g := trial(convict, acquit)
	set := Settings{Rounds: 5, Alphabet: 2, Noise: 0.3}
	rules := []Rule{{Kind: Noisy}, {Kind: Noisy}}
	exact := Run(g, set, rules).Rounds[4]
	outside := 0
	for seed := range uint64(40) {
		e := Sample(g, set, rules, seed, 500)
		if e.Error.User <= 0 || e.Error.User > 0.02 {
			t.Fatalf("standard error %g", e.Error.User)
		}
		if math.Abs(e.Rounds[4].User-exact.User) > 2*e.Error.User {
			outside++
		}
	}
	if outside > 6 { // about 2 expected of 40; more than 6 in one of 10,000 draws of seeds
		t.Errorf("%d of 40 estimates are further than two standard errors off", outside)
	}
}

func TestFits(t *testing.T) {
	table := &Table{Index: make([][]float64, 5), Wait: 1}
	var short *RoundsError
	if err := table.Fits(3, 2); !errors.As(err, &short) || short.Needs != 4 || short.Indexes != 5 {
		t.Errorf("five things in three rounds: %v", err)
	}
	if err := table.Fits(4, 2); err != nil {
		t.Error(err)
	}
	for _, c := range [][3]int{{1, 2, 0}, {2, 2, 1}, {3, 2, 2}, {8, 2, 3}, {9, 2, 4}, {8, 8, 1}} {
		if got := Digits(c[0], c[1]); got != c[2] {
			t.Errorf("%d things in base %d: %d digits, want %d", c[0], c[1], got, c[2])
		}
	}
}

// The same seed tells the same conversation, and a small change of the prior bends it.
func TestSeed(t *testing.T) {
	g := trial(convict)
	set := Settings{Rounds: 8, Alphabet: 2, Noise: 0.2}
	one, two := Tell(g, set, []Rule{{Kind: Noisy}}, 5), Tell(g, set, []Rule{{Kind: Noisy}}, 5)
	for i := range one.Steps {
		if one.Steps[i].Public[0] != two.Steps[i].Public[0] {
			t.Fatal("the same seed tells two conversations")
		}
	}
	bent := *g
	bent.Prior[0], bent.Prior[1] = 0.69, 0.31
	moved := Tell(&bent, set, []Rule{{Kind: Noisy}}, 5)
	for i := range one.Steps {
		if moved.Steps[i].Messages[0].Symbol != one.Steps[i].Messages[0].Symbol {
			t.Errorf("round %d: another message", i+1)
		}
		if moved.Steps[i].Public[0] == one.Steps[i].Public[0] {
			t.Errorf("round %d: the belief did not bend", i+1)
		}
	}
}
