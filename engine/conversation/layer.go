package conversation

import (
	"math"
	"slices"
)

// class is a class of histories of one length: where every voice stands, what the choir has
// been heard to say, and how many histories are in it.
type class struct {
	prefix []int32 // of each voice: the digits sent so far, as a number
	counts []int32 // of the choir: [position][symbol]
	ways   float64
}

// layers goes through the classes round by round.
type layers struct {
	t      *talk
	now    []class
	byKey  map[string]int
	key    []byte
	weight []float64 // of the class in hand: [x][s], w(s) of one history
	drift  float64   // largest martingale error so far

	public, sum []float64 // of step: the belief before a round, and its mean after it
	alive       [][]bool  // of prune, for each voice: the places [x][s] that all spoken before leave possible
}

func newLayers(t *talk) *layers {
	return &layers{
		t: t,
		now: []class{{prefix: make([]int32, len(t.voices)), counts: make([]int32, t.choirDigits()*t.set.Alphabet),
			ways: 1}},
		byKey:  map[string]int{},
		weight: make([]float64, t.game.Heard*t.game.N),
		public: make([]float64, t.game.N),
		sum:    make([]float64, t.game.N),
	}
}

// weigh fills l.weight with P(s) L(h|s,x) of one history of the class, after so many rounds,
// and returns its probability.
func (l *layers) weigh(c *class, rounds int) (probability float64) {
	g, b := l.t.game, l.t.set.Alphabet
	for x := range g.Heard {
		for s := range g.N {
			j := x*g.N + s
			w := g.Prior[s] * l.heard(c, s)
			for i := range l.t.voices {
				v := &l.t.voices[i]
				w *= v.likelihood(int(c.prefix[i]), v.said(rounds), b, j)
			}
			l.weight[j] = w
			probability += w * g.Mass(x, s)
		}
	}
	return probability
}

// heard is how likely the choir's words are at a signal.
func (l *layers) heard(c *class, s int) float64 {
	if len(l.t.noisy) == 0 {
		return 1
	}
	b, p := l.t.set.Alphabet, 1.
	for position, right := range l.t.digit[s] {
		for symbol, n := range c.counts[position*b : (position+1)*b] {
			if symbol == right {
				p *= l.t.keep[n]
			} else {
				p *= l.t.flip[n]
			}
		}
	}
	return p
}

// step goes on by one round, the number of which counts from 0, to the classes that visit then
// sees one by one: each with its l.weight, until visit returns, and perhaps more than once.
func (l *layers) step(round int, visit func(*class)) {
	public, sum := l.public, l.sum
	for i := range l.now {
		c := &l.now[i]
		ways, whole := c.ways, l.weigh(c, round) // speak changes c
		l.believe(public)
		clear(sum)
		l.speak(c, round, 0, func(child *class) bool {
			if p := l.weigh(child, round+1); p > 0 {
				l.spread(sum, child.ways/ways/whole)
				visit(child)
			}
			return true
		})
		for s := range sum {
			l.drift = max(l.drift, math.Abs(sum[s]-public[s]))
		}
	}
}

// store goes on by one round and keeps the classes found, equal ones as one.
func (l *layers) store(round int) {
	clear(l.byKey)
	var next []class
	l.step(round, func(child *class) { next = l.merge(next, child) })
	l.now = next
}

// believe fills dst with the public belief over signals that l.weight stands for. It is divided
// by its own sum, so that certainty is exactly 1.
func (l *layers) believe(dst []float64) {
	clear(dst)
	l.spread(dst, 1)
	total := 0.
	for _, p := range dst {
		total += p
	}
	for s := range dst {
		dst[s] /= total
	}
}

// spread adds the probability of each signal, times a factor.
func (l *layers) spread(dst []float64, factor float64) {
	g := l.t.game
	for x := range g.Heard {
		for s := range g.N {
			dst[s] += factor * l.weight[x*g.N+s] * g.Mass(x, s)
		}
	}
}

