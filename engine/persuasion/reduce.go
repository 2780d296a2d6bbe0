package persuasion

import (
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Reduced is a game on beliefs over agent signals (docs/model.md, section 1, Reduction).
// With P(y|s) the state given agent signal s,
//
//	prior[s]    = sum_y mu0(y) P(x_B=s|y)
//	mass(x,s)   = sum_y P(y|s) P(x_A=x|y)
//	gain(x,a,s) = sum_y P(y|s) P(x_A=x|y) u(a,y)       for the user and for each agent,
//
// a strategy alpha has the utility u(alpha,s) = sum_x gain(x,alpha(x),s). It is linear in
// the belief and separate in x, so alpha is optimal where alpha(x) is optimal for every x.
// Signals of probability zero are dropped. The zero value is empty.
//
// Several users (docs/model.md, section 11) are one user whose signal says also who she is:
// user t of share m_t is heard by her own signals x, a strategy is a profile of theirs, and
//
//	gain(t,x,a,s) = m_t sum_y P(y|s) P(x|y) u_t(a,y),   and alike for what agents want of her.
//
// So the user's payoff is everybody's welfare. Each user also is a party of her own, whose
// payoff is her utility. Signals of user t come after those of user t-1.
type Reduced struct {
	N, Heard, Actions, Agents int   // signals kept, user signals kept (of all users), actions, agents
	Users                     int   // users
	Parties                   int   // welfare or the user, agents and, of several users, each of them
	Prior                     Point // of the kept signals
	Signal                    []int // kept signal -> agent signal of the game
	HeardSignal               []int // kept user signal -> user signal of the game
	AllSignals, AllHeard      int   // numbers in the game, AllHeard of all users

	game      belief.Game
	gainNoise float64   // the largest relative error of a gain
	mass      []float64 // [x][s], of several users each times her share and spread
	gain      []float64 // [party][x][a][s], party 0 the user, 1+i agent i, 1+Agents+t user t
}

// User is the party number of the user; agent i is party 1+i.
const User = 0

// One is the party number of user t among several.
func (r *Reduced) One(t int) int { return 1 + r.Agents + t }

// Fits reports whether g has at most MaxSignals user signals, those of several users together.
func Fits(g *belief.Game) bool { return g.Users()*g.UserSignal.Cols <= MaxSignals }

// Load reduces g, reusing memory. It panics when g has more than MaxSignals signals on a
// side or actions: the scenario format admits no more, but for several users; see Fits.
func (r *Reduced) Load(g belief.Game) {
	r.Users, r.Actions, r.Agents = g.Users(), g.Actions, len(g.Agents)
	r.AllSignals, r.AllHeard = g.AgentSignal.Cols, r.Users*g.UserSignal.Cols
	if max(r.AllSignals, r.AllHeard, g.Actions) > MaxSignals {
		panic("persuasion: more than 8 signals or actions")
	}
	if r.Parties = 1 + r.Agents; r.Users > 1 {
		r.Parties += r.Users
	}
	r.Signal = likely(r.Signal[:0], g, g.AgentSignal)
	r.HeardSignal = likely(r.HeardSignal[:0], g, g.UserSignal)
	own := len(r.HeardSignal)
	for t := 1; t < r.Users; t++ {
		for x := range own {
			r.HeardSignal = append(r.HeardSignal, t*g.UserSignal.Cols+r.HeardSignal[x])
		}
	}
	r.N, r.Heard = len(r.Signal), len(r.HeardSignal)
	r.game, r.gainNoise = g, noiseOf(g)

	r.Prior = Point{}
	total := 0.0
	for s, signal := range r.Signal {
		r.Prior[s] = probability(g, g.AgentSignal, signal)
		total += r.Prior[s]
	}
	for s := range r.N {
		r.Prior[s] /= total
	}
	r.mass = numeric.Sized(r.mass, r.Heard*r.N)
	r.gain = numeric.Sized(r.gain, r.Parties*r.Heard*r.Actions*r.N)
	clear(r.mass)
	clear(r.gain)
	for t := range r.Users {
		r.loadUser(g, t)
	}
}

// loadUser fills in what user t hears and what her actions bring everybody.
func (r *Reduced) loadUser(g belief.Game, t int) {
	if r.Users == 1 {
		r.fillMass(g, t, 1)
		r.fillGain(g, User, t, g.User, 1)
		for i, utility := range g.Agents {
			r.fillGain(g, 1+i, t, utility, 1)
		}
		return
	}
	share := g.Share(t)
	r.fillMass(g, t, share*spread(g.Wants(t)))
	r.fillGain(g, User, t, g.Wants(t), share)
	r.fillGain(g, r.One(t), t, g.Wants(t), 1)
	for i := range g.Agents {
		r.fillGain(g, 1+i, t, g.Asks(t, i), share)
	}
}

// spread is the largest difference that an action makes in one state, 1 if none does: of
// several users each is lowered by so much an index, so that the unit of a utility decides no
// tie between users.
func spread(u belief.Matrix) float64 {
	widest := 0.0
	for y := range u.Cols {
		low, high := u.At(0, y), u.At(0, y)
		for a := range u.Rows {
			low, high = min(low, u.At(a, y)), max(high, u.At(a, y))
		}
		widest = max(widest, high-low)
	}
	if widest == 0 {
		return 1
	}
	return widest
}

// noiseOf bounds the relative error of the gains of g: all are sums of products of positive
// numbers, each off by half a unit, some over a sum that is near 1.
func noiseOf(g belief.Game) float64 {
	noise := 2 * unit
	for _, u := range g.Agents {
		if u.Typed != nil {
			noise = 20*unit + sumOff // 8 products and a sum of weights
		}
	}
	if g.User.Typed != nil {
		noise = 20*unit + sumOff
	}
	if !plain(g.AgentSignal, g.States) {
		noise += 30*unit + 2*sumOff
	}
	if !plain(g.UserSignal, 1) {
		noise += 20*unit + sumOff
	}
	if len(g.Others) > 0 { // shares, and utilities that may be sums of weights
		noise += 30*unit + 2*sumOff
	}
	return noise
}

// plain reports whether an experiment with so many signals tells nothing, or all, for certain.
func plain(m belief.Matrix, signals int) bool {
	if m.Cols != signals {
		return false
	}
	for y := range m.Rows {
		if m.At(y, min(y, signals-1)) != 1 {
			return false
		}
	}
	return true
}

// likely appends the signals of the experiment that are possible.
func likely(kept []int, g belief.Game, experiment belief.Matrix) []int {
	for signal := range experiment.Cols {
		if probability(g, experiment, signal) > 0 {
			kept = append(kept, signal)
		}
	}
	return kept
}

func probability(g belief.Game, experiment belief.Matrix, signal int) float64 {
	sum := 0.0
	for y, p := range g.Prior {
		sum += p * experiment.At(y, signal)
	}
	return sum
}

// posterior is P(y | s).
func (r *Reduced) posterior(g belief.Game, y, s int) float64 {
	signal := r.Signal[s]
	return g.Prior[y] * g.AgentSignal.At(y, signal) / probability(g, g.AgentSignal, signal)
}

func (r *Reduced) fillMass(g belief.Game, t int, factor float64) {
	own := r.Heard / r.Users
	for s := range r.N {
		for y := range g.States {
			p := r.posterior(g, y, s) * factor
			for x := t * own; x < (t+1)*own; x++ {
				r.mass[x*r.N+s] += p * g.UserSignal.At(y, r.HeardSignal[x]-t*g.UserSignal.Cols)
			}
		}
	}
}

func (r *Reduced) fillGain(g belief.Game, party, t int, utility belief.Matrix, factor float64) {
	own := r.Heard / r.Users
	for s := range r.N {
		for y := range g.States {
			p := r.posterior(g, y, s) * factor
			for x := t * own; x < (t+1)*own; x++ {
				q := p * g.UserSignal.At(y, r.HeardSignal[x]-t*g.UserSignal.Cols)
				for a := range r.Actions {
					r.gain[r.at(party, x, a)+s] += q * utility.At(a, y)
				}
			}
		}
	}
}

func (r *Reduced) at(party, x, a int) int {
	return ((party*r.Heard+x)*r.Actions + a) * r.N
}

// gainOf returns gain(x,a,.) of a party and what follows it in memory.
func (r *Reduced) gainOf(party, x, a int) []float64 { return r.gain[r.at(party, x, a):] }

// Mass is P(x|s) for kept signals.
func (r *Reduced) Mass(x, s int) float64 { return r.mass[x*r.N+s] }

// Gain is what party gets from action a at user signal x when the agents' signal is s,
// times the probability of x.
func (r *Reduced) Gain(party, x, a, s int) float64 { return r.gain[r.at(party, x, a)+s] }

// prefer returns the half-space of beliefs at which, after user signal x, action a is at
// least as good as b in the game lowered by delta:
//
//	sum_s mu_s (gain(x,a,s) - gain(x,b,s) - delta (a-b) mass(x,s)) >= 0,
//
// scaled to largest entry 1, with a bound on its rounding.
func (r *Reduced) prefer(x, a, b int, delta float64) halfspace {
	ga, gb := r.gainOf(User, x, a), r.gainOf(User, x, b)
	drop := delta * float64(a-b)
	var h halfspace
	largest := 0.0
	for s := range r.N {
		h.at[s] = ga[s] - gb[s]
		if drop != 0 {
			h.at[s] -= drop * r.mass[x*r.N+s]
		}
		largest = max(largest, ga[s]+gb[s])
	}
	size := h.at.size(r.N)
	h.noise = largest * 2 * r.gainNoise
	if size <= h.noise {
		h.noise = unknown // perhaps the two are equally good everywhere
		return h
	}
	for s := range r.N {
		h.at[s] /= size
	}
	h.noise = h.noise/size + unit
	return h
}

// Expand writes a point over all agent signals of the game, zero for those dropped.
func (r *Reduced) Expand(dst []float64, v *Point) {
	clear(dst)
	for s, signal := range r.Signal {
		dst[signal] = v[s]
	}
}

// Shrink is the inverse of Expand: the entries of the kept signals.
func (r *Reduced) Shrink(v []float64) Point {
	var p Point
	for s, signal := range r.Signal {
		p[s] = v[signal]
	}
	return p
}
