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
	cut     bool // the space holds its regions
	reduced Reduced
	numbers []float64
	spare   []float64
}

// Reload is Load that keeps the regions if g is the game loaded last but for the prior, and says so. All that was
// asked of them then holds, too: to the bit what Load would bring.
func (p *Space) Reload(g belief.Game) (kept bool, err error) { return p.reload(g, true) }

// ReloadClosed is the same for LoadClosed.
func (p *Space) ReloadClosed(g belief.Game) (kept bool, err error) { return p.reload(g, false) }

func (p *Space) reload(g belief.Game, symbolic bool) (bool, error) {
	o := &p.origin
	o.spare = numbersOfGame(o.spare[:0], &g)
	if !o.cut || p.symbolic != symbolic || p.kernel.Work+p.kernel.apart > keptExact || !sameNumbers(o.spare, o.numbers) {
		p.symbolic = symbolic
		o.numbers, o.spare = o.spare, o.numbers
		return false, p.anew(g)
	}
	p.Reduced, o.reduced = o.reduced, p.Reduced
	p.Reduced.Load(g)
	if !p.Reduced.alike(&o.reduced) || !shownAlone(&g, p.Signal) {
		return false, p.anew(g)
	}
	p.kernel.again()
	p.kernel.Purse = p.Purse
	return true, nil
}

// anew cuts the regions of a game whose numbers are noted.
func (p *Space) anew(g belief.Game) error {
	err := p.load(g)
	p.origin.cut = err == nil
	return err
}

// alike says whether two games have the same signals and gains.
func (r *Reduced) alike(o *Reduced) bool {
	return [...]int{r.N, r.Heard, r.Actions, r.Agents, r.Users, r.Parties, r.AllSignals, r.AllHeard} ==
		[...]int{o.N, o.Heard, o.Actions, o.Agents, o.Users, o.Parties, o.AllSignals, o.AllHeard} &&
		slices.Equal(r.Signal, o.Signal) && slices.Equal(r.HeardSignal, o.HeardSignal) &&
		r.gainNoise == o.gainNoise && sameNumbers(r.mass, o.mass) && sameNumbers(r.gain, o.gain)
}

// sameNumbers compares bit by bit.
func sameNumbers(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i, x := range a {
		if math.Float64bits(x) != math.Float64bits(b[i]) {
			return false
		}
	}
	return true
}

// shownAlone says whether each of the signals is shown by one possible state alone: then the prior has no
// part in what everybody gains there.
func shownAlone(g *belief.Game, signals []int) bool {
	for _, signal := range signals {
		states := 0
		for y, p := range g.Prior {
			if p != 0 && g.AgentSignal.At(y, signal) != 0 {
				states++
			}
		}
		if states != 1 {
			return false
		}
	}
	return true
}

// numbersOfGame lists all numbers of a game but those of the prior, as they are and as they were written,
// each list with its length before it.
func numbersOfGame(dst []float64, g *belief.Game) []float64 {
	dst = append(dst, float64(g.States), float64(g.Actions), float64(len(g.Agents)), float64(len(g.Others)))
	dst = appendMatrix(appendMatrix(dst, &g.AgentSignal), &g.UserSignal)
	dst = appendMatrix(dst, &g.User)
	for i := range g.Agents {
		dst = appendMatrix(dst, &g.Agents[i])
	}
	for t := range g.Others {
		dst = appendMatrix(append(dst, g.Others[t].Share, float64(len(g.Others[t].Agents))), &g.Others[t].User)
		for i := range g.Others[t].Agents {
			dst = appendMatrix(dst, &g.Others[t].Agents[i])
		}
	}
	return dst
}

func appendMatrix(dst []float64, m *belief.Matrix) []float64 {
	dst = append(append(dst, float64(m.Cols), float64(len(m.Data))), m.Data...)
	if m.Typed == nil {
		return append(dst, -1)
	}
	dst = append(append(dst, float64(len(m.Typed.Weights))), m.Typed.Weights...)
	for _, part := range m.Typed.Parts {
		dst = appendRows(dst, part)
	}
	return appendRows(dst, m.Typed.Rows)
}

func appendRows(dst []float64, rows [][]float64) []float64 {
	dst = append(dst, float64(len(rows)))
	for _, row := range rows {
		dst = append(append(dst, float64(len(row))), row...)
	}
	return dst
}