// speak calls found with each class that can follow c, until found returns false: one voice after
// another, then the choir. The class found is c itself, changed until found returns.
func (l *layers) speak(c *class, round, voice int, found func(*class) bool) bool {
	if voice == len(l.t.voices) {
		return l.sing(c, round, found)
	}
	v := &l.t.voices[voice]
	said := v.said(round + 1)
	if said == v.said(round) {
		if l.alive != nil {
			copy(l.alive[voice+1], l.alive[voice])
		}
		return l.speak(c, round, voice+1, found)
	}
	was, more := c.prefix[voice], true
	for symbol := 0; symbol < l.t.set.Alphabet && more; symbol++ {
		c.prefix[voice] = was*int32(l.t.set.Alphabet) + int32(symbol)
		if first, last := v.interval(int(c.prefix[voice]), said, l.t.set.Alphabet); first < last &&
			l.possible(c, voice, said) {
			more = l.speak(c, round, voice+1, found)
		}
	}
	c.prefix[voice] = was
	return more
}

// prune has speak leave out what no place allows, given what the voices before have said, from the class
// that l.weight is of. Where the ways are few, as Visits counts them, looking takes longer than it saves.
func (l *layers) prune() {
	g := l.t.game
	if l.alive == nil {
		l.alive = make([][]bool, len(l.t.voices)+1)
		for i := range l.alive {
			l.alive[i] = make([]bool, len(l.weight))
		}
	}
	for x := range g.Heard {
		for s := range g.N {
			l.alive[0][x*g.N+s] = l.weight[x*g.N+s]*g.Mass(x, s) > 0
		}
	}
}

// possible reports whether any place allows what a voice has come to say.
func (l *layers) possible(c *class, voice, said int) bool {
	if l.alive == nil {
		return true
	}
	v, any := &l.t.voices[voice], false
	for j, ok := range l.alive[voice] {
		ok = ok && v.likelihood(int(c.prefix[voice]), said, l.t.set.Alphabet, j) > 0
		l.alive[voice+1][j] = ok
		any = any || ok
	}
	return any
}

// sing calls found with every way in which the choir's messages of a round can fall on the
// symbols, with the number of histories that make it, and reports whether found wants more.
func (l *layers) sing(c *class, round int, found func(*class) bool) bool {
	position, ok := l.t.sings(round)
	if !ok {
		return found(c)
	}
	b, ways := l.t.set.Alphabet, c.ways
	counts := c.counts[position*b : (position+1)*b]
	var fall func(symbol, left int) bool
	fall = func(symbol, left int) bool {
		if symbol == b-1 {
			counts[symbol] += int32(left)
			more := found(c)
			counts[symbol] -= int32(left)
			return more
		}
		was, more := c.ways, true
		for n := 0; n <= left && more; n++ {
			counts[symbol] += int32(n)
			c.ways = was * choose(left, n)
			more = fall(symbol+1, left-n)
			counts[symbol] -= int32(n)
		}
		c.ways = was
		return more
	}
	more := fall(0, len(l.t.noisy))
	c.ways = ways
	return more
}

// choose is the binomial coefficient.
func choose(n, k int) float64 {
	c := 1.
	for i := 1; i <= k; i++ {
		c *= float64(n-k+i) / float64(i)
	}
	return math.Round(c)
}

// merge adds a copy of a class to a list, or its histories to the class that is there.
func (l *layers) merge(list []class, c *class) []class {
	l.key = l.key[:0]
	for _, x := range [][]int32{c.prefix, c.counts} {
		for _, n := range x {
			l.key = append(l.key, byte(n), byte(n>>8), byte(n>>16))
		}
	}
	if at, ok := l.byKey[string(l.key)]; ok {
		list[at].ways += c.ways
		return list
	}
	l.byKey[string(l.key)] = len(list)
	return append(list, class{slices.Clone(c.prefix), slices.Clone(c.counts), c.ways})
}
