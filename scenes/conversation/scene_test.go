package conversation

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// fourStates has a projection.
const fourStates = `{"version": 1, "states": ["north", "east", "south", "west"], "actions": ["stay", "go"], "prior": [0.4, 0.3, 0.2, 0.1],
 "user": {"name": "Walker", "utility": [[1, 0, 0.5, 0.2], [0, 1, 0.4, 0.9]]},
 "agents": [{"name": "Guide", "utility": [[0.2, 0, 0.1, 0], [0.9, 1, 0.8, 1]]}, {"name": "Innkeeper", "utility": [[1, 0.9, 1, 0.7], [0, 0.1, 0, 0.3]]}]}`

// deaf has agents who know nothing.
const deaf = `{"version": 1, "states": ["dry", "wet"], "actions": ["plant", "wait"], "prior": [0.5, 0.5],
 "user": {"name": "Farmer", "utility": [[1, 0], [0.2, 0.8]]},
 "agents": [{"name": "Dealer", "utility": [[1, 1], [0, 0]]}], "agentSignal": [[1], [1]]}`

// Every kind of picture, drawn and compared with its golden. The conversations are told by
// hand, so that these show the drawing alone.
func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name, scenario string
		rounds         int
		change         func(*stage.Frame)
	}{
		{"line", "rivals", 1, nil},
		{"line-before-dark-phone", "rivals", 1, func(f *stage.Frame) {
			looktest.Dark(f)
			looktest.Phone(f)
			at(f, "0")
		}},
		{"triangle", "clinic", 2, nil},
		{"triangle-midway", "clinic", 2, func(f *stage.Frame) { at(f, "1"); f.Hover = roundHandle }},
		{"triangle-phone", "specialists", 2, looktest.Phone},
		{"projection", fourStates, 2, func(f *stage.Frame) { at(f, "1") }},
		{"stale", "clinic", 2, func(f *stage.Frame) { f.Stale = true }},
		{"absent", "clinic", 2, func(f *stage.Frame) { f.Result.Conversation = nil }},
		{"deaf", deaf, 1, nil},
		{"no-aside", "clinic", 2, func(f *stage.Frame) { f.Aside = view.Rect{} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := scenario(t, c.scenario)
			f := digits(t, s, c.rounds)
			if c.change != nil {
				c.change(f)
			}
			sc, r := draw(t, f)
			looktest.AssertNoOverlap(t, r.Labels, looktest.Whole(f), 1.5)
			pentest.Golden(t, c.name, r)
			looktest.WriteSVG(t, "golden-"+c.name, sc, f)
		})
	}
}

// scenario is a preset by name, or what a text says.
func scenario(t testing.TB, text string) engine.Scenario {
	t.Helper()
	if strings.HasPrefix(text, "{") {
		return looktest.Parse(t, text)
	}
	return looktest.Preset(t, text)
}

// playing is a frame of clinic that plays from a round.
func playing(t testing.TB, round, run string, revision uint64, now float64) *stage.Frame {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	f.Reduced, f.Revision, f.Now = false, revision, now
	f.View.Values = map[string]string{"play": "true", "run": run, "round": round}
	return f
}

// setting is the value of a control.
func setting(s *Scene, param string) string {
	p := s.Panel()
	return p.Control(param).Value
}

// The rounds are played at their pace, panel and dialogue go along, and it stops at its end.
func TestPlays(t *testing.T) {
	var s Scene
	f := playing(t, "0", "1", 1, 10)
	if !s.Layout(f) || s.Panel().Dialogue.Turns[0].When != stage.Now {
		t.Fatal("it does not begin at its beginning")
	}
	panels := s.PanelAt()
	f.Now += 1.5 * s.player.Pace()
	if !s.Layout(f) || s.now.m.step != 1 || s.PanelAt() == panels || setting(&s, "view.round") != "1" ||
		setting(&s, "view.play") != "true" {
		t.Errorf("after 1.5 rounds at round %d, panel at %q", s.now.m.step, setting(&s, "view.round"))
	}
	if turns := s.Panel().Dialogue.Turns; turns[0].When != stage.Past || turns[1].When != stage.Now ||
		turns[len(turns)-1].When != stage.Ahead {
		t.Errorf("the dialogue does not go along: %+v", turns)
	}
	f.Now += 1000
	for range 3 { // the last round, and its way there
		s.Layout(f)
		f.Now++
	}
	if s.Layout(f) || s.now.m.step != 2 || setting(&s, "view.play") != "false" {
		t.Errorf("it does not come to rest at its end: round %d", s.now.m.step)
	}
}

