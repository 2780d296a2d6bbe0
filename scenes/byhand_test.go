package scenes

import (
	"errors"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestByHand: a reader plays on the scenario as it stands, and one that would keep the page waiting is
// refused.
func TestByHand(t *testing.T) {
	a := chooser(t, &scripted{})
	b, err := a.Bidding(0, nil)
	if err != nil || b.User != b.High || len(b.Agents) != len(a.Scenario().Agents) {
		t.Errorf("%+v, %v", b, err)
	}
	if w, err := a.Saying(0, nil); err != nil || len(w.Agents) != len(a.Scenario().Agents) {
		t.Errorf("%+v, %v", w, err)
	}
	if _, err := a.Bidding(9, nil); err == nil {
		t.Error("an agent that is not there bids")
	}
	s := large(24)
	if a.answers.inline.Expected(s, engine.SelectionSection) <= handPatience {
		t.Fatalf("a large game takes %v ms", a.answers.inline.Expected(s, engine.SelectionSection))
	}
	if err := a.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Bidding(0, nil); !errors.Is(err, errTooLarge) {
		t.Errorf("a game of seconds is played: %v", err)
	}
}
