package hull

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// The guarantee map: the simplex coloured by what the user would lose if she stood there, so that
// the places where competition gives her everything stay blank. "view.map" chooses the guarantee.

// guarantees says how each map is called and read.
var guarantees = map[engine.Guarantee]struct{ option, legend, colour, blank string }{
	engine.WorstGuarantee: {"loss in your worst equilibrium", "OPT − worst",
		"what you would miss of OPT in your worst equilibrium if you stood there",
		"competition gives you everything the agents know (worst = OPT)"},
	engine.FloorGuarantee: {"loss at the floor", "OPT − floor",
		"what you would miss of OPT at the floor, which no equilibrium can take from you, if you stood there",
		"the floor itself is everything the agents know (floor = OPT)"},
	engine.EpsilonGuarantee: {"epsilon", "Epsilon",
		"how far the best mix of agents would miss your utility if you stood there (epsilon)",
		"a mix of agents is exactly you (epsilon = 0)"},
}

// Surveyed implements stage.Surveyor.
func (s *Scene) Surveyed(f *stage.Frame) engine.Question {
	q := engine.Question{Who: engine.TheUser, Guarantee: engine.Guarantee(f.View.Values["map"])}
	if q.Refuses(f.Scenario) != nil || noMap(&f.Scenario) != "" {
		return engine.Question{}
	}
	return q
}

// noMap says why a scenario has no map, "" if it has one.
func noMap(s *engine.Scenario) string {
	switch n := len(s.Criteria); {
	case n == 0:
		return "Utilities given as tables span no simplex to colour."
	case n == 1:
		return "With a single criterion there is only one place to stand."
	case n >= len(stage.FinestLines):
		return fmt.Sprintf("A map colours a flat figure: with %s criteria most places would lie behind each other.", stage.Count(n))
	}
	return ""
}

// noFloor says that a map of the floor is asked for where one agent alone has none.
func noFloor(g engine.Guarantee, s *engine.Scenario) bool {
	return g == engine.FloorGuarantee && len(s.Agents) == 1
}

// mapControl chooses the map.
func mapControl(f *stage.Frame) stage.Control {
	c := stage.Control{
		Kind: stage.Choice, Param: "view.map", Label: "Colour places by", Value: "off",
		Help:    "Colours the simplex by what you would lose if you stood there: blank is nothing. It is computed place by place, coarse first.",
		Options: []stage.Option{{Value: "off", Label: "nothing"}},
	}
	if why := noMap(&f.Scenario); why != "" {
		c.Disabled, c.Help = true, why
		return c
	}
	for _, g := range engine.Guarantees() {
		if noFloor(g, &f.Scenario) {
			continue
		}
		c.Options = append(c.Options, stage.Option{Value: string(g), Label: guarantees[g].option})
		if f.View.Values["map"] == string(g) {
			c.Value = string(g)
		}
	}
	return c
}

// mapNote says in words what the map shows, and how much further than the hull competition
// works; "" without a map.
func mapNote(m *model, f *stage.Frame) string {
	v := f.Survey
	if v == nil {
		return ""
	}
	if v.Trouble != "" {
		return "There is no map: " + v.Trouble + "."
	}
	words := guarantees[v.Guarantee]
	note := fmt.Sprintf("Each place is coloured by %s. Blank is where %s", words.colour, words.blank)
	at, both, inside := counted(m, f, v)
	switch {
	case len(hollowNames(m)) > 0:
		note += fmt.Sprintf(": %s of all places.", percent(at))
	case v.Guarantee == engine.EpsilonGuarantee || inside == 0:
		note += fmt.Sprintf(": %s of all places; the shaded area covers %s.", percent(at), percent(inside))
	default:
		note += fmt.Sprintf(": %s of all places. The shaded area covers %s, and %s of that is blank: being in it is enough, and not needed.",
			percent(at), percent(inside), percent(both/inside))
	}
	if !v.Complete() {
		note += fmt.Sprintf(" So far %d of %d places are computed.", v.Done, v.Total)
	}
	return note
}

// full is the loss up to which nothing counts as lost: the rounding of a linear program.
const full = 1e-6

// reached says whether nothing is lost at a place.
func reached(v *stage.Survey, s *engine.Standing, tolerance float64) bool {
	if v.Guarantee != engine.EpsilonGuarantee {
		tolerance = full
	}
	return s.Known && s.Loss <= tolerance
}

// counted is the share of places that lose nothing, of those in the drawn hull, and of those
// that are both; each place of the finest complete grid counts once.
func counted(m *model, f *stage.Frame, v *stage.Survey) (at, both, inside float64) {
	tolerance := f.Scenario.AlignmentOrDefault().Tolerance
	hull := hullOf(m)
	total, step := 0., v.Lines/max(v.Fine, 1)
	w := make([]float64, 0, len(stage.FinestLines))
	v.Spots(func(p stage.Spot, s *engine.Standing) {
		if p.I%step != 0 || p.J%step != 0 {
			return
		}
		total++
		w = v.Weights(w[:0], p)
		good, in := reached(v, s, tolerance), within(hull, m.simplex.Place(w))
		if good {
			at++
		}
		if in {
			inside++
		}
		if good && in {
			both++
		}
	})
	return at / total, both / total, inside / total
}

// hullOf is what is shaded in a flat picture, counterclockwise.
func hullOf(m *model) []view.Point {
	around := m.matched()
	flat := make([]view.Pixel, 0, len(around))
	for _, p := range around {
		flat = append(flat, view.Pixel{X: p.X, Y: p.Y})
	}
	var finder view.Hull
	var ring []view.Point
	for _, i := range finder.Of(flat) {
		ring = append(ring, around[i])
	}
	return ring
}

// within says whether a place lies in a convex polygon, a segment or a point, border
// included.
func within(ring []view.Point, p view.Point) bool {
	if len(ring) == 1 {
		return p.Sub(ring[0]).Norm() <= together
	}
	left, right := false, false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		side := b.Sub(a).Cross(p.Sub(a)).Z
		left, right = left || side > together, right || side < -together
	}
	if len(ring) == 2 {
		along := p.Sub(ring[0]).Dot(ring[1].Sub(ring[0]))
		length := ring[1].Sub(ring[0]).Norm()
		return !left && !right && along >= -together && along <= length*length+together
	}
	return !(left && right) && !math.IsNaN(p.X)
}
