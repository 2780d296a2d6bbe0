package engine

// This file lists the parts of a Result: what a part is called, which section asks for it, which
// scenarios have it. Check, and callers that put a result together from several, read this list.

// resultPart is a field of a Result, or the monopolies in one.
type resultPart struct {
	name  string   // as notes name it
	of    Sections // any of them brings it
	asked func(s *Scenario, r *Result) bool
	there func(r *Result) bool
	take  func(into, from *Result)
}

// resultParts are all of them, each once.
var resultParts = []resultPart{
	field("benchmarks", Benchmarks, inAll, func(r *Result) **BenchmarkResult { return &r.Benchmarks }),
	{"benchmarks.monopoly", Monopolies, inAll, hasMonopolies, takeMonopolies},
	field("alignment", AlignmentSection, inAll, func(r *Result) **AlignmentResult { return &r.Alignment }),
	field("equilibria", Equilibria|SetsSection, inAll, func(r *Result) **EquilibriaResult { return &r.Equilibria }),
	field("floor", Equilibria|SetsSection, inAll, func(r *Result) **FloorResult { return &r.Floor }),
	field("ladder", Equilibria|SetsSection, inAll, func(r *Result) **LadderResult { return &r.Ladder }),
	field("indifference", Equilibria, hasIndifference, func(r *Result) **IndifferenceResult { return &r.Indifference }),
	field("selection", SelectionSection, inAll, func(r *Result) **SelectionResult { return &r.Selection }),
	field("quantal", QuantalSection, isQuantal, func(r *Result) **QuantalResult { return &r.Quantal }),
	field("population", PopulationSection, hasPopulation, func(r *Result) **PopulationResult { return &r.Population }),
	field("conversation", ConversationSection|TreeSection, hasConversation,
		func(r *Result) **ConversationResult { return &r.Conversation }),
	field("map", MapSection, inNone, func(r *Result) **MapResult { return &r.Map }),
	field("quantalMap", QuantalMapSection, inNone, func(r *Result) **QuantalMapResult { return &r.QuantalMap }),
	field("quantalCurve", QuantalCurveSection, inNone, func(r *Result) **QuantalCurveResult { return &r.QuantalCurve }),
	field("quantalRange", QuantalCurveSection, inNone, func(r *Result) **QuantalRangeResult { return &r.QuantalRange }),
	field("lossCurve", LossCurveSection, inNone, func(r *Result) **LossCurveResult { return &r.LossCurve }),
	field("dissent", DissentSection, inNone, func(r *Result) **DissentResult { return &r.Dissent }),
}

// field is a part that is a field of its own.
func field[T any](name string, of Sections, asked func(*Scenario, *Result) bool, at func(*Result) **T) resultPart {
	return resultPart{name, of, asked,
		func(r *Result) bool { return *at(r) != nil },
		func(into, from *Result) { *at(into) = *at(from) }}
}

// Which scenarios have a part; of the pictures, which may be left out, none must.
func inAll(*Scenario, *Result) bool               { return true }
func inNone(*Scenario, *Result) bool              { return false }
func hasIndifference(s *Scenario, r *Result) bool { return s.Indifference > 0 && r.Equilibria != nil }
func isQuantal(s *Scenario, _ *Result) bool       { return s.ResponseOrDefault().Kind == Quantal }
func hasPopulation(s *Scenario, _ *Result) bool   { return s.Population != nil }
func hasConversation(s *Scenario, _ *Result) bool { return s.Conversation != nil }

func hasMonopolies(r *Result) bool { return r.Benchmarks != nil && len(r.Benchmarks.Monopoly) > 0 }

// takeMonopolies leaves the benchmarks themselves as they are, which somebody may still look at.
func takeMonopolies(into, from *Result) {
	if into.Benchmarks != nil && from.Benchmarks != nil {
		b := *into.Benchmarks
		b.Monopoly = from.Benchmarks.Monopoly
		into.Benchmarks = &b
	}
}

// Take replaces the parts that the given sections bring by those of another result, absent ones
// too. The two then share memory. Notes stay.
func (r *Result) Take(from *Result, sections Sections) {
	for _, p := range resultParts {
		if sections.has(p.of) {
			p.take(r, from)
		}
	}
}
