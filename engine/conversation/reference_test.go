package conversation

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// reference is the slow obvious way: it sends messages one by one, agent by agent, from the
// conditional table P(symbol | s, x, own history), and sums over states, signals and messages
// of the game as it was given, without the reduction. It shares no code with the fast way but
// the types of its input.
type reference struct {
	g      belief.Game
	set    Settings
	rules  []Rule
	values [][]float64 // [round][party]
	leaves float64
}

// digitsOf writes z with d digits of base b, most significant first.
func digitsOf(z, d, b int) []int {
	out := make([]int, d)
	for i := d - 1; i >= 0; i-- {
		out[i], z = z%b, z/b
	}
	return out
}

func fits(n, b int) (d int) {
	for math.Pow(float64(b), float64(d)) < float64(n)-0.5 {
		d++
	}
	return d
}

// chance is P(symbol | s, x, own) for a rule alone, n signals; own is what the agent said.
func (r *reference) chance(rule Rule, n, symbol, s, x int, own []int) float64 {
	b, round := r.set.Alphabet, len(own)
	switch rule.Kind {
	case Noisy:
		d := fits(n, b)
		if d == 0 {
			break
		}
		if digitsOf(s, d, b)[round%d] == symbol {
			return 1 - r.set.Noise
		}
		if symbol == Silence {
			return 0
		}
		return r.set.Noise / float64(b-1)
	case Scheme:
		d := fits(len(rule.Table.Index), b)
		if round < rule.Table.Wait || round >= rule.Table.Wait+d {
			break
		}
		if symbol == Silence {
			return 0
		}
		sent := own[rule.Table.Wait:]
		before, with := 0., 0.
		for z, row := range rule.Table.Index {
			digits := digitsOf(z, d, b)
			same := true
			for i := range sent {
				same = same && digits[i] == sent[i]
			}
			if same {
				before += row[x*n+s]
				if digits[len(sent)] == symbol {
					with += row[x*n+s]
				}
			}
		}
		if before == 0 {
			return 0
		}
		return with / before
	}
	if symbol == Silence {
		return 1
	}
	return 0
}

// run starts with nobody having said a word.
func (r *reference) run() {
	n, heard := r.g.AgentSignal.Cols, r.g.UserSignal.Cols
	r.values = make([][]float64, r.set.Rounds)
	for i := range r.values {
		r.values[i] = make([]float64, 1+len(r.g.Agents))
	}
	like := make([]float64, heard*n)
	for j := range like {
		like[j] = 1
	}
	said := make([][]int, len(r.rules))
	r.speak(0, 0, said, like)
}

func (r *reference) mass(like []float64) (m float64) {
	n := r.g.AgentSignal.Cols
	for y, p := range r.g.Prior {
		for x := range r.g.UserSignal.Cols {
			for s := range n {
				m += p * r.g.UserSignal.At(y, x) * r.g.AgentSignal.At(y, s) * like[x*n+s]
			}
		}
	}
	return m
}

// speak lets agent i speak in a round.
func (r *reference) speak(round, i int, said [][]int, like []float64) {
	n, heard := r.g.AgentSignal.Cols, r.g.UserSignal.Cols
	if i == len(r.rules) {
		r.act(round, said, like)
		if round+1 < r.set.Rounds {
			r.speak(round+1, 0, said, like)
		} else {
			r.leaves++
		}
		return
	}
	for symbol := -1; symbol < r.set.Alphabet; symbol++ {
		after := make([]float64, len(like))
		for x := range heard {
			for s := range n {
				c := r.chance(r.rules[i], n, symbol, s, x, said[i])
				for j := range i { // a common draw was sent already
					if r.rules[i].Common && r.rules[j].Common && r.rules[j].Table == r.rules[i].Table {
						c = 0
						if said[j][round] == symbol {
							c = 1
						}
					}
				}
				after[x*n+s] = like[x*n+s] * c
			}
		}
		if r.mass(after) == 0 {
			continue
		}
		was := said[i]
		said[i] = append(append([]int{}, was...), symbol)
		r.speak(round, i+1, said, after)
		said[i] = was
	}
}

