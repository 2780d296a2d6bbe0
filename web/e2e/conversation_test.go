//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

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

// One tab for all of it, since loading takes longest: the player by keyboard, agreement with
// the engine, a drag while it plays.
func TestConversation(t *testing.T) {
	b := stage(t, "?scene=conversation&preset=clinic", wide)
	b.round(0) // at rest it stands at its beginning
	b.eval("emergent.setView({ scene: 'conversation', values: { round: 'last' } })")
	b.round(4)
	pathAgrees(b)
	playByKeyboard(b)
	pathBends(b)
}

// The whole player by keyboard: play, pause, steps back and on, scrubbing, and the mark in the
// picture; the dialogue goes along.
func playByKeyboard(b *tab) {
	b.Helper()
	focus := func(selector string) { b.eval("document.querySelector('" + selector + "').focus()") }
	now := func(want string) {
		b.Helper()
		b.until("[...document.querySelectorAll('#dialogue .turn[data-when=\"now\"] .heading')].map((e) => " +
			"e.textContent).join('') === '" + want + "'")
	}
	b.eval("emergent.setView({ scene: 'conversation', values: {} })")
	b.round(0)
	focus("[data-param=\"view.speed\"]")
	b.keys("3") // times as fast
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
func pathAgrees(b *tab) {
	b.Helper()
	s := preset(b.T, "clinic")
	want := new(engine.Solver).Solve(s, engine.All).Conversation.Transcript
	got := value[[][]float64](b, "emergent.getResult().then((r) => r.conversation.transcript.steps.map((s) "+
		"=> s.belief))")
	if len(got) != len(want.Steps) {
		b.Fatalf("%d rounds, want %d", len(got), len(want.Steps))
	}
	for k, step := range want.Steps {
		for x, p := range step.Belief {
			if math.Abs(got[k][x]-p) > 1e-12 {
				b.Errorf("round %d: the page says %v, the engine %v", k+1, got[k], step.Belief)
				break
			}
		}
	}
	shown := value[string](b, "document.querySelector('[data-handle=\"round\"]').getAttribute('aria-valuetext')")
	last := want.Steps[len(want.Steps)-1].Belief
	if part := fmt.Sprintf("a clear chest (%.2f)", last[0]); !strings.Contains(shown, part) {
		b.Errorf("the mark says %q, want %q", shown, part)
	}
	before := value[string](b, "location.hash") // of the last round
	b.eval("emergent.setView({ scene: 'conversation', values: { round: '2' } })")
	b.round(2)
	b.until(fmt.Sprintf("location.hash.length > 1 && location.hash !== %q", before))
	link := value[string](b, "'stage.html' + location.search + location.hash")
	c := blank(b.T, wide)
	c.navigate(link)
	c.ready()
	c.round(2)
}

// An agent dragged while it plays bends the path: the conversation goes on.
func pathBends(b *tab) {
	b.Helper()
	b.eval("emergent.setView({ scene: 'conversation', values: { round: '1', speed: 'slow', play: 'true', run: '1' } })")
	b.until(plays)
	b.eval("document.querySelector('[data-handle=\"agent:0\"]').focus()")
	before := value[float64](b, "emergent.getResult().then((r) => r.conversation.agents[0])")
	b.keys(kb.ArrowRight)
	b.keys(kb.ArrowUp)
	b.until("emergent.getScenario().agents[0].weights[0] !== 0.5")
	if after := value[float64](b, "emergent.getResult().then((r) => r.conversation.agents[0])"); after == before {
		b.Errorf("another agent can expect the same, %v", after)
	}
	if !value[bool](b, plays+" && "+shownRound+" >= 1") {
		b.Errorf("it plays no more, or from its beginning: round %d", value[int](b, shownRound))
	}
}
