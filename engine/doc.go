// Package engine is what everything outside sees of the mathematics: a Scenario goes in,
// a Result comes out, and both have a JSON form with a version (docs/format.md).
//
//	s, err := engine.Parse(data)                               // checked once, at the door
//	s, err = engine.Apply(s, engine.SetPrior{Prior: prior})    // a changed copy
//	r := engine.Solve(s)                                       // cannot fail
//	failures := engine.Check(s, r)                             // by arithmetic alone
//
// It stands on top of its sisters belief, linprog, align, persuasion, equilibrium, quantal and
// selection, which know neither JSON nor names. Package experiment stands above it. The
// command line, the page and its worker all call the same four functions.
//
// It never draws, waits, reads a clock or a file, starts a goroutine or draws a random
// number from a global source: the same scenario gives the same result everywhere, up to
// the rounding of Exp and Log.
package engine
