package scenes

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine"
)

// handPatience is how many milliseconds one turn of a game by hand may keep the page waiting.
const handPatience = 80.

var errTooLarge = errors.New("this scenario is too large to be played by hand")

// Bidding is the game for being the one AI on the scenario as it stands, with one agent's offers by
// hand, and Saying its conversation with one agent's messages by hand (see engine.Solver).
func (a *App) Bidding(agent int, offers []float64) (b engine.Bidding, err error) {
	a.byHand(engine.SelectionSection, &err, func(v *engine.Solver, s engine.Scenario) {
		b, err = v.Bidding(s, agent, offers)
	})
	return b, err
}

func (a *App) Saying(agent int, symbols []int) (w engine.Saying, err error) {
	a.byHand(engine.ConversationSection, &err, func(v *engine.Solver, s engine.Scenario) {
		w, err = v.Saying(s, agent, symbols)
	})
	return w, err
}

func (a *App) byHand(want engine.Sections, err *error, play func(v *engine.Solver, s engine.Scenario)) {
	a.do(func() {
		if s := a.store.Now(); a.answers.inline.Expected(s, want) > handPatience {
			*err = errTooLarge
		} else {
			play(&a.hand, s)
		}
	})
}