// Somebody who drags while it plays bends the path: it goes on from where it is, at once.
func TestBends(t *testing.T) {
	var s Scene
	f := playing(t, "0", "1", 1, 10)
	s.Layout(f)
	f.Now += 1.2 * s.player.Pace()
	s.Layout(f)
	at := s.now.now
	g := playing(t, "0", "1", 2, f.Now)
	g.Dragging = true
	c := *g.Result.Conversation
	script := *c.Transcript
	script.Steps = append([]engine.TranscriptStep(nil), script.Steps...)
	script.Steps[0].Belief = []float64{0.6, 0.1, 0.3}
	c.Transcript = &script
	g.Result.Conversation = &c
	s.Layout(g)
	if s.now.m.step != 1 || !s.player.Runs(g.Now) {
		t.Errorf("under a drag it goes to round %d", s.now.m.step)
	}
	if s.now.now == at {
		t.Error("the path does not bend")
	}
	g.Now += s.player.Pace()
	s.Layout(g)
	if s.now.m.step != 2 {
		t.Errorf("it does not go on: round %d", s.now.m.step)
	}
}

// The path on the screen ends at the engine's last belief.
func TestEndsAtTheBelief(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	s, _ := draw(t, f)
	want := s.now.Place(f.Result.Conversation.Transcript.Steps[1].Belief)
	if s.now.now != want || s.now.path[2] != want {
		t.Errorf("the path ends at %v, the belief is at %v", s.now.now, want)
	}
}

// An answer of another shape, as there is while a newer one is under way, is not drawn.
func TestMisfits(t *testing.T) {
	for name, change := range map[string]func(*engine.ConversationResult){
		"no transcript":   func(c *engine.ConversationResult) { c.Transcript = nil },
		"other agents":    func(c *engine.ConversationResult) { c.Agents = c.Agents[:1] },
		"other signals":   func(c *engine.ConversationResult) { c.Transcript.Prior = []float64{1} },
		"other rounds":    func(c *engine.ConversationResult) { c.Rounds = c.Rounds[:1] },
		"an odd belief":   func(c *engine.ConversationResult) { c.Transcript.Steps[1].Belief = nil },
		"an odd tree":     func(c *engine.ConversationResult) { c.Tree.Nodes[0].Belief = nil },
		"an odd step":     func(c *engine.ConversationResult) { c.Transcript.Steps[0].Messages = nil },
		"values of fewer": func(c *engine.ConversationResult) { c.Rounds[1].Agents = nil },
	} {
		f := digits(t, looktest.Preset(t, "clinic"), 2)
		change(f.Result.Conversation)
		if s, _ := draw(t, f); s.now.m.solved || len(s.Panel().Player) > 0 {
			t.Errorf("%s: it is drawn", name)
		}
	}
}

// The frame path allocates nothing: at rest, while moving, fading, and while it plays.
func TestFramesAllocateNothing(t *testing.T) {
	clinic := looktest.Preset(t, "clinic")
	moved := looktest.Apply(t, clinic, engine.SetWeights{Agent: 0, Weights: []float64{0.2, 0.4, 0.4}})
	for name, pair := range map[string][2]*stage.Frame{
		"move": {digits(t, clinic, 2), digits(t, moved, 2)},
		"fade": {digits(t, clinic, 2), digits(t, looktest.Preset(t, "rivals"), 1)},
		"play": {digits(t, clinic, 2), playing(t, "0", "1", 2, 1)},
		"four": {digits(t, clinic, 2), digits(t, scenario(t, fourStates), 2)},
	} {
		var s Scene
		pair[0].Reduced = false
		s.Layout(pair[0])
		s.Draw(pen.Null{})
		f := pair[1]
		f.Reduced, f.Revision, f.Now = false, 2, 1
		s.Layout(f)
		s.Draw(pen.Null{})
		looktest.AssertNoAllocs(t, name+", while moving", &s, f)
		f.Now += 1000
		s.Layout(f)
		f.Now++
		s.Layout(f)
		looktest.AssertNoAllocs(t, name+", at rest", &s, f)
	}
}