// act adds what everybody gets if she acts now.
func (r *reference) act(round int, said [][]int, like []float64) {
	n, heard, m := r.g.AgentSignal.Cols, r.g.UserSignal.Cols, r.g.Actions
	for x := range heard {
		weights := make([]float64, r.g.States) // P(y, x, messages)
		total := 0.
		for y, p := range r.g.Prior {
			for s := range n {
				weights[y] += p * r.g.UserSignal.At(y, x) * r.g.AgentSignal.At(y, s) * like[x*n+s]
			}
			total += weights[y]
		}
		if total == 0 {
			continue
		}
		worth := make([]float64, m)
		best := 0.
		for a := range m {
			for y := range weights {
				worth[a] += weights[y] * r.g.User.At(a, y) / total
			}
			best = max(best, worth[a])
		}
		chances := make([]float64, m)
		if r.set.Quantal {
			sum := 0.
			for a := range m {
				sum += math.Exp(r.set.Lambda * worth[a])
			}
			for a := range m {
				chances[a] = math.Exp(r.set.Lambda*worth[a]) / sum
			}
		} else {
			chances[r.choose(x, round, said, worth, best)] = 1
		}
		for a, c := range chances {
			for y, w := range weights {
				r.values[round][0] += c * w * r.g.User.At(a, y)
				for i, u := range r.g.Agents {
					r.values[round][1+i] += c * w * u.At(a, y)
				}
			}
		}
	}
}

func (r *reference) choose(x, round int, said [][]int, worth []float64, best float64) int {
	for i, rule := range r.rules {
		if rule.Kind != Scheme || rule.Table.Strategy == nil {
			continue
		}
		d := fits(len(rule.Table.Index), r.set.Alphabet)
		if round+1 < rule.Table.Wait+max(d, 1) { // nothing ends before it began
			continue
		}
		z := 0
		for _, symbol := range said[i][rule.Table.Wait : rule.Table.Wait+d] {
			z = z*r.set.Alphabet + symbol
		}
		if a := rule.Table.Strategy[z][x]; worth[a] >= best-1e-9 {
			return a
		}
	}
	for a := range worth {
		if worth[a] >= best-1e-9 {
			return a
		}
	}
	panic("no best action")
}

func refMatrix(rng *rand.Rand, rows, cols int, stochastic bool) belief.Matrix {
	m := belief.NewMatrix(rows, cols)
	for i := range rows {
		sum := 0.
		for j := range cols {
			v := rng.Float64()
			if stochastic && cols > 1 && rng.IntN(5) == 0 && j > 0 {
				v = 0
			}
			m.Set(i, j, v)
			sum += v
		}
		for j := range cols {
			if stochastic {
				m.Set(i, j, m.At(i, j)/sum)
			}
		}
	}
	return m
}

func refGame(rng *rand.Rand, agents int) belief.Game {
	n, m := 2+rng.IntN(2), 2+rng.IntN(2)
	g := belief.Game{States: n, Actions: m, Prior: refMatrix(rng, 1, n, true).Row(0), User: refMatrix(rng, m, n, false)}
	for range agents {
		g.Agents = append(g.Agents, refMatrix(rng, m, n, false))
	}
	g.UserSignal = refMatrix(rng, n, 1+rng.IntN(2), true)
	g.AgentSignal = refMatrix(rng, n, 2+rng.IntN(2), true)
	for c := range g.AgentSignal.Cols { // no signal impossible: the reference does not drop any
		g.AgentSignal.Set(0, c, g.AgentSignal.At(0, c)+0.1)
	}
	for y := range n {
		for _, q := range []belief.Matrix{g.AgentSignal} {
			sum := 0.
			for c := range q.Cols {
				sum += q.At(y, c)
			}
			for c := range q.Cols {
				q.Set(y, c, q.At(y, c)/sum)
			}
		}
	}
	if g.Prior[0] < 1e-3 {
		g.Prior[0] = 0.5
		sum := 0.
		for _, p := range g.Prior {
			sum += p
		}
		for y := range g.Prior {
			g.Prior[y] /= sum
		}
	}
	return g
}

// refTable draws a table, listening or not, some of its entries zero.
func refTable(rng *rand.Rand, red *persuasion.Reduced, set Settings) *Table {
	t := &Table{Wait: rng.IntN(2)}
	most := power(set.Alphabet, max(set.Rounds-t.Wait, 0))
	z := 1 + rng.IntN(min(most, 5))
	listens := rng.IntN(2) == 0
	for range z {
		t.Index = append(t.Index, make([]float64, red.Heard*red.N))
	}
	for x := range red.Heard {
		for s := range red.N {
			row := refMatrix(rng, 1, z, true).Row(0)
			for i := range z {
				t.Index[i][x*red.N+s] = row[i]
				if !listens {
					t.Index[i][x*red.N+s] = t.Index[i][s]
				}
				if !listens && x == 0 {
					t.Index[i][s] = row[i]
				}
			}
		}
	}
	if rng.IntN(2) == 0 {
		for range z {
			strategy := make([]int, red.Heard)
			for x := range strategy {
				strategy[x] = rng.IntN(red.Actions)
			}
			t.Strategy = append(t.Strategy, strategy)
		}
	}
	return t
}

