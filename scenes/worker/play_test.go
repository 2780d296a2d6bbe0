package worker

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestPlay: what crosses is what the engine says, or a sentence.
func TestPlay(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "presets", "clinic.json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	ask := func(game string, agent int, moves ...float64) string {
		text, err := json.Marshal(map[string]any{"game": game, "agent": agent, "moves": moves, "scenario": s})
		if err != nil {
			t.Fatal(err)
		}
		return Play(string(text))
	}
	var v engine.Solver
	bid, err := v.Bidding(s, 1, []float64{0.75})
	if err != nil {
		t.Fatal(err)
	}
	said, err := v.Saying(s, 2, []int{1, 0})
	if err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]any{ask(Bidding, 1, 0.75): bid, ask(Saying, 2, 1, 0): said} {
		text, _ := json.Marshal(map[string]any{"game": want})
		var a, b any
		if json.Unmarshal([]byte(got), &a) != nil || json.Unmarshal(text, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("got %s, want %s", got, text)
		}
	}
	for name, got := range map[string]string{
		"no agent": ask(Bidding, 7), "no game": ask("chess", 0), "no message": ask(Saying, 0, 9),
		"no scenario": Play(`{"game": "bidding"}`), "no text": Play("?"),
	} {
		if !strings.HasPrefix(got, `{"error":"`) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