// The same frames in the same order draw the same picture; a new theme colours all of it.
func TestDrawsTheSameAgain(t *testing.T) {
	looktest.AssertRepeatable(t, func() stage.Scene { return new(Scene) }, digits(t, looktest.Preset(t, "clinic"), 2))
}

// The verdict says on what condition the talk is worth so much, and is not another story than
// that of the equilibria: the presets without aims talk as in equilibrium (0.70, 0.70 and 0.56
// are their worst ones, docs/model.md, 4), and where nobody pursues an aim that is said first.
// In overload the patient errs: with no word she gets quantal.none = 0.8887 and not 0.9, and
// talk leaves her with less.
func TestVerdictTellsOneStory(t *testing.T) {
	for _, c := range []struct{ preset, want string }{
		{"judge", "One round of talk is worth 0.70 to you, of a possible 1.00. With no word you would get 0.70, too."},
		{"echo", "One round of talk is worth 0.70 to you, of a possible 1.00. With no word you would get 0.70, too."},
		{"shared-bias", "Two rounds of talk are worth 0.56 to you, of a possible 0.69. With no word you would " +
			"get 0.56, too."},
		{"specialists", "If all simply told the truth, three rounds of talk would tell you all that matters: you get " +
			"0.71, all there is (OPT)."},
		{"whisper", "If all were on your side, one round of talk would be worth "},
		{"overload", "If all simply told the truth, three rounds of talk would be worth 0.85 to you, of a " +
			"possible 0.90. " +
			"That is less than the 0.89 you would get with no word: here talk does harm."},
	} {
		sc, _ := draw(t, frameOf(looktest.Preset(t, c.preset)))
		if got := sc.Panel().Verdict; !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.preset, got, c.want)
		}
	}
	sc, _ := draw(t, frameOf(looktest.Preset(t, "overload")))
	if got := sc.now.m.talk.none; math.Abs(got-0.8887) > 5e-5 { // emergent solve: quantal.none
		t.Errorf("overload: silence is drawn at %.4f, want 0.8887", got)
	}
}

// A figure that nobody has asked to play shows what is believed before anyone has spoken.
func TestStartsAtItsBeginning(t *testing.T) {
	f := digits(t, looktest.Preset(t, "clinic"), 2)
	f.View.Values = nil
	s, _ := draw(t, f)
	if p := s.Panel(); s.now.m.step != 0 || p.Player[3].Value != "0" || p.Dialogue.Turns[0].When != stage.Now {
		t.Errorf("it shows round %d, player %+v", s.now.m.step, p.Player)
	}
}

// The dialogue is in words: signals and messages have the names of the scenario (READER, 21: "You
// are sure that it is signal 1", "Health app says “0”").
func TestDialogueHasNames(t *testing.T) {
	f := frameOf(looktest.Preset(t, "clinic"))
	s, _ := draw(t, f)
	said := ""
	for _, turn := range s.Panel().Dialogue.Turns {
		said += turn.Words + " " + turn.Meaning + "\n"
	}
	for _, w := range []string{"says “no”", "a lung shadow", "notice mild symptoms"} {
		if !strings.Contains(said, w) {
			t.Errorf("nobody says %q in\n%s", w, said)
		}
	}
	for _, w := range []string{"signal 1", "signal 2", "“0”", "“1”"} {
		if strings.Contains(said, w) {
			t.Errorf("somebody says %q in\n%s", w, said)
		}
	}
	f.Scenario.SignalNames, f.Scenario.UserSignalNames = nil, nil
	f.Scenario.Conversation = &engine.Conversation{Rounds: 4, Reply: engine.ReplySignal,
		Rules: f.Scenario.Conversation.Rules}
	f.Revision++
	s.Layout(f)
	if first := s.Panel().Dialogue.Turns[0]; !strings.Contains(first.Words, "your signal 1") {
		t.Errorf("without names: %q", first.Words)
	}
}
