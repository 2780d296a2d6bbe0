package conversation

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// tables lists values by round, and the equilibria of the game.
func tables(m *model, f *stage.Frame) []stage.Table {
	list := []stage.Table{byRound(m, f, words.Value)}
	if t := equilibria(m, f, listed(m.talk.result), words.Value); len(t.Rows) > 0 {
		if n := len(m.talk.result.Equilibria); n > len(t.Rows) {
			t.Title = fmt.Sprintf("%d of %d equilibria of choosing how to talk, the worst for you first",
				len(t.Rows), n)
		}
		list = append(list, t)
	}
	if t := mixed(m, f); len(t.Rows) > 0 {
		list = append(list, t)
	}
	return list
}

func byRound(m *model, f *stage.Frame, number func(float64) string) stage.Table {
	t := stage.Table{Title: "What each can expect, by round", Head: []string{"Round", "You"}}
	for i := range f.Scenario.Agents {
		t.Head = append(t.Head, f.Scenario.Letter(i))
	}
	for k := range m.last + 1 {
		row := []string{strconv.Itoa(k), number(m.talk.user[k])}
		for i := range m.talk.agents {
			if k == 0 {
				row = append(row, "")
				continue
			}
			row = append(row, number(m.talk.agents[i][k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// equilibria is a table of those that are picked.
func equilibria(m *model, f *stage.Frame, picked []int, number func(float64) string) stage.Table {
	t := stage.Table{Title: "Equilibria of choosing how to talk",
		Head: []string{"Number", "Rules", "You get", "Nobody gains more than", "δ* at it"}}
	replies := m.talk.result.Reply != ""
	if replies {
		t.Head = append(t.Head, "You reply")
	}
	for _, i := range picked {
		e := &m.talk.result.Equilibria[i]
		delta := "not computed"
		if e.Delta != nil {
			delta = number(*e.Delta)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), ruleList(&f.Scenario, e.Rules), number(e.User),
			words.Small(e.Gap), delta})
		if last := len(t.Rows) - 1; replies {
			t.Rows[last] = append(t.Rows[last], replyWords[e.Reply])
		}
	}
	return t
}

func mixed(m *model, f *stage.Frame) stage.Table {
	c := m.talk.result
	t := stage.Table{Title: "Equilibria in which agents draw lots",
		Head: []string{"Agent", "Rule", "Probability", "You get"}}
	for _, e := range c.Mixed {
		for i, weights := range e.Weights {
			for j, p := range weights {
				if p > 1e-9 && j < len(c.Library) && i < len(f.Scenario.Agents) {
					t.Rows = append(t.Rows,
						[]string{f.Scenario.Letter(i), c.Library[j], words.Value(p), words.Value(e.User)})
				}
			}
		}
	}
	return t
}

// mostListed is how many equilibria are listed, and have a button to play them.
const mostListed = 8

// listed picks the equilibria to list: all, or where there are many the worst ones for the
// user and the best one.
func listed(c *engine.ConversationResult) []int {
	order := make([]int, len(c.Equilibria))
	for i := range order {
		order[i] = i
	}
	if len(order) <= mostListed {
		return order
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch d := c.Equilibria[i].User - c.Equilibria[j].User; {
		case d < -words.SameWorth:
			return -1
		case d > words.SameWorth:
			return 1
		}
		return 0
	})
	return append(order[:mostListed-1:mostListed-1], order[len(order)-1])
}
