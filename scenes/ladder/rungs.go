// Package ladder is the ladder of guarantees on one axis of the user's utility: OPT, the
// equilibria, the floors, the theorem's bound, no conversation, and each agent alone. It is a
// part that figures place beside their own picture; it reads results and never solves.
package ladder

import (
	"fmt"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Rung is one value on the ladder, or one agent's interval.
type Rung struct {
	ID        string // of its handle, after "ladder:"
	Name      string // beside its tick
	Short     string // where there is little room; "": Name
	Text      string // its value in words
	Tip       string // what it means, one or two sentences
	Low, High float64
	Agent     int // whose interval it is, -1: a value
	Kind      Kind
	handle    string // "ladder:" and ID
	letter    string // of the agent
	empty     string // the name with what it is worth, of a promise of nothing
}

// Kind says how a rung is marked.
type Kind int8

// The kinds: equilibria have the marks of their pins in the figure.
const (
	Plain Kind = iota
	Opt
	Worst
	Best
	Empty // a promise of less than no conversation gives: it is marked as none
)

// mostValues is how many rungs there are beside the agents' at most.
const mostValues = 8

// collector collects rungs.
type collector struct {
	rungs    []Rung
	monopoly bool // of one agent
}

func (c *collector) value(id, name string, kind Kind, x float64, tip string) {
	c.rungs = append(c.rungs, Rung{ID: id, Name: name, Tip: tip, Low: x, High: x, Agent: -1, Kind: kind})
}

// Rungs lists what the result holds of the ladder, values first, from the highest down by
// the chain of docs/model.md, section 5.
func Rungs(s *engine.Scenario, r *engine.Result) []Rung {
	b := r.Benchmarks
	if b == nil {
		return nil
	}
	c := collector{monopoly: len(s.Agents) == 1, rungs: make([]Rung, 0, mostValues+len(b.Monopoly))}
	c.value("opt", "OPT", Opt, b.Opt, "OPT: what you would get from an agent that shares your goals and tells you all "+
		"it knows. Nothing can give you more.")
	c.equilibria(s, r)
	c.guarantees(s, r)
	c.value("none", "no conversation", Plain, b.None,
		"No conversation: what you get if you act on what you know by yourself.")
	for i, m := range b.Monopoly {
		if i < len(s.Agents) {
			c.alone(i, s.Letter(i), s.Agents[i].Name, m.User)
		}
	}
	c.finish()
	return c.rungs
}

// finish makes the words once that drawing needs.
func (c *collector) finish() {
	for i := range c.rungs {
		r := &c.rungs[i]
		r.handle, r.Short, r.empty = prefix+r.ID, short[r.Name], r.Name+noPromise
	}
}

// Which rungs hold when (docs/model.md, section 4): the equilibria are those of agents who share a
// random draw, and what follows from "each agent may tell everything" holds without one, too.
const (
	private = "Where each agent draws by itself it can be less; the floors hold there, too."
	either  = "It holds whether the agents share a random draw or each draws by itself."
	which   = " (best and worst: of agents who share a random draw; OPT, the floors and the bound hold where each " +
		"draws by itself, too)"
)

func (c *collector) equilibria(s *engine.Scenario, r *engine.Result) {
	e := r.Equilibria
	switch {
	case e == nil:
	case len(s.Agents) > 1:
		c.value("best", "best equilibrium", Best, e.Best.User, "Best equilibrium: the most that competition can give "+
			"you. Telling everything is always an equilibrium, so it is OPT.")
		c.value("worst", "worst equilibrium", Worst, e.Worst.User,
			"Worst equilibrium: the least that you get in any equilibrium of agents who share a random draw. "+private)
	case same(e.Best.User, e.Worst.User):
		c.value("worst", "the monopoly", Worst, e.Worst.User,
			"The monopoly: what you get from the only agent, when it says what serves it best.")
	default:
		c.value("best", "monopoly, at best", Best, e.Best.User,
			"The monopoly at its best for you: of all that serves the only agent best, what gives you most.")
		c.value("worst", "monopoly, at worst", Worst, e.Worst.User,
			"The monopoly at its worst for you: of all that serves the only agent best, what gives you least.")
	}
}

func (c *collector) guarantees(s *engine.Scenario, r *engine.Result) {
	b, either := r.Benchmarks, either
	if c.monopoly {
		either = "It holds for one agent as for several: it could tell everything, too."
	}
	if f := r.Floor; f != nil {
		c.promise("floor", "FLOOR", f.Value, b.None, "FLOOR: what two facts alone make certain: you do what is best "+
			"for you, and no agent would gain by telling everything instead. Your utility need not be in "+
			"anybody's hull. "+either)
		c.promise("any", "floor, any response", f.AnyResponse, b.None, "The floor for any response: what is certain "+
			"however you respond to what you hear, from the one fact that no agent would gain by telling "+
			"everything instead. "+either)
	}
	if a := r.Alignment; a != nil {
		mix := "a mix of the agents'"
		if c.monopoly {
			mix = "the agent's"
		}
		tip := fmt.Sprintf("OPT − 2ε: the theorem's bound, %s − 2 × %s: your utility is within ε of %s. %s",
			words.Value(b.Opt), words.Small(a.Epsilon), mix, either)
		c.promise("bound", "OPT − 2ε", b.Opt-2*a.Epsilon, b.None, tip)
	}
}

// promise is a value that is promised, if it is not less than what the user has anyway. Of one agent
// alone only what promises more is a rung: there is no competition of which the others would tell.
func (c *collector) promise(id, name string, x, none float64, tip string) {
	if c.monopoly && x <= none+words.SameWorth {
		return
	}
	kind := Plain
	if x < none-words.SameWorth {
		kind = Empty
	}
	if x <= none+words.SameWorth {
		tip += fmt.Sprintf(" Here it promises nothing: you have %s without any conversation.", words.Value(none))
	}
	c.value(id, name, kind, x, tip)
}

func (c *collector) alone(i int, letter, name string, user [2]float64) {
	text := words.Value(user[0])
	tip := fmt.Sprintf("%s, %s, alone: you would get %s.", letter, name, text)
	if !same(user[0], user[1]) {
		text += " to " + words.Value(user[1])
		tip = fmt.Sprintf("%s, %s, alone: you would get %s. Which of them does not matter to %s.",
			letter, name, text, letter)
	}
	c.rungs = append(c.rungs, Rung{ID: "alone:" + strconv.Itoa(i), Name: letter + " alone", Text: text, Tip: tip,
		Low: user[0], High: user[1], Agent: i, letter: letter})
}

// short names the rungs where there is little room.
var short = map[string]string{"best equilibrium": "best", "worst equilibrium": "worst", "no conversation": "silence",
	"floor, any response": "any floor"}

// brief is the name where there is little room.
func (r *Rung) brief() string {
	if r.Short != "" {
		return r.Short
	}
	return r.Name
}

func same(a, b float64) bool { return math.Abs(a-b) <= words.SameWorth }

// group is the rungs of one value, which share a label.
type group struct {
	rungs []int // indices
	value string
	line  string // all names in one line, as a lying ladder has them
}

const equals = " = "

// groups merges the values, in descending order; intervals are not among them. Where two
// decimals show different values as one, more are shown.
func groups(rungs []Rung) []group {
	var list []group
	for i, r := range rungs {
		if r.Agent >= 0 {
			continue
		}
		at := 0
		for at < len(list) && rungs[list[at].rungs[0]].High > r.High+words.SameWorth {
			at++
		}
		if at < len(list) && same(rungs[list[at].rungs[0]].High, r.High) {
			list[at].rungs = append(list[at].rungs, i)
			continue
		}
		list = append(list, group{})
		copy(list[at+1:], list[at:])
		list[at] = group{rungs: []int{i}}
	}
	for i := range list {
		g := &list[i]
		g.value = words.Value(rungs[g.rungs[0]].High)
		for n, r := range g.rungs {
			if n > 0 {
				g.line += equals
			}
			g.line += rungs[r].brief()
		}
	}
	for i := 1; i < len(list); i++ {
		a, b := rungs[list[i-1].rungs[0]].High, rungs[list[i].rungs[0]].High
		for decimals := 3; decimals <= 6 && list[i-1].value == list[i].value; decimals++ {
			list[i-1].value, list[i].value = words.Decimals(a, decimals), words.Decimals(b, decimals)
		}
	}
	return list
}
