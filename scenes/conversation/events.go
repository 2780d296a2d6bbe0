package conversation

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// roundHandle is the handle of the round that is shown.
const roundHandle = "round"

// Event turns an event into edits or changes of view.
func (s *Scene) Event(ev stage.Event, f *stage.Frame) stage.Response {
	who, isParty := stage.PartyOf(ev.Handle, len(f.Scenario.Agents))
	switch ev.Kind {
	case stage.Param:
		return s.param(ev, f)
	case stage.Move, stage.Nudge, stage.Home, stage.End:
		switch {
		case ev.HasNaN():
			return stage.Response{Err: stage.ErrNaN}
		case ev.Handle == roundHandle:
			return s.scrub(ev)
		case ev.Handle == beliefs.Handle:
			return movePrior(ev, f)
		case isParty:
			return moveParty(ev, who, f)
		}
		return stage.Response{Err: fmt.Errorf("%q cannot be moved: it is computed", ev.Handle)}
	case stage.Delete:
		if isParty && who != engine.User {
			return stage.Response{Edits: []engine.Edit{engine.RemoveAgent{Agent: who}}}
		}
		return stage.Response{Err: errors.New("only an agent can be removed")}
	}
	return stage.Response{}
}

// scrub goes along the path: to the round that is nearest to the pointer, or by rounds.
func (s *Scene) scrub(ev stage.Event) stage.Response {
	if s.now == nil || !s.now.m.solved {
		return stage.Response{Err: errNoTalk}
	}
	m := &s.now.m
	round := m.step
	switch ev.Kind {
	case stage.Home:
		round = 0
	case stage.End:
		round = m.last
	case stage.Move:
		round = s.now.nearest(ev.At)
	case stage.Nudge:
		// The smallest step is one round; a press with Shift, ten times that, is two.
		by := ev.DX
		if m.Kind == beliefs.Line {
			by -= ev.DY // rounds run downwards
		} else {
			by += ev.DY
		}
		round += int(math.Copysign(math.Ceil(math.Abs(by)*ev.Step*10), by))
	}
	return stage.Response{View: s.player.Show(round, m.last)}
}

var errNoTalk = errors.New("there is no conversation to go through")

// nearest is the round whose place on the screen is nearest.
func (c *picture) nearest(at view.Pixel) int {
	best, least := 0, math.Inf(1)
	for k, p := range c.path {
		d := math.Hypot(p.X-at.X, p.Y-at.Y)
		if c.m.Kind == beliefs.Line {
			d = math.Abs(p.Y - at.Y)
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

// movePrior answers a drag or a key on the prior.
func movePrior(ev stage.Event, f *stage.Frame) stage.Response {
	space, r := beliefs.Projected(&f.Scenario), rowsOf(0, f.Figure)
	return space.Move(ev, f.Figure, r.Back)
}

// param answers the controls: those that play, and the settings of the conversation.
func (s *Scene) param(ev stage.Event, f *stage.Frame) stage.Response {
	last, round := 0, 0
	if s.now != nil && s.now.m.solved {
		last, round = s.now.m.last, s.now.m.step
	}
	if r, known := s.player.Param(ev, round, last, 0); known {
		return r
	}
	if digits, ok := strings.CutPrefix(ev.Param, playParam); ok {
		return s.playEquilibrium(digits, f)
	}
	return settings(ev, f)
}

// Names of settings that are followed by a number: the rule of an agent, and the equilibrium
// to play.
const (
	ruleParam = "conversation.rule."
	playParam = "conversation.equilibrium."
)

// playEquilibrium has the agents talk as in an equilibrium, and plays it from its beginning.
func (s *Scene) playEquilibrium(digits string, f *stage.Frame) stage.Response {
	c := f.Result.Conversation
	i, err := strconv.Atoi(digits)
	if err != nil || c == nil || i < 0 || i >= len(c.Equilibria) ||
		len(c.Equilibria[i].Rules) != len(f.Scenario.Agents) {
		return stage.Response{Err: fmt.Errorf("there is no equilibrium number %q to play", digits)}
	}
	v := given(f)
	v.Rules = slices.Clone(c.Equilibria[i].Rules)
	r := edit(v)
	r.View = s.player.Play(0, 1)
	return r
}

// given returns the settings as they were given, so that what was left to its default stays so.
func given(f *stage.Frame) engine.Conversation {
	return *cmp.Or(f.Scenario.Conversation, &engine.Conversation{})
}

func edit(v engine.Conversation) stage.Response {
	return stage.Response{Edits: []engine.Edit{engine.SetConversation{Conversation: v}}}
}

// settings answers the controls that the app leaves to this figure: how an agent talks, and as few rounds as can be
// gone through exactly.
func settings(ev stage.Event, f *stage.Frame) stage.Response {
	v, full := given(f), f.Scenario.ConversationOrDefault()
	if e := f.Result.Conversation; ev.Param == "conversation.exact" && e != nil && e.Estimate != nil {
		v.Rounds = max(1, e.Estimate.Rounds)
		return edit(v)
	}
	digits, ok := strings.CutPrefix(ev.Param, ruleParam)
	i, err := strconv.Atoi(digits)
	if !ok || err != nil || i < 0 || i >= len(full.Rules) {
		return stage.NoSetting(ev)
	}
	v.Rules = slices.Clone(full.Rules)
	v.Rules[i] = ev.Value
	return edit(v)
}
