package hull

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	var list []string
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if note := mapNote(m, f); note != "" {
		list = append(list, note)
	}
	switch m.kind {
	case onePoint:
		say("With a single criterion all weight is on it: everyone stands at the same point, and is drawn around it " +
			"only to be seen.")
	case projection:
		say("%s criteria do not fit into a plane. This is a projection: parties drawn at one place can stand far "+
			"apart, and you can look inside the hull without being so. Distances are measured in all directions.",
			words.Capital(words.Count(len(m.corners))))
	case plane:
		say("Utilities are given as tables, without criteria, so this is the plane in which they differ most; it "+
			"shows %s of all squared differences%s. Nothing can be dragged in it.", percent(m.share), less(f))
	}
	if hollow := hollowNames(m); len(hollow) > 0 {
		verb, own, mark := "has", "is a hollow mark", "it cannot be dragged"
		if len(hollow) > 1 || hollow[0] == "You" {
			verb = "have"
		}
		if len(hollow) > 1 {
			own, mark = "are hollow marks", "they cannot be dragged"
		}
		say("%s %s utilities that need not be a mix of the criteria: the places, drawn as they fit best, %s, and %s.",
			words.List(hollow), verb, own, mark)
	}
	switch offset := f.Scenario.AlignmentOrDefault().Offset; {
	case len(m.rays) > 0:
		say("Agents may be scaled and added, so more is shaded than lies between them: along its dashed line each " +
			"comes to stand when it is scaled, and everything between these lines can be matched.")
	case m.region != nil:
		say("More is shaded than lies between the agents: the criteria are not independent of each other%s, so "+
			"different places in the picture stand for the same utility.", modulo(offset))
	}
	if m.known && m.facing == 0 {
		list = append(list, disagreement(m, f)...)
		if !m.inside && m.apart > together && m.kind != onePoint {
			say("The dashed line is the shortest way to the hull in the picture. Epsilon is measured in utility, not " +
				"along that line.")
		}
	}
	if m.facing == 0 && (f.Result.Alignment == nil || f.Result.Benchmarks == nil) {
		list = append(list, f.Result.Notes...)
	}
	return list
}

// less names what the picture overlooks, as the alignment condition does.
func less(f *stage.Frame) string {
	switch f.Scenario.AlignmentOrDefault().Offset {
	case engine.Constant:
		return " that are left when constants are overlooked"
	case engine.State:
		return " that are left when parts that the state alone decides are overlooked"
	}
	return ""
}

func hollowNames(m *model) []string {
	var names []string
	for _, p := range m.parties {
		switch {
		case p.hollow && p.letter == "":
			names = append(names, "You")
		case p.hollow:
			names = append(names, p.letter)
		}
	}
	return names
}

// disagreement says why verdict and picture differ, when they do (docs/model.md, section 2).
// Standing in the drawn hull always gives epsilon 0 when everyone has weights; the converse
// needs criteria that are independent modulo the offset.
func disagreement(m *model, f *stage.Frame) []string {
	pictured := m.apart <= together
	a := f.Scenario.AlignmentOrDefault()
	switch {
	case pictured == m.inside || len(m.parties) < 2:
		return nil
	case m.inside && m.apart <= nearly:
		return []string{"You stand outside the drawn hull by less than the tolerance of the test, which " +
			"counts as inside."}
	case !m.inside && len(hollowNames(m)) > 0:
		return []string{"The picture shows you in the hull, the test says you are not: hollow marks stand where they " +
			"fit best, not where their utilities are."}
	case !m.inside:
		return []string{"You stand in the drawn hull, but the test finds a difference above its tolerance: it " +
			"is rounding."}
	case a.Combination == engine.Conic:
		return []string{"You stand outside what is shaded and are inside all the same: agents may be " +
			"scaled, and then a mix need not lie among them in the picture."}
	}
	return []string{"You stand outside the drawn hull and are inside all the same: the criteria are not independent " +
		"of each other" + modulo(a.Offset) + ", so different places in the picture stand for the same utility."}
}

// nearly is the distance in weights that a test with the default tolerance may overlook:
// utilities lie in [0,1], so a move by this changes none by more than a few times as much.
const nearly = 1e-5

func modulo(offset string) string {
	switch offset {
	case engine.Constant:
		return ", a constant overlooked"
	case engine.State:
		return " once what the state alone decides is overlooked"
	}
	return ""
}
