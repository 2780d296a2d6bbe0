package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Table is a game reduced to beliefs over the agents' signals. For a signal s of positive
// probability q0(s), a user's signal x and an action a it holds
//
//	P(x|s)      = sum_y P(y|s) P(x|y)
//	U_i(a,x|s)  = sum_y P(y|s) P(x|y) u_i(a,y)        (i = 0 is the user, then the agents)
//
// so that at a belief q the user with signal x scores action a by
// sum_s q(s) U_0(a,x|s) / sum_s q(s) P(x|s), and everybody's payoff is
// v_i(q) = sum_{x,a} sigma(a|q,x) sum_s q(s) U_i(a,x|s).
// The zero value is ready for Set.
type Table struct {
	Signals []int     // the agents' signals of positive probability
	Prior   []float64 // q0 over Signals
	Parties int       // the user and the agents

	actions, private int
	mass             []float64 // [x][s]: P(x|s)
	payoff           []float64 // [x][a][party][s]: U_i(a,x|s)
	play             []float64 // [a]: scores, then probabilities
	certain, at      []float64 // memory of Full
}

// Set fills the table from a game.
func (t *Table) Set(g *belief.Game) {
	t.Signals, t.Prior = t.Signals[:0], t.Prior[:0]
	for s := range g.AgentSignal.Cols {
		p := 0.0
		for y, mu := range g.Prior {
			p += mu * g.AgentSignal.At(y, s)
		}
		if p > 0 {
			t.Signals, t.Prior = append(t.Signals, s), append(t.Prior, p)
		}
	}
	t.Parties, t.actions, t.private = 1+len(g.Agents), g.Actions, g.UserSignal.Cols
	size := len(t.Signals)
	t.mass = numeric.Sized(t.mass, t.private*size)
	t.payoff = numeric.Sized(t.payoff, t.private*t.actions*t.Parties*size)
	t.play = numeric.Sized(t.play, t.actions)
	clear(t.mass)
	clear(t.payoff)
	for i, s := range t.Signals {
		for y, mu := range g.Prior {
			if p := mu * g.AgentSignal.At(y, s) / t.Prior[i]; p > 0 {
				t.add(g, i, y, p)
			}
		}
	}
}

// add counts state y, of probability p given the signal at place i.
func (t *Table) add(g *belief.Game, i, y int, p float64) {
	size := len(t.Signals)
	for x := range t.private {
		px := p * g.UserSignal.At(y, x)
		t.mass[x*size+i] += px
		for a := range t.actions {
			cell := t.payoff[(x*t.actions+a)*t.Parties*size:]
			cell[i] += px * g.User.At(a, y)
			for j := range g.Agents {
				cell[(1+j)*size+i] += px * g.Agents[j].At(a, y)
			}
		}
	}
}

// At writes every party's payoff at the belief q over Signals: the user's first. q need
// not be normalised: the payoffs scale with it.
func (t *Table) At(q []float64, lambda float64, out []float64) {
	out = out[:t.Parties]
	clear(out)
	size := len(t.Signals)
	for x := range t.private {
		p := dot(q, t.mass[x*size:])
		if p <= 0 {
			continue // a signal she cannot get
		}
		cells := t.payoff[x*t.actions*t.Parties*size:]
		t.respond(q, cells, lambda/p)
		for a, sigma := range t.play {
			cell := cells[a*t.Parties*size:]
			for i := range out {
				out[i] += sigma * dot(q, cell[i*size:])
			}
		}
	}
}

// respond fills play with the logit response; cells are the payoffs of one private signal.
func (t *Table) respond(q, cells []float64, scale float64) {
	size := len(q)
	top := math.Inf(-1)
	for a := range t.play {
		t.play[a] = scale * dot(q, cells[a*t.Parties*size:])
		top = max(top, t.play[a])
	}
	sum := 0.0
	for a, z := range t.play {
		t.play[a] = math.Exp(z - top)
		sum += t.play[a]
	}
	for a := range t.play {
		t.play[a] /= sum
	}
}

// Response writes sigma(.|q,x), the probability of each action at belief q and private
// signal x, and reports whether that signal can occur there.
func (t *Table) Response(q []float64, x int, lambda float64, out []float64) bool {
	size := len(t.Signals)
	p := dot(q, t.mass[x*size:])
	if p <= 0 {
		return false
	}
	t.respond(q, t.payoff[x*t.actions*t.Parties*size:], lambda/p)
	copy(out[:t.actions], t.play)
	return true
}

// Full writes every party's payoff under full disclosure, F_A first.
func (t *Table) Full(lambda float64, out []float64) {
	out = out[:t.Parties]
	clear(out)
	t.certain = numeric.Sized(t.certain, len(t.Prior))
	t.at = numeric.Sized(t.at, t.Parties)
	for s, p := range t.Prior {
		clear(t.certain)
		t.certain[s] = 1
		t.At(t.certain, lambda, t.at)
		for i := range out {
			out[i] += p * t.at[i]
		}
	}
}

// Opt is the user's value if she knew the agents' signals and made no mistakes.
func (t *Table) Opt() float64 {
	size, sum := len(t.Signals), 0.0
	for s, p := range t.Prior {
		for x := range t.private {
			best := 0.0 // utilities are not negative
			for a := range t.actions {
				best = max(best, t.payoff[(x*t.actions+a)*t.Parties*size+s])
			}
			sum += p * best
		}
	}
	return sum
}

// Actions and Private are how many actions the user has, and signals of her own.
func (t *Table) Actions() int { return t.actions }

// Private is how many signals of her own the user has.
func (t *Table) Private() int { return t.private }

// Mass is P(x|s), Score U_0(a,x|s).
func (t *Table) Mass(x, s int) float64 { return t.mass[x*len(t.Signals)+s] }

// Score is U_0(a,x|s): what action a is worth to the user who saw x.
func (t *Table) Score(a, x, s int) float64 {
	return t.payoff[(x*t.actions+a)*t.Parties*len(t.Signals)+s]
}

// dot is the inner product over the length of q.
func dot(q, v []float64) float64 {
	v = v[:len(q)]
	switch len(q) {
	case 2:
		return q[0]*v[0] + q[1]*v[1]
	case 3:
		return q[0]*v[0] + q[1]*v[1] + q[2]*v[2]
	}
	sum := 0.0
	for i, x := range q {
		sum += x * v[i]
	}
	return sum
}
