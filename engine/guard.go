package engine

import (
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file keeps the promise that Solve cannot fail also where a solver does: its section
// is then absent, a note says so, and the other sections are as they would be.

// ReportAt is the address at which faults of this program are reported.
const ReportAt = "https://github.com/emergent-alignment/emergent/issues"

// Fault is how the note ends of a section that is absent through a fault of this program.
const Fault = "which is a fault of ours; the link to report it is " + ReportAt + "."

// guard runs what fills in the named section. Where it panics the result stays as it was before, and
// the solver, whose memory may be half written, begins anew with the same game in hand.
func (v *Solver) guard(r *Result, section string, fill func()) {
	before, notes := *r, len(r.Notes)
	defer func() {
		if trouble := recover(); trouble != nil {
			if trouble == exact.Over {
				panic(trouble) // SolveWithin's
			}
			*r = before
			r.Notes = r.Notes[:notes]
			r.note(fmt.Sprintf("%s is absent: its solver failed (%s), %s", section, brief(trouble), Fault))
			v.restart()
		}
	}()
	fill()
}

// restart makes the solver new, with its game in hand, and the beliefs cut if they were.
func (v *Solver) restart() {
	loaded := v.loaded
	*v = Solver{scenario: v.scenario, certify: v.certify}
	v.align.Prove = v.certify
	v.scenario.fill(&v.game)
	v.loaded = loaded && v.equilibrium.Load(v.game) == nil
}

// briefRunes is how much of a panic's text a note repeats.
const briefRunes = 80

// brief is the text of a panic in one short line.
func brief(trouble any) string {
	text := []rune(strings.TrimPrefix(oneLine(fmt.Sprint(trouble)), "runtime error: "))
	return string(text[:min(len(text), briefRunes)])
}
