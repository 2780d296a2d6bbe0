package stage

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Icon is what stands before a verdict beside its words.
type Icon int8

// The icons. Plain goes with words that judge nothing; Measured is a gauge that is filled by
// Panel.Share, for how much is gained is no yes or no.
const (
	Plain Icon = iota
	Measured
)

// Gauge measures what the user gets between what she has without a word and all that there is to
// know: the share of what talk can add that she is given or promised.
func (p *Panel) Gauge(got, none, opt float64) {
	p.Icon = Measured
	if opt-none <= words.Rounding {
		p.Share = 1 // there is nothing to add
		return
	}
	p.Share = min(max((got-none)/(opt-none), 0), 1)
}

// Aged is a panel while a newer answer is under way: nothing in it looks like success, and what is
// of another cast, whose names and numbers would be read as those of the present one, is gone.
func (p *Panel) Aged(sameCast bool) {
	p.Old, p.Inside = true, false
	p.Icon, p.Share = Plain, 0
	if !sameCast {
		p.Sections, p.Tables, p.Claims, p.Notes, p.Dialogue = nil, nil, nil, nil, Dialogue{}
	}
}

// Names lists the names of states, actions and parties of a scenario: an answer with others is about
// somebody else.
func Names(s *engine.Scenario) []string {
	names := slices.Concat(s.States, s.Actions)
	for _, p := range Parties(s) {
		names = append(names, p.Name)
	}
	return names
}
