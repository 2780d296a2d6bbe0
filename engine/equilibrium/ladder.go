package equilibrium

// Ladder is what competition guarantees, on one axis (docs/model.md, section 5):
// Opt = Best >= Worst >= Floor >= AnyResponse >= Bound.
type Ladder struct{ Opt, Best, Worst, Floor, AnyResponse, Bound float64 }

// Ladder orders the answer's figures; epsilon is that of the alignment in force, and
// Bound = OPT - 2 epsilon. It speaks of two agents or more.
func (a *Answer) Ladder(epsilon float64) Ladder {
	return Ladder{
		Opt: a.Opt, Best: a.Best.User, Worst: a.Worst.User,
		Floor: a.Floor.Value, AnyResponse: a.Floor.AnyResponse, Bound: a.Opt - 2*epsilon,
	}
}
