package persuasion

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// A drag of the prior asks of one game again and again, and how the beliefs are cut does not depend on
// the prior: nor do the gains, as long as each signal is shown by one state alone.

// keptExact is how much exact arithmetic a game may have taken for what was found of it to be kept: so
// little that leaving it out next time decides nothing about MaxExactWork.
const keptExact = MaxExactWork / 250

// origin is the game that a space was cut for, but for the prior.
type origin struct {
	cut    bool // the space holds its regions
	game   list
	likely []int // signals of all, and those that the user hears
	gains  list  // masses and gains
	spare  list
}

// Reload is Load that keeps the regions if g is the game loaded last but for the prior, and says so. All that was
// asked of them then holds, too: to the bit what Load would bring.
func (p *Space) Reload(g belief.Game) (kept bool, err error) { return p.reload(g, true) }

// ReloadClosed is Reload of the regions of g at delta = 0, ties broken in every way.
func (p *Space) ReloadClosed(g belief.Game) (kept bool, err error) { return p.reload(g, false) }

func (p *Space) reload(g belief.Game, symbolic bool) (bool, error) {
	o := &p.origin
	o.spare = o.spare[:0].game(&g)
	same := o.cut && p.symbolic == symbolic && p.kernel.Work+p.kernel.apart <= keptExact &&
		o.spare.same(o.game) && shownAlone(&g)
	o.spare, o.game = o.game, o.spare
	if same {
		p.Reduced.Load(g)
		o.spare = o.spare[:0].add(p.mass...).add(p.gain...)
		same = slices.Equal(o.likely, append(slices.Clone(p.Signal), p.HeardSignal...)) && o.spare.same(o.gains)
	}
	if same {
		p.kernel.again()
		p.kernel.Most = p.share(MaxExactWork)
		p.kernel.Purse = p.Purse
		return true, nil
	}
	p.symbolic = symbolic
	err := p.load(g)
	o.cut = err == nil
	o.likely = append(append(o.likely[:0], p.Signal...), p.HeardSignal...)
	o.gains = o.gains[:0].add(p.mass...).add(p.gain...)
	return false, err
}

// shownAlone reports whether each signal is shown by one possible state at most: then the prior has no part in
// what everybody gains there.
//
//go:noinline
func shownAlone(g *belief.Game) bool {
	for signal := range g.AgentSignal.Cols {
		states := 0
		for y, p := range g.Prior {
			if p != 0 && g.AgentSignal.At(y, signal) != 0 {
				states++
			}
		}
		if states > 1 {
			return false
		}
	}
	return true
}

// list is lists of numbers one after another, each with its length before it.
type list []float64

//go:noinline
func (l list) add(numbers ...float64) list {
	return append(append(l, float64(len(numbers))), numbers...)
}

// same compares bit by bit.
//
//go:noinline
func (l list) same(o list) bool {
	return slices.EqualFunc(l, o, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}

// game adds all numbers of a game but those of the prior, as they are and as they were written.
func (l list) game(g *belief.Game) list {
	l = l.add(float64(g.Actions)).matrix(&g.AgentSignal).matrix(&g.UserSignal).wants(&g.User, g.Agents)
	for t := range g.Others {
		l = l.add(g.Others[t].Share).wants(&g.Others[t].User, g.Others[t].Agents)
	}
	return l
}

func (l list) wants(user *belief.Matrix, agents []belief.Matrix) list {
	l = l.matrix(user)
	for i := range agents {
		l = l.matrix(&agents[i])
	}
	return l.add()
}

//go:noinline
func (l list) matrix(m *belief.Matrix) list {
	l = l.add(m.Data...)
	if m.Typed != nil {
		l = l.add(m.Typed.Weights...)
		for _, part := range m.Typed.Parts {
			l = l.rows(part)
		}
		l = l.rows(m.Typed.Rows)
	}
	return l.add(float64(m.Cols))
}

func (l list) rows(rows [][]float64) list {
	for _, row := range rows {
		l = l.add(row...)
	}
	return l
}