func TestAgainstReference(t *testing.T) {
	worst := 0.
	for seed := range uint64(600) {
		rng := rand.New(rand.NewPCG(seed, 77))
		agents := 1 + rng.IntN(3)
		g := refGame(rng, agents)
		var red persuasion.Reduced
		red.Load(g)
		if red.N != g.AgentSignal.Cols || red.Heard != g.UserSignal.Cols {
			continue
		}
		set := Settings{Rounds: 1 + rng.IntN(3), Alphabet: 2 + rng.IntN(2),
			Noise: []float64{0, 0.1, 0.7, 1}[rng.IntN(4)]}
		if rng.IntN(3) == 0 {
			set.Quantal, set.Lambda = true, 20*rng.Float64()
		}
		shared := refTable(rng, &red, set)
		rules := make([]Rule, agents)
		for i := range rules {
			switch rng.IntN(4) {
			case 0:
				rules[i] = Rule{Kind: Noisy}
			case 1:
				rules[i] = Rule{Kind: Scheme, Table: refTable(rng, &red, set)}
			case 2:
				rules[i] = Rule{Kind: Scheme, Table: shared, Common: true}
			}
		}
		bad := false
		for _, r := range rules {
			bad = bad || r.Table != nil && r.Table.Fits(set.Rounds, set.Alphabet) != nil
		}
		if bad {
			continue
		}
		ref := &reference{g: g, set: set, rules: rules}
		ref.run()
		got := Run(&red, set, rules)
		for round := range ref.values {
			gotRow := append([]float64{got.Rounds[round].User}, got.Rounds[round].Agents...)
			for i := range gotRow {
				d := math.Abs(gotRow[i] - ref.values[round][i])
				worst = max(worst, d)
				if d > 1e-9 {
					t.Errorf("seed %d round %d party %d: %v, reference %v (rules %+v, set %+v)",
						seed, round, i, gotRow[i], ref.values[round][i], rules, set)
				}
			}
		}
		if math.Abs(got.Transcripts-ref.leaves) > 1e-9 {
			t.Errorf("seed %d: %v transcripts, reference %v", seed, got.Transcripts, ref.leaves)
		}
		if got.Drift > 1e-12 {
			t.Errorf("seed %d: drift %v", seed, got.Drift)
		}
	}
	t.Logf("largest difference %g", worst)
}

// BenchmarkMillion is a conversation of 1.6 million transcripts of which no two are alike: the
// number that has two seconds.
func BenchmarkMillion(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := belief.Game{States: 4, Actions: 3, Prior: []float64{.25, .25, .25, .25}, User: refMatrix(rng, 3, 4, false)}
	for range 7 {
		g.Agents = append(g.Agents, refMatrix(rng, 3, 4, false))
	}
	g.UserSignal = refMatrix(rng, 4, 1, true)
	g.AgentSignal = belief.NewMatrix(4, 4)
	for y := range 4 {
		g.AgentSignal.Set(y, y, 1)
	}
	var red persuasion.Reduced
	red.Load(g)
	var rules []Rule
	for i := range 7 {
		rules = append(rules, Rule{Kind: Scheme, Table: anyTable(rng, 8-i/6*2, 4)})
	}
	set := Settings{Rounds: 3, Alphabet: 2}
	if n := Run(&red, set, rules).Transcripts; n < 1e6 {
		b.Fatalf("%g transcripts", n)
	}
	b.ReportAllocs()
	for b.Loop() {
		Run(&red, set, rules)
	}
}

// anyTable is one of random likelihoods, all positive.
func anyTable(rng *rand.Rand, size, signals int) *Table {
	t := &Table{}
	for range size {
		row := make([]float64, signals)
		for s := range row {
			row[s] = rng.Float64()
		}
		t.Index = append(t.Index, row)
	}
	for s := range signals {
		sum := 0.
		for z := range size {
			sum += t.Index[z][s]
		}
		for z := range size {
			t.Index[z][s] /= sum
		}
	}
	return t
}
