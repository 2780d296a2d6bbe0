package ladder

import (
	"github.com/emergent-alignment/emergent/engine"
)

// Together lists the rungs of one of several users who all hear the same (docs/model.md, section
// 11), by the names that Rungs has, so that one ladder moves into the other. Only a user whose
// anonymous values are known has any.
func Together(u *engine.MemberResult, agents int) []Rung {
	if u.Anonymous == nil {
		return nil
	}
	var c collector
	c.value("opt", "OPT", Opt, u.Opt, "OPT: what "+u.Name+
		" would get from an agent that shares their goals and tells them all it knows. Nothing can give them more.")
	if agents < 2 {
		c.value("best", "monopoly, at best", Best, u.Anonymous.Best,
			"The only agent, when it says what serves it best, at its best for "+u.Name+".")
		c.value("worst", "monopoly, at worst", Worst, u.Anonymous.Worst,
			"The only agent, when it says what serves it best, at its worst for "+u.Name+".")
	} else {
		c.value("best", "best equilibrium", Best, u.Anonymous.Best, "Best equilibrium: the most that "+u.Name+
			" can get where all hear the same. Telling everything is always an equilibrium, so it is OPT.")
		c.value("worst", "worst equilibrium", Worst, u.Anonymous.Worst, "Worst equilibrium: the least that "+u.Name+
			" get where all hear the same, of agents who share a random draw. "+private)
	}
	if u.Floor != nil {
		c.promise("floor", "FLOOR", *u.Floor, u.None, "FLOOR: what two facts alone make certain: every user does what "+
			"is best for them, and no agent would gain by telling everybody everything. "+either)
	}
	if u.Bound != nil {
		c.promise("bound", "strong bound", *u.Bound, u.None, "The strong bound: what one mixture of agents, the same "+
			"for all users, promises "+u.Name+" by how nearly it wants what each of them wants. "+either)
	}
	c.value("none", "no conversation", Plain, u.None, "No conversation: what "+u.Name+
		" get if they act on what they know by themselves.")
	c.finish()
	return c.rungs
}
