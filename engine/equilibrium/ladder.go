package equilibrium

// Ladder is what competition guarantees, on one axis (docs/model.md, section 5):
// Opt = Best >= Worst >= Floor >= AnyResponse >= Bound.
type Ladder struct{ Opt, Best, Worst, Floor, AnyResponse, Bound float64 }

// rungRounding is by how much rounding may put a rung above the one it is never above: sums
// and linear programs of numbers up to 1, an epsilon of a hull test twice.
const rungRounding = 1e-9

// Ladder orders the answer's figures; epsilon is that of the alignment in force, and
// Bound = OPT - 2 epsilon. It speaks of two agents or more. A rung that rounding lifts above
// the one before it is put level with it; one that is above by more stays, for all to see.
func (a *Answer) Ladder(epsilon float64) Ladder {
	l := Ladder{
		Opt: a.Opt, Best: a.Best.User, Worst: a.Worst.User,
		Floor: a.Floor.Value, AnyResponse: a.Floor.AnyResponse, Bound: a.Opt - 2*epsilon,
	}
	above := l.Opt
	for _, rung := range []*float64{&l.Best, &l.Worst, &l.Floor, &l.AnyResponse, &l.Bound} {
		if *rung > above && *rung-above <= rungRounding {
			*rung = above
		}
		above = *rung
	}
	return l
}
