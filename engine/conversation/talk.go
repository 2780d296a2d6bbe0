package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// voice is who sends one common index: one agent, or all who share a common draw.
type voice struct {
	table  *Table
	agents []int
	digits int
	// upTo[z][x*N+s] is P(index < z | s, x), so that a prefix, an interval of indexes, is a difference.
	upTo [][]float64
}

// talk is a conversation made ready: its voices, and the choir of the noisy agents, of whom
// only counts matter.
type talk struct {
	game   *persuasion.Reduced
	set    Settings
	voices []voice
	speaks []int // of each agent its voice, -1: noisy or silent
	noisy  []int // agents
	digit  [][]int
	keep   []float64 // powers of 1-noise
	flip   []float64 // powers of noise/(b-1)
}

// newTalk makes rules, one an agent, ready. Every table must fit.
func newTalk(game *persuasion.Reduced, set Settings, rules []Rule) *talk {
	t := &talk{game: game, set: set, speaks: make([]int, len(rules))}
	for i, rule := range rules {
		t.speaks[i] = -1
		switch rule.Kind {
		case Noisy:
			t.noisy = append(t.noisy, i)
		case Scheme:
			t.speaks[i] = t.voiceOf(rule, i)
		}
	}
	t.tune()
	return t
}

// voiceOf finds the voice of agent i, or adds one.
func (t *talk) voiceOf(rule Rule, i int) int {
	if rule.Common {
		for v := range t.voices {
			if t.voices[v].table == rule.Table {
				t.voices[v].agents = append(t.voices[v].agents, i)
				return v
			}
		}
	}
	v := voice{table: rule.Table, agents: []int{i}, digits: Digits(len(rule.Table.Index), t.set.Alphabet)}
	sum := make([]float64, t.game.Heard*t.game.N)
	v.upTo = append(v.upTo, append([]float64(nil), sum...))
	for _, row := range rule.Table.Index {
		for j := range sum {
			sum[j] += row[j]
		}
		v.upTo = append(v.upTo, append([]float64(nil), sum...))
	}
	t.voices = append(t.voices, v)
	return len(t.voices) - 1
}

// tune prepares the choir: the digits of each signal, and powers of what is heard right and wrong.
func (t *talk) tune() {
	b, d := t.set.Alphabet, t.choirDigits()
	t.digit = make([][]int, t.game.N)
	for s := range t.digit {
		for p := range d {
			t.digit[s] = append(t.digit[s], s/power(b, d-1-p)%b)
		}
	}
	t.keep, t.flip = []float64{1}, []float64{1}
	for n := range len(t.noisy) * t.set.Rounds {
		t.keep = append(t.keep, t.keep[n]*(1-t.set.Noise))
		t.flip = append(t.flip, t.flip[n]*t.set.Noise/float64(b-1))
	}
}

// choirDigits is how many digits the noisy agents send before they begin again; with a single
// signal there is nothing to send.
func (t *talk) choirDigits() int { return Digits(t.game.N, t.set.Alphabet) }

// sings reports whether there is a choir, and which digit it sends in a round, from 0.
func (t *talk) sings(round int) (position int, ok bool) {
	d := t.choirDigits()
	if len(t.noisy) == 0 || d == 0 {
		return 0, false
	}
	return round % d, true
}

// said is how many digits of its index a voice has sent before a round.
func (v *voice) said(round int) int { return min(max(round-v.table.Wait, 0), v.digits) }

// interval is the indexes that begin with a prefix of so many digits.
func (v *voice) interval(prefix, said, b int) (first, last int) {
	width := power(b, v.digits-said)
	return min(prefix*width, len(v.table.Index)), min((prefix+1)*width, len(v.table.Index))
}

// likelihood is P(prefix | s, x) at place j = x*N+s.
func (v *voice) likelihood(prefix, said, b, j int) float64 {
	first, last := v.interval(prefix, said, b)
	return v.upTo[last][j] - v.upTo[first][j]
}

// classes bounds how many classes of histories there are after a round, as a float: there can
// be more than an int holds.
func (t *talk) classes(round int) float64 {
	n := t.places(round)
	d := t.choirDigits()
	for p := 0; p < d && len(t.noisy) > 0; p++ {
		times := (round - p + d - 1) / d // how often position p was sent
		if times > 0 {
			n *= compositions(len(t.noisy)*times, t.set.Alphabet)
		}
	}
	return n
}

// places bounds at how many places the voices can stand after a round.
func (t *talk) places(round int) float64 {
	n := 1.
	for i := range t.voices {
		v := &t.voices[i]
		n *= float64(min(power(t.set.Alphabet, v.said(round)), len(v.table.Index)))
	}
	return n
}

// visits bounds how many classes are looked at in all rounds up to one: from each class of the
// round before, one for every way in which it can go on.
func (t *talk) visits(rounds int) float64 {
	sum := 0.
	for r := range rounds {
		ways := t.places(r+1) / t.places(r)
		if _, ok := t.sings(r); ok {
			ways *= compositions(len(t.noisy), t.set.Alphabet)
		}
		sum += t.classes(r) * ways
	}
	return sum
}

// compositions is in how many ways n messages fall on b symbols: binomial(n+b-1, b-1).
func compositions(n, b int) float64 {
	c := 1.
	for i := 1; i < b; i++ {
		c *= float64(n+i) / float64(i)
	}
	return c
}

// most bounds how many transcripts of all rounds there are.
func (t *talk) most() float64 {
	n := math.Pow(float64(t.set.Alphabet), float64(t.set.Rounds*len(t.noisy)))
	for i := range t.voices {
		n *= float64(len(t.voices[i].table.Index))
	}
	return n
}
