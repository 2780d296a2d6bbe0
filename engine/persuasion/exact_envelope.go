package persuasion

import (
	"math"
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file decides in whole numbers whether an agent gains by splitting a belief, where
// floats leave it open. Vertices are homogeneous, V_b = c_b b with some c_b > 0, and heights
// F_b = c_b f_b; the program becomes
//
//	maximise  sum_b p_b F_b   subject to  sum_b p_b V_b = V,  p >= 0.
//
// It begins with the basis at which the floats ended; where that is none in whole numbers,
// with the corners. Steps follow Bland's rule, which cannot cycle.

// exactEnvelope is what is known exactly of one agent's payoff. The zero value knows nothing.
type exactEnvelope struct {
	games [3]exactHeights
	rows  [][]big.Int // of each region: the agent's utility of its strategy
	era   int         // of the kernel that these are of
	plane touching    // of the monopoly asked for last
}

// exactHeights are the heights in one game.
type exactHeights struct {
	leader []int32    // belief -> 1 + a pair there that pays most, 0 where not known
	height []*big.Int // belief -> its payoff F_b
}

func (x *exactEnvelope) reset() { x.rows, x.plane.basis = x.rows[:0], x.plane.basis[:0] }

// ready makes room, when something is asked for the first time.
func (e *Envelope) ready() *kernel {
	x, p := &e.exact, e.Space
	k := p.exactly()
	if len(x.rows) != len(p.Regions) || x.era != k.era {
		x.era = k.era
		x.rows = make([][]big.Int, len(p.Regions))
		for game := range x.games {
			x.games[game] = exactHeights{make([]int32, len(p.Beliefs)), make([]*big.Int, len(p.Beliefs))}
		}
	}
	return k
}

// row is the agent's utility of a region's strategy.
func (e *Envelope) row(k *kernel, region int) []big.Int {
	if e.exact.rows[region] == nil {
		e.exact.rows[region] = k.strategyRow(e.Space, e.Agent, region)
	}
	return e.exact.rows[region]
}

// payoff is the agent's payoff F at a pair.
func (e *Envelope) payoff(k *kernel, j, game int) *big.Int {
	pair := e.Space.Pairs[j]
	return k.Dot(e.row(k, int(pair.Region)), e.vertex(k, int(pair.Belief), game))
}

// vertex is V_b, or nil where delta = 0 leaves it open.
func (e *Envelope) vertex(k *kernel, b, game int) []big.Int {
	return k.point(&e.Space.Reduced, e.Space.Beliefs[b].place, game)
}

// leads is a pair at belief b that pays the agent most, and its payoff F_b.
func (e *Envelope) leads(k *kernel, b, game int) (int, *big.Int) {
	x := &e.exact.games[game]
	if x.leader[b] == 0 {
		payoff := e.Space.Stretched(e.Agent)
		for _, j := range e.Space.PairsAt(b) {
			if e.height[b]-payoff[j] > 2*e.noise {
				continue
			}
			if f := e.payoff(k, int(j), game); x.leader[b] == 0 || f.Cmp(x.height[b]) > 0 {
				x.leader[b], x.height[b] = 1+j, f
			}
		}
	}
	return int(x.leader[b] - 1), x.height[b]
}

func (e *Envelope) leadsExactly(b, j int) bool {
	defer spent()
	k := e.ready()
	if e.evenly(k, b) {
		return true
	}
	leader, most := e.leads(k, b, lowered)
	return leader == j || e.payoff(k, j, lowered).Cmp(most) == 0
}

// evenly reports whether all pairs at belief b that may lead pay the same because the actions in
// which they differ do not matter to the agent at the signals possible there.
func (e *Envelope) evenly(k *kernel, b int) bool {
	payoff, signals := e.Space.Stretched(e.Agent), signalsOf(e.Space.Beliefs[b].Support)
	var first []big.Int
	for _, j := range e.Space.PairsAt(b) {
		if e.height[b]-payoff[j] > 2*e.noise {
			continue
		}
		row := e.row(k, int(e.Space.Pairs[j].Region))
		if first == nil {
			first = row
		}
		for _, s := range signals {
			if row[s].Cmp(&first[s]) != 0 {
				return false
			}
		}
	}
	return true
}

// improvableExactly asks at delta = 0 first, where the answer holds for small delta too if it
// is a strict one: a mixture that does better still does, since what its mean misses can be
// made up for at the signals, all of which are likely; and a plane below still is one.
func (e *Envelope) improvableExactly(b int) bool {
	defer spent()
	k := e.ready()
	if e.rests(k, b) {
		_, f := e.leads(k, b, atRest)
		if sign := e.solver(k, e.vertex(k, b, atRest), atRest).climb(f); sign != 0 {
			return sign > 0
		}
	}
	_, f := e.leads(k, b, lowered)
	return e.solver(k, e.vertex(k, b, lowered), lowered).climb(f) > 0
}

// rests reports whether belief b has the same support at delta = 0, and all that are in play have
// a place then.
func (e *Envelope) rests(k *kernel, b int) bool {
	for i := range e.Space.Beliefs {
		if (i == b || e.mixer.plays(i)) && e.vertex(k, i, atRest) == nil {
			return false
		}
	}
	v := e.vertex(k, b, atRest)
	for _, s := range signalsOf(e.Space.Beliefs[b].Support) {
		if v[s].Sign() == 0 {
			return false
		}
	}
	return true
}

// solver prepares the program of the mixer's face for the target V.
func (e *Envelope) solver(k *kernel, target []big.Int, game int) *exactMixer {
	m := &e.mixer
	s := &exactMixer{kernel: k, e: e, game: game, signals: m.row[:m.rows],
		basis: append([]int(nil), m.basis[:m.rows]...), target: target}
	if !s.weigh() || !s.feasible() {
		for i, signal := range s.signals {
			s.basis[i] = e.Space.Corner[signal]
		}
		s.weigh()
	}
	return s
}

// exactMixer is the program on the face of some signals, and a feasible basis.
type exactMixer struct {
	*kernel
	e       *Envelope
	game    int
	signals []int
	basis   []int
	target  []big.Int
	weights []big.Int // of the basis, times det
	det     *big.Int
	price   []big.Int // the plane, times slope
	slope   *big.Int
}

// weigh computes the weights of the basis; it reports false where the basis is singular.
func (s *exactMixer) weigh() bool {
	n := len(s.signals)
	system := exact.NewReduction(&s.Counter, n)
	for _, signal := range s.signals {
		row := make([]big.Int, n+1)
		for i, b := range s.basis {
			row[i].Set(&s.e.vertex(s.kernel, b, s.game)[signal])
		}
		row[n].Set(&s.target[signal])
		if !system.Add(row) {
			return false
		}
	}
	s.weights, s.det = system.Solution(n), system.Det
	return true
}

// feasible reports whether no weight is negative.
func (s *exactMixer) feasible() bool {
	for i := range s.weights {
		if s.weights[i].Sign()*s.det.Sign() < 0 {
			return false
		}
	}
	return true
}

// inside reports whether all weights are positive.
func (s *exactMixer) inside() bool {
	for i := range s.weights {
		if s.weights[i].Sign()*s.det.Sign() <= 0 {
			return false
		}
	}
	return true
}

// findPrice computes the plane through the basis.
func (s *exactMixer) findPrice() {
	n := len(s.signals)
	system := exact.NewReduction(&s.Counter, n)
	for _, b := range s.basis {
		row := make([]big.Int, n+1)
		v := s.e.vertex(s.kernel, b, s.game)
		for i, signal := range s.signals {
			row[i].Set(&v[signal])
		}
		_, f := s.e.leads(s.kernel, b, s.game)
		row[n].Set(f)
		system.Add(row)
	}
	s.price, s.slope = system.Solution(n), system.Det
}

// against is the sign of F - plane.V.
func (s *exactMixer) against(f *big.Int, v []big.Int) int {
	sum, product := new(big.Int), new(big.Int)
	s.Mul(sum, s.slope, f)
	for i, signal := range s.signals {
		if v[signal].Sign() != 0 && s.price[i].Sign() != 0 {
			sum.Sub(sum, s.Mul(product, &s.price[i], &v[signal]))
		}
	}
	return sum.Sign() * s.slope.Sign()
}

// climb compares the best mixture's payoff with f: 1 if it is more, 0 if equal, -1 if less.
// It stops as soon as a mixture beats f. Without f it goes on to the best.
func (s *exactMixer) climb(f *big.Int) int {
	if climbed != nil {
		climbed()
	}
	for {
		s.findPrice()
		if f != nil && s.against(f, s.target) < 0 {
			return 1
		}
		enter := s.entering()
		if enter < 0 {
			break
		}
		s.pivot(enter)
	}
	if f == nil {
		return 0
	}
	return -s.against(f, s.target)
}

// entering is the first vertex above the plane, or -1. Floats pass over those that are below
// it for certain.
func (s *exactMixer) entering() int {
	m := &s.e.mixer
	h, blur := s.rounded()
	for b := range m.beliefs {
		if !m.plays(b) {
			continue
		}
		if above := m.height[b] - h.Dot(&m.beliefs[b].At, s.e.Space.N); above < -blur {
			continue
		}
		if _, f := s.e.leads(s.kernel, b, s.game); s.against(f, s.e.vertex(s.kernel, b, s.game)) > 0 {
			return b
		}
	}
	return -1
}

// rounded is the plane in floats, stretched, on the signals in play, and what comparing a
// height with it may be off.
func (s *exactMixer) rounded() (h Point, blur float64) {
	a := &s.e.Space.stretch.agents[s.e.Agent]
	var scale big.Int
	steepest, raw := 1.0, 1.0
	for i, signal := range s.signals {
		s.Mul(&scale, s.slope, s.kernel.scale[signal])
		price := exact.Float(&s.price[i], &scale)
		h[signal] = (price - a.base[signal]) / a.width
		steepest, raw = max(steepest, math.Abs(h[signal])), max(raw, math.Abs(price))
	}
	blur = s.e.noise + steepest*(s.e.Space.noise+a.noise+2*sumNoise)
	blur += raw / a.width * (s.e.Space.gainNoise + 2*sumNoise) // what subtracting the base loses
	if !(blur < math.Inf(1)) {                                 // vertical, or not a number
		h, blur = Point{}, math.Inf(1)
	}
	return h, blur
}

// pivot brings a vertex into the basis for the one whose weight sinks to 0 first, the first
// of equals. There is one: weights are bounded.
func (s *exactMixer) pivot(enter int) {
	n := len(s.signals)
	weights, det := s.weights, s.det
	target := s.target
	s.target = s.e.vertex(s.kernel, enter, s.game)
	s.weigh()
	direction := s.weights // times det, which is the same
	s.target = target
	leave := -1
	var a, b big.Int
	for i := range n {
		if direction[i].Sign()*det.Sign() <= 0 {
			continue
		}
		if leave >= 0 {
			s.Mul(&a, &weights[i], &direction[leave])
			s.Mul(&b, &weights[leave], &direction[i])
			c := a.Cmp(&b) // both products have the sign of det squared
			if c > 0 || c == 0 && s.basis[i] > s.basis[leave] {
				continue
			}
		}
		leave = i
	}
	s.basis[leave] = enter
	s.weigh()
}
