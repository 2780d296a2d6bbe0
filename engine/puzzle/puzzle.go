// Package puzzle says what a challenge is: a scenario to start from, what of it may be moved, and a
// goal in terms of the result. It reads puzzles and judges answers to them. It never solves a
// scenario: who asks brings the result, which engine.Check can verify.
package puzzle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// Version of the format that this package reads.
const Version = 1

// The limits of a puzzle: it has to fit beside the figure, and into a link.
const (
	MaxBytes      = 64 << 10 // of a file
	MaxStoryRunes = 600
	MaxHintRunes  = 300
	MaxHints      = 5
	MaxConditions = 6
)

// Puzzle is one challenge (docs/format.md).
type Puzzle struct {
	Version  int             `json:"version"`
	Title    string          `json:"title"`
	Story    string          `json:"story"`
	Scene    string          `json:"scene,omitempty" strict:"nonzero"` // the figure it is played on; absent: hull
	Scenario engine.Scenario `json:"scenario"`
	Moves    Moves           `json:"moves"`
	Goal     []Condition     `json:"goal"`
	Hints    []string        `json:"hints,omitempty"`
}

// Moves says what of the scenario may be changed; everything else must stay.
type Moves struct {
	User   bool     `json:"user,omitempty"`   // where the user stands
	Agents []string `json:"agents,omitempty"` // the letters of the agents that may stand elsewhere
	Prior  bool     `json:"prior,omitempty"`
	Leave  []string `json:"leave,omitempty"` // the letters of the agents that may be sent away
}

// Condition is one part of a goal: that a value of the result holds or does not, or how it
// compares with a number or with another value.
type Condition struct {
	Value   string   `json:"value"`
	Holds   *bool    `json:"holds,omitempty"`
	Compare string   `json:"compare,omitempty" strict:"nonzero"`
	Number  *float64 `json:"number,omitempty"`
	Than    string   `json:"than,omitempty" strict:"nonzero"`
}

// Scenes are the figures on which puzzles are played.
func Scenes() []string { return []string{"hull", "equilibrium"} }

// Parse reads and checks a puzzle, and normalises its scenario. The error is one line: place, then
// reason.
func Parse(data []byte) (Puzzle, error) {
	if len(data) > MaxBytes {
		return Puzzle{}, refuse("puzzle", "has %d bytes, must have at most %d", len(data), MaxBytes)
	}
	var p Puzzle
	if err := strictjson.Decode(data, &p); err != nil {
		e := err.(*strictjson.Error)
		return Puzzle{}, refuse(cmp.Or(e.Path, "puzzle"), "%s", e.Reason)
	}
	if err := p.validate(); err != nil {
		return Puzzle{}, err
	}
	s, err := engine.Parse(engine.Format(p.Scenario))
	if err != nil {
		e := err.(*engine.FieldError)
		return Puzzle{}, refuse("scenario."+e.Field, "%s", e.Reason)
	}
	p.Scenario = s
	return p, p.validateMoves()
}

func (p *Puzzle) validate() error {
	if p.Version != Version {
		return refuse("version", "is %d, must be %d", p.Version, Version)
	}
	if p.Scene != "" && !slices.Contains(Scenes(), p.Scene) {
		return refuse("scene", "is %q, must be one of %s", p.Scene, strings.Join(Scenes(), ", "))
	}
	if len(p.Hints) > MaxHints {
		return refuse("hints", "has %d entries, must have at most %d", len(p.Hints), MaxHints)
	}
	if n := len(p.Goal); n < 1 || n > MaxConditions {
		return refuse("goal", "has %d conditions, must have 1 to %d", n, MaxConditions)
	}
	texts := []text{{"title", p.Title, engine.MaxNameRunes}, {"story", p.Story, MaxStoryRunes}}
	for i, hint := range p.Hints {
		texts = append(texts, text{fmt.Sprintf("hints[%d]", i), hint, MaxHintRunes})
	}
	for _, t := range texts {
		if err := t.validate(); err != nil {
			return err
		}
	}
	for i, c := range p.Goal {
		if err := c.validate(fmt.Sprintf("goal[%d]", i)); err != nil {
			return err
		}
	}
	return nil
}

type text struct {
	field, text string
	most        int
}

func (t text) validate() error {
	if strings.TrimSpace(t.text) == "" {
		return refuse(t.field, "is empty, must be text")
	}
	if n := utf8.RuneCountInString(t.text); n > t.most {
		return refuse(t.field, "has %d characters, must have at most %d", n, t.most)
	}
	if i := strings.IndexFunc(t.text, unwritable); i >= 0 {
		return refuse(t.field, "has a control character at byte %d", i)
	}
	return nil
}

// unwritable says that a character is none to read: a control character, or one that turns the
// direction of text.
func unwritable(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// validateMoves checks that something may be moved, and that whoever is named is there.
func (p *Puzzle) validateMoves() error {
	m := p.Moves
	if !m.User && !m.Prior && len(m.Agents) == 0 && len(m.Leave) == 0 {
		return refuse("moves", "is empty: something must be free to move")
	}
	var letters []string
	for i := range p.Scenario.Agents {
		letters = append(letters, p.Scenario.Letter(i))
	}
	for field, list := range map[string][]string{"moves.agents": m.Agents, "moves.leave": m.Leave} {
		for i, l := range list {
			if !slices.Contains(letters, l) {
				return refuse(fmt.Sprintf("%s[%d]", field, i), "is %q, must be the letter of an agent", l)
			}
		}
	}
	return nil
}

func refuse(field, format string, args ...any) error {
	return &engine.FieldError{Field: field, Reason: fmt.Sprintf(format, args...)}
}
