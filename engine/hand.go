package engine

import (
	"cmp"
	"errors"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// This file plays with a reader in an agent's place: its bids in the game for being the one AI, and
// its messages in a conversation.

// Bidding is how far the game for being the one AI has come with one agent played by hand: Bids are
// all that won, Open says that it is the agent's turn, and otherwise nobody wants to change anything.
// User and Agents is what everybody has by the winning offer, and Gain what the agent would still gain by
// outbidding it by as good as nothing. It can give the user from Low, at its own optimum, to High, OPT.
type Bidding struct {
	Bids   []Bid     `json:"bids"`
	Open   bool      `json:"open"`
	User   float64   `json:"user"`
	Agents []float64 `json:"agents"`
	Gain   float64   `json:"gain"`
	Low    float64   `json:"low"`
	High   float64   `json:"high"`
}

// Bidding plays the dynamics of docs/model.md, section 7, in which the bids only rise, while one agent
// makes the next of the given offers at each of its turns: a value of the user's; one that is no
// better than the winning offer is a pass. Another agent opens.
func (v *Solver) Bidding(s Scenario, agent int, offers []float64) (Bidding, error) {
	if agent < 0 || agent >= len(s.Agents) || len(s.Agents) < 2 {
		return Bidding{}, fmt.Errorf("agent: is %d, there are %d agents, and it takes two to bid", agent, len(s.Agents))
	}
	for _, x := range offers {
		if math.IsNaN(x) || len(offers) > selection.MaxBids {
			return Bidding{}, fmt.Errorf("offers: must be numbers, at most %d of them", selection.MaxBids)
		}
	}
	var out Bidding
	r := Result{}
	v.begin(s, false)
	v.guard(&r, "the game", func() {
		if err := v.equilibrium.Load(v.game); err != nil {
			r.note("there is no game: " + reason(err) + ".")
			return
		}
		a := v.selection.SolveOn(&v.equilibrium.Space)
		if a.Limit != nil {
			r.note("there is no game: " + reason(a.Limit) + ".")
			return
		}
		h := selection.PlayByHand(a, rulesOf(s.SelectionOrDefault()), agent, offers)
		out = Bidding{Open: h.Open, User: h.User, Agents: h.Agents, Gain: h.Gain, Low: h.Low, High: a.Opt}
		for _, b := range h.Bids {
			out.Bids = append(out.Bids, Bid{Agent: b.Agent, User: b.User, Value: b.Value})
		}
	})
	if len(r.Notes) > 0 {
		return Bidding{}, errors.New(r.Notes[0])
	}
	return out, nil
}

// Saying is how far a conversation has come in which one agent says what a hand has it say, while the
// user takes its words as by its rule. Choices are the messages that it may send next: those that,
// with what the others say, could be by the rules; none where all is said. FoundOut: no message could
// be, and she has no belief to go by. Agents and User is what everybody expects if she acts now, given
// what the agents saw and she heard; ByRule and UserByRule what that agent and she would have after as
// many rounds by its rule.
type Saying struct {
	Transcript TranscriptResult `json:"transcript"`
	Choices    []int            `json:"choices"`
	FoundOut   bool             `json:"foundOut"`
	Agents     []float64        `json:"agents"`
	User       float64          `json:"user"`
	ByRule     float64          `json:"byRule"`
	UserByRule float64          `json:"userByRule"`
}

// Saying draws the conversation of the scenario's seed, with the given messages of one agent in place of
// those that its rule would draw, up to the round for which none is left.
func (v *Solver) Saying(s Scenario, agent int, symbols []int) (Saying, error) {
	c := s.ConversationOrDefault()
	if agent < 0 || agent >= len(s.Agents) {
		return Saying{}, fmt.Errorf("agent: is %d, there are %d agents", agent, len(s.Agents))
	}
	for _, m := range symbols {
		if m < 0 || m >= c.Alphabet || len(symbols) > c.Rounds {
			return Saying{}, fmt.Errorf("symbols: must be from 0 to %d, at most %d of them", c.Alphabet-1, c.Rounds)
		}
	}
	var out Saying
	r := Result{}
	v.begin(s, false)
	v.guard(&r, "the conversation", func() {
		k := &v.talk
		k.prepare(s, c, &v.game, (*solved)(v))
		k.aligned = conversation.FindAligned(&k.game, k.set, messages(c))
		if now := k.conversationResult(s, c, &r); now != nil {
			c.Reply = cmp.Or(now.Reply, c.Reply) // hers, where it is left to her
			out = k.say(c, agent, symbols)
		}
	})
	if len(r.Notes) > 0 && r.Conversation == nil {
		return Saying{}, errors.New(r.Notes[0])
	}
	return out, nil
}

// say draws the conversation, with rules in force.
func (k *talker) say(c Conversation, agent int, symbols []int) Saying {
	by := conversation.By{Agent: agent, Symbols: symbols}
	said := conversation.TellBy(&k.game, k.set, k.rules, c.Seed, by)
	plain := conversation.Tell(&k.game, k.set, k.rules, c.Seed)
	out := Saying{Transcript: *k.script(c.Reply, said.Transcript), Choices: []int{}, FoundOut: said.FoundOut}
	rounds := len(said.Steps)
	for m := 0; m < c.Alphabet && said.Open; m++ {
		by.Symbols = append(symbols[:len(symbols):len(symbols)], m)
		if next := conversation.TellBy(&k.game, k.set, k.rules, c.Seed, by); len(next.Steps) > rounds {
			out.Choices = append(out.Choices, m)
		}
	}
	out.FoundOut = out.FoundOut || said.Open && len(out.Choices) == 0
	has := k.worth(&said.Transcript, rounds)
	rule := k.worth(&plain, rounds)
	out.User, out.Agents = has[0], has[1:]
	out.UserByRule, out.ByRule = rule[0], rule[1+agent]
	return out
}

// worth is what the user and the agents expect of what she would do after so many rounds, given
// what all of them know.
func (k *talker) worth(t *conversation.Transcript, rounds int) []float64 {
	action, n := t.First, k.base.States
	if rounds > 0 {
		action = t.Steps[rounds-1].Action
	}
	has := make([]float64, 1+len(k.base.Agents))
	for y, p := range k.states()[(t.Heard*k.game.N+t.Signal)*n:][:n] {
		has[0] += p * k.base.User.At(action, y)
		for i, u := range k.base.Agents {
			has[1+i] += p * u.At(action, y)
		}
	}
	return has
}
