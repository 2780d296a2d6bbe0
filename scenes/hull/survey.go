package hull

import (
	"fmt"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// The guarantee map: the simplex coloured by what the user would lose, so that the places where
// competition gives her everything stay blank. "view.map" chooses the guarantee, "view.mapOf" who
// stands at the places: she herself, or one more agent. Four criteria have a map of one triangle
// at a time, in which "view.mapCriterion" has the weight "view.mapShare".

// guarantee says how a map of the user and one of a further agent are called and read. The
// sentences go on after "if you stood there" or "if one more agent stood there".
type guarantee struct{ option, legend, color, blank string }

var wordings = map[engine.Guarantee]guarantee{
	engine.WorstGuarantee: {"loss in your worst equilibrium", "OPT − worst",
		"what you would miss of OPT in your worst equilibrium",
		"competition gives you everything the agents know (worst = OPT)"},
	engine.FloorGuarantee: {"loss at the floor", "OPT − floor",
		"what you would miss of OPT at the floor, which no equilibrium can take from you,",
		"the floor itself is everything the agents know (floor = OPT)"},
	engine.EpsilonGuarantee: {"epsilon", "Epsilon",
		"how far the best mix of agents would miss your utility (epsilon)",
		"a mix of agents is exactly you (epsilon = 0)"},
}

// stands says who stands at the places of a map.
var stands = map[engine.Who]string{
	engine.TheUser:  "if you stood there",
	engine.NewAgent: "if one more agent stood there",
}

// MapQuestion implements stage.GuaranteeMapper.
func (s *Scene) MapQuestion(f *stage.Frame) (engine.Question, guarantees.Slice) {
	q := engine.Question{Who: mapOf(f), Guarantee: engine.Guarantee(f.View.Values["map"])}
	if faced(f) > 0 || q.Refuses(f.Scenario) != nil || noMap(&f.Scenario) != "" {
		return engine.Question{}, guarantees.Slice{}
	}
	return q, sliceOf(f)
}

// mapOf is who stands at the places of the map.
func mapOf(f *stage.Frame) engine.Who {
	if f.View.Values["mapOf"] == string(engine.NewAgent) {
		return engine.NewAgent
	}
	return engine.TheUser
}

// sliceOf is the triangle of a tetrahedron that the map colours; none in a flat figure.
func sliceOf(f *stage.Frame) guarantees.Slice {
	if len(f.Scenario.Criteria) != 4 {
		return guarantees.Slice{}
	}
	slice := guarantees.Slice{Cut: true, Criterion: 3}
	if j, err := strconv.Atoi(f.View.Values["mapCriterion"]); err == nil && j >= 0 && j < 4 {
		slice.Criterion = j
	}
	if x, err := strconv.ParseFloat(f.View.Values["mapShare"], 64); err == nil && x >= 0 && x <= mostShare {
		slice.Share = x
	}
	return slice
}

// mostShare keeps a slice a triangle.
const mostShare = 0.95

// noMap says why a scenario has no map, "" if it has one.
func noMap(s *engine.Scenario) string {
	switch n := len(s.Criteria); {
	case n == 0:
		return "Utilities given as tables span no simplex to colour."
	case n == 1:
		return "With a single criterion there is only one place to stand."
	case n > len(guarantees.FinestLines):
		return fmt.Sprintf("A map colours a triangle: %s criteria span too many.", words.Count(n))
	}
	return ""
}

// mapControls choose the map, who stands at its places, and of a tetrahedron the triangle.
func mapControls(f *stage.Frame) []stage.Control {
	list := []stage.Control{mapControl(f)}
	if list[0].Disabled || list[0].Value == "off" {
		return list
	}
	list = append(list, stage.Control{
		Kind: stage.Choice, Param: "view.mapOf", Label: "Who stands there", Value: string(mapOf(f)),
		Help: "You, among the agents as they are; or one more agent, with you where you are: then a ring marks where " +
			"it would help you most.",
		Options: []stage.Option{
			{Value: string(engine.TheUser), Label: "you"}, {Value: string(engine.NewAgent), Label: "one more agent"}},
	})
	if mapOf(f) == engine.NewAgent {
		list = append(list, bestControl(f))
	}
	slice := sliceOf(f)
	if !slice.Cut {
		return list
	}
	which := stage.Control{
		Kind: stage.Choice, Param: "view.mapCriterion", Label: "Triangle of a fixed",
		Value: strconv.Itoa(slice.Criterion),
		Help:  "The map colours one triangle at a time: the places at which this criterion has the weight below.",
	}
	for j, c := range f.Scenario.Criteria {
		which.Options = append(which.Options, stage.Option{Value: strconv.Itoa(j), Label: c.Name})
	}
	return append(list, which, stage.Control{
		Kind: stage.Range, Param: "view.mapShare", Label: f.Scenario.Criteria[slice.Criterion].Name,
		Value: words.Typed(slice.Share), Min: 0, Max: mostShare, Step: 0.05,
		Help: "0 is the face of the tetrahedron opposite of this criterion's corner.",
	})
}

// bestControl puts an agent where the ring is.
func bestControl(f *stage.Frame) stage.Control {
	c := stage.Control{Kind: stage.Button, Param: "agents.addBest", Label: "Add an agent at the ring", Disabled: true,
		Help: "The ring marks where one more agent would help you most. A double click anywhere adds one there."}
	if v := f.Map; v != nil && v.Who == engine.NewAgent && !v.Stale {
		_, found := v.Best()
		c.Disabled = !found
	}
	return c
}

// mapControl chooses the map.
func mapControl(f *stage.Frame) stage.Control {
	c := stage.Control{
		Kind: stage.Choice, Param: "view.map", Label: "Colour places by", Value: "off",
		Help: "Colours the simplex by what you would lose if somebody stood there: blank is nothing. It is " +
			"computed place by place, coarse first.",
		Options: []stage.Option{{Value: "off", Label: "nothing"}},
	}
	if why := noMap(&f.Scenario); why != "" {
		c.Disabled, c.Help = true, why
		return c
	}
	for _, g := range engine.Guarantees() {
		if (engine.Question{Who: mapOf(f), Guarantee: g}).Refuses(f.Scenario) != nil {
			continue
		}
		c.Options = append(c.Options, stage.Option{Value: string(g), Label: wordings[g].option})
		if f.View.Values["map"] == string(g) {
			c.Value = string(g)
		}
	}
	return c
}

// mapNote says in words what the map shows, and how much further than the hull competition
// works; "" without a map.
func mapNote(m *model, f *stage.Frame) string {
	v := f.Map
	if v == nil {
		return ""
	}
	if v.Trouble != "" {
		return "There is no map: " + v.Trouble + "."
	}
	note := fmt.Sprintf("Each place%s is coloured by %s %s. Blank is where %s", inSlice(f, v),
		wordings[v.Guarantee].color, stands[v.Who], wordings[v.Guarantee].blank)
	at, both, inside := counted(m, f, v)
	switch {
	case v.Who == engine.NewAgent:
		note += fmt.Sprintf(": %s of all places. %s", percent(at), bestWords(m, f, v))
	case len(hollowNames(m)) > 0 || v.Slice.Cut:
		note += fmt.Sprintf(": %s of all places.", percent(at))
	case v.Guarantee == engine.EpsilonGuarantee || inside == 0:
		note += fmt.Sprintf(": %s of all places; the shaded area covers %s.", percent(at), percent(inside))
	default:
		note += fmt.Sprintf(": %s of all places. The shaded area covers %s, and %s of that is blank: being in it is "+
			"enough, and not needed.",
			percent(at), percent(inside), percent(both/inside))
	}
	if !v.Complete() {
		note += fmt.Sprintf(" So far %d of %d places are computed.", v.Done, v.Total)
	}
	return note
}

// inSlice says of which triangle of a tetrahedron the map is.
func inSlice(f *stage.Frame, v *guarantees.Map) string {
	if !v.Slice.Cut {
		return ""
	}
	return fmt.Sprintf(" with %s at %s", f.Scenario.Criteria[v.Slice.Criterion].Name, words.Value(v.Slice.Share))
}

// bestWords says where one more agent would help the user most, and how much.
func bestWords(m *model, f *stage.Frame, v *guarantees.Map) string {
	best, found := v.Best()
	if !found {
		return ""
	}
	at := v.At(best)
	who := "An agent that cares for " + caresFor(m, v.Weights(nil, best))
	switch {
	case v.Guarantee == engine.EpsilonGuarantee && at.Loss <= full:
		return who + " would make a mix of agents exactly you."
	case v.Guarantee == engine.EpsilonGuarantee:
		return fmt.Sprintf("%s would bring epsilon down most, to %s.", who, words.Small(at.Value))
	case at.Loss <= full:
		return fmt.Sprintf("%s would bring you to OPT, %s.%s", who, words.Value(at.Value), now(f))
	}
	return fmt.Sprintf("%s would help you most: you would be sure of %s.%s", who, words.Value(at.Value), now(f))
}

// bestName is what stands beside the best place: what the user would be sure of, or epsilon.
func bestName(v *guarantees.Map) string {
	best, found := v.Best()
	if !found {
		return ""
	}
	at := v.At(best)
	switch {
	case v.Guarantee == engine.EpsilonGuarantee:
		return "one more here: ε = " + words.Small(at.Value)
	case at.Loss <= full:
		return "one more here: OPT"
	}
	return "one more here: " + words.Value(at.Value)
}

// now says what the user is sure of without one more agent, once it is known.
func now(f *stage.Frame) string {
	if d := f.Result.Dissent; d != nil && !f.Late {
		return fmt.Sprintf(" Now you are sure of %s.", words.Value(d.Worst))
	}
	return ""
}

// caresFor says in words what weights over the criteria are about.
func caresFor(m *model, weights []float64) string {
	var cares []string
	shares := words.Shares(weights)
	for j, w := range weights {
		switch {
		case w > 1-together:
			return m.corners[j] + " alone"
		case w > together:
			cares = append(cares, m.corners[j]+" "+shares[j])
		}
	}
	return words.List(cares)
}

// full is the loss up to which nothing counts as lost: the rounding of a linear program.
const full = 1e-6

// reached reports whether nothing is lost at a place.
func reached(v *guarantees.Map, s *engine.PlaceValue, tolerance float64) bool {
	if v.Guarantee != engine.EpsilonGuarantee {
		tolerance = full
	}
	return s.Known && s.Loss <= tolerance
}

// counted is the share of places that lose nothing, of those in the drawn hull, and of those
// that are both; each place of the finest complete grid counts once.
func counted(m *model, f *stage.Frame, v *guarantees.Map) (at, both, inside float64) {
	tolerance := f.Scenario.AlignmentOrDefault().Tolerance
	var hull []view.Point
	if !v.Slice.Cut {
		hull = hullOf(m)
	}
	total, step := 0., v.Lines/max(v.Fine, 1)
	w := make([]float64, 0, 1+len(guarantees.FinestLines))
	v.EachPoint(func(p guarantees.GridPoint, s *engine.PlaceValue) {
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

// within reports whether a place lies in a convex polygon, a segment or a point, border
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
