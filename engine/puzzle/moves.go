package puzzle

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// sameNumber is how far a number may be from the start's and count as not moved: what sums that
// are normalised once more can differ by, and far less than a step of a key.
const sameNumber = 1e-9

// elsewhere are the parts of a scenario that no goal is about, which the figure may keep as it likes.
var elsewhere = []string{"title", "conversation", "selection"}

// Stray names the first part of a scenario that the puzzle does not allow to change and that is not
// as it was at the start: "prior", "user", the name of an agent, or another field. It is empty
// where nothing is.
func (p *Puzzle) Stray(s engine.Scenario) string {
	start, now := fields(p.Scenario), fields(s)
	for _, key := range keysOf(start, now) {
		free := slices.Contains(elsewhere, key) || key == "agents" || key == "prior" && p.Moves.Prior
		if key == "user" && p.Moves.User {
			free = sameParty(start[key], now[key], true)
		}
		if !free && !same(start[key], now[key]) {
			return key
		}
	}
	return p.strayAgent(s)
}

// strayAgent names the first agent that is not as the puzzle allows.
func (p *Puzzle) strayAgent(s engine.Scenario) string {
	here := map[string]engine.Party{}
	for i, a := range s.Agents {
		here[s.Letter(i)] = a
	}
	for i, was := range p.Scenario.Agents {
		letter := p.Scenario.Letter(i)
		now, there := here[letter]
		delete(here, letter)
		if !there && slices.Contains(p.Moves.Leave, letter) {
			continue
		}
		if !there || !sameParty(plain(was), plain(now), slices.Contains(p.Moves.Agents, letter)) {
			return was.Name
		}
	}
	for i, a := range s.Agents {
		if _, new := here[s.Letter(i)]; new {
			return a.Name
		}
	}
	return ""
}

// sameParty says that two parties are the same but for their letters and, where they may move,
// what they want.
func sameParty(a, b any, moves bool) bool {
	x, y := a.(map[string]any), b.(map[string]any)
	for _, key := range keysOf(x, y) {
		if key == "letter" || moves && (key == "weights" || key == "utility") {
			continue
		}
		if !same(x[key], y[key]) {
			return false
		}
	}
	return true
}

// same compares two values of JSON, numbers up to sameNumber.
func same(a, b any) bool {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return ok && math.Abs(a-b) <= sameNumber
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && !slices.ContainsFunc(keysOf(a, b), func(key string) bool { return !same(a[key], b[key]) })
	}
	return a == b
}

// keysOf lists the keys of two objects, in order.
func keysOf(a, b map[string]any) []string {
	var keys []string
	for _, m := range []map[string]any{a, b} {
		for key := range m {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func fields(s engine.Scenario) map[string]any { return plain(s).(map[string]any) }

// plain is a value as JSON has it.
func plain(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // scenarios hold finite numbers only
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		panic(err) // it was written just now
	}
	return out
}
