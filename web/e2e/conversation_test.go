//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"emergent/engine"

	"github.com/chromedp/chromedp/kb"
)

// shownRound is the round that a stage shows, plays whether it goes on by itself.
const (
	shownRound = "Number(document.querySelector('[data-param=\"view.round\"]').value)"
	plays      = "document.querySelector('[data-param=\"view.play\"]').checked"
)

// round waits until that round is shown.
func (b *tab) round(k int) {
	b.Helper()
	b.until(fmt.Sprintf("document.querySelector('[data-param=\"view.round\"]') && %s === %d", shownRound, k))
}

// The whole player by keyboard: play, pause, steps back and on, scrubbing, and the mark in the
// picture; the dialogue goes along.
func TestConversationByKeyboard(t *testing.T) {
	b := stage(t, "?scene=conversation&preset=clinic", wide)
	b.round(4) // at rest it stands at its end
	focus := func(selector string) { b.eval("document.querySelector('" + selector + "').focus()") }
	now := func(want string) {
		t.Helper()
		b.until("[...document.querySelectorAll('#dialogue .turn[data-when=\"now\"] .heading')].map((e) => e.textContent).join('') === '" + want + "'")
	}
	focus("[data-param=\"view.speed\"]")
	b.keys("f") // fast
	focus("[data-param=\"view.play\"]")
	b.keys(" ")
	b.until(plays)
	b.until(shownRound + " > 0 && " + shownRound + " < 4")
	b.keys(" ")
	b.until("!" + plays)
	k := value[int](b, shownRound)
	now(fmt.Sprintf("Round %d", k))

	focus("[data-param=\"view.back\"]")
	b.keys(kb.Enter)
	b.round(k - 1)
	focus("[data-param=\"view.forward\"]")
	b.keys(kb.Enter)
	b.round(k)

	focus("[data-param=\"view.round\"]")
	b.keys(kb.Home)
	b.round(0)
	now("Before anyone speaks")
	b.keys(kb.ArrowRight)
	b.round(1)
	b.keys(kb.End)
	b.round(4)
	now("Round 4")

	focus("[data-handle=\"round\"]")
	b.keys(kb.ArrowLeft)
	b.round(3)
	b.keys(kb.Home)
	b.round(0)

	// Played to its end it rests, and says so.
	focus("[data-param=\"view.play\"]")
	b.keys(" ")
	b.round(4)
	b.until("!" + plays)
}

// The path ends where the engine says, and a link brings the round back.
func TestConversationAgrees(t *testing.T) {
	b := stage(t, "?scene=conversation&preset=clinic", wide)
	b.round(4)
	s := preset(t, "clinic")
	want := new(engine.Solver).Solve(s, engine.All).Conversation.Transcript
	got := value[[][]float64](b, "emergent.getResult().then((r) => r.conversation.transcript.steps.map((s) => s.belief))")
	if len(got) != len(want.Steps) {
		t.Fatalf("%d rounds, want %d", len(got), len(want.Steps))
	}
	for k, step := range want.Steps {
		for x, p := range step.Belief {
			if math.Abs(got[k][x]-p) > 1e-12 {
				t.Errorf("round %d: the page says %v, the engine %v", k+1, got[k], step.Belief)
				break
			}
		}
	}
	shown := value[string](b, "document.querySelector('[data-handle=\"round\"]').getAttribute('aria-valuetext')")
	last := want.Steps[len(want.Steps)-1].Belief
	if part := fmt.Sprintf("signal 1 %.2f", last[0]); !strings.Contains(shown, part) {
		t.Errorf("the mark says %q, want %q", shown, part)
	}
	b.eval("emergent.setView({ scene: 'conversation', values: { round: '2' } })")
	b.round(2)
	b.until("location.hash.length > 1")
	link := value[string](b, "'stage.html' + location.search + location.hash")
	c := blank(t, wide)
	c.navigate(link)
	c.ready()
	c.round(2)
}

// An agent dragged while it plays bends the path: the conversation goes on.
func TestConversationBends(t *testing.T) {
	b := stage(t, "?scene=conversation&preset=clinic", wide)
	b.round(4)
	b.eval("emergent.setView({ scene: 'conversation', values: { round: '1', speed: 'slow', play: 'true', run: '1' } })")
	b.until(plays)
	b.eval("document.querySelector('[data-handle=\"agent:0\"]').focus()")
	before := value[string](b, "emergent.getResult().then((r) => JSON.stringify(r.conversation.transcript))")
	b.keys(kb.ArrowRight)
	b.keys(kb.ArrowUp)
	b.until("emergent.getScenario().agents[0].weights[0] !== 0.5")
	if after := value[string](b, "emergent.getResult().then((r) => JSON.stringify(r.conversation.transcript))"); after == before {
		t.Log("the transcript is the same for these weights")
	}
	if !value[bool](b, plays+" && "+shownRound+" >= 1") {
		t.Errorf("it plays no more, or from its beginning: round %d", value[int](b, shownRound))
	}
}
