package conversation

import (
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Guide implements stage.Guided.
func (s *Scene) Guide() stage.Guide {
	where := stage.Sign{Mark: "Tinted regions",
		Means: "the beliefs at which you would take the action that is named there."}
	if s.Fade.Ready && s.now.m.Kind == beliefs.Line {
		where = stage.Sign{Mark: "Tinted columns",
			Means: "the beliefs at which you would take the action named below them. Rounds run from top to bottom."}
	}
	return stage.Guide{
		About: "Several agents talk to you for some rounds, then you choose. Every message moves what is " +
			"believed, by exactly as much as it tells.",
		Marks: []stage.Sign{
			{Mark: "Ring with a dot", Means: "the prior, what is believed before anybody speaks. Drag it, or move it " +
				"with the arrow keys."},
			{Mark: "Bold path with numbers",
				Means: "how what is believed moves in this conversation, round by round. Dashed is what is " +
					"still to come."},
			{Mark: "Disc with a number", Means: "the round that is shown. Drag it along the path; arrow keys go on " +
				"and back, Home to the beginning, End to the end."},
			{Mark: "Hollow dots", Means: "what you believe, with the signal that only you see."},
			{Mark: "Thin lines", Means: "the other ways the conversation could have gone, the thicker the likelier."},
			where,
			{Mark: "Chart beside it", Means: "what you and each agent can expect if you choose after a " +
				"round, between what you get with no word and OPT."},
			{Mark: "Star and lettered discs",
				Means: "what you and the agents care about. Drag them while the conversation plays: the path bends."},
		},
	}
}

// Series implements stage.Charted: the path, the tree, values by round, and the equilibria.
func (s *Scene) Series(f *stage.Frame) []stage.Table {
	m := build(f, 0)
	if !m.solved {
		return nil
	}
	sc := &f.Scenario
	list := []stage.Table{
		path("Public belief, by round", sc, m.talk.public), path("Your own belief, by round", sc, m.talk.own),
		branches(sc, m.talk.tree), byRound(&m, f, words.Exact),
	}
	if n := len(m.talk.result.Equilibria); n > 0 {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		list = append(list, equilibria(&m, f, all, words.Exact))
	}
	return list
}

func path(title string, s *engine.Scenario, list [][]float64) stage.Table {
	t := stage.Table{Title: title, Head: append([]string{"Round"}, beliefs.Head(s)...)}
	for k, b := range list {
		t.Rows = append(t.Rows, append([]string{strconv.Itoa(k)}, beliefs.Exact(s, b)...))
	}
	return t
}

func branches(s *engine.Scenario, nodes []engine.TreeNode) stage.Table {
	t := stage.Table{Title: "The likeliest conversations",
		Head: append([]string{"Node", "After node", "Round", "Probability"}, beliefs.Head(s)...)}
	for i, n := range nodes {
		t.Rows = append(t.Rows, append([]string{strconv.Itoa(i), strconv.Itoa(n.Parent), strconv.Itoa(n.Round),
			words.Exact(n.Probability)}, beliefs.Exact(s, n.Belief)...))
	}
	return t
}
