package scenes

import (
	"fmt"
	"math"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/conversation"
	"github.com/emergent-alignment/emergent/scenes/equilibrium"
	"github.com/emergent-alignment/emergent/scenes/hull"
	"github.com/emergent-alignment/emergent/scenes/lab"
	"github.com/emergent-alignment/emergent/scenes/quantal"
	"github.com/emergent-alignment/emergent/scenes/selection"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// rivalry are the sections that every figure of what competition leads to looks at.
const rivalry = alwaysSections | engine.MonopoliesSection | engine.EquilibriaSection

// row is a figure: what its tab is called and the sections of the result that it looks at.
type row struct {
	name, title string
	wants       engine.Sections // at every change, as far as looksAt says
	later       engine.Sections // those that take long and may come later
	make        func() stage.Scene
}

// scenes lists the figures, the first one shown first.
var scenes = []row{
	{"hull", "Hull", alwaysSections | engine.PopulationSection, engine.DissentSection,
		func() stage.Scene { return new(hull.Scene) }},
	{"equilibrium", "Equilibria", rivalry | engine.SetsSection | engine.MapSection | engine.PopulationSection |
		engine.HeardOnly, 0, func() stage.Scene { return new(equilibrium.Scene) }},
	{"conversation", "Conversation", rivalry | engine.MapSection | engine.ConversationSection | engine.TreeSection, 0,
		func() stage.Scene { return new(conversation.Scene) }},
	{"quantal", "Quantal", rivalry | engine.MapSection | engine.QuantalSection | engine.QuantalMapSection,
		engine.QuantalCurveSection, func() stage.Scene { return new(quantal.Scene) }},
	{"selection", "Selection", rivalry | engine.SelectionSection, engine.LossCurveSection,
		func() stage.Scene { return new(selection.Scene) }},
	{labScene, "Lab", alwaysSections, 0, func() stage.Scene { return new(lab.Scene) }},
}

// looksAt are the sections that the figure looks at: what each of several users gets only where there are several,
// and there, while a drag lasts, without what is of one user alone if the figure shows nothing of it.
func (r *row) looksAt(s *engine.Scenario, dragging bool) engine.Sections {
	want := r.wants
	if s.Population == nil {
		want &^= engine.PopulationSection | engine.HeardOnly
	}
	if !dragging {
		want &^= engine.HeardOnly
	}
	return want
}

// laterSections are the sections that come later, whatever figure waits for them.
func laterSections() (all engine.Sections) {
	for i := range scenes {
		all |= scenes[i].later
	}
	return all
}

// Figure is what the page has to know of a figure.
type Figure struct{ Name, Title string }

// Figures lists the figures in the order of their tabs.
func Figures() (list []Figure) {
	for _, s := range scenes {
		list = append(list, Figure{s.name, s.title})
	}
	return list
}

// Scenes lists the names of the figures in the order of their tabs.
func Scenes() []string {
	var names []string
	for _, s := range scenes {
		names = append(names, s.name)
	}
	return names
}

// Limits of a view, which travels in links: a handful of short settings.
const (
	maxValues     = 32
	maxValueBytes = 64
)

// checkView says what is wrong with a view that a link or a script brings.
func checkView(v stage.View) error {
	known := v.Scene == ""
	for _, s := range scenes {
		known = known || s.name == v.Scene
	}
	if !known {
		return fmt.Errorf("scene: there is no figure called %.40q; the figures are %s",
			v.Scene, strings.Join(Scenes(), ", "))
	}
	for name, x := range map[string]float64{"yaw": v.Yaw, "pitch": v.Pitch} {
		if !(math.Abs(x) <= 2*math.Pi) {
			return fmt.Errorf("%s: %v is not an angle in radians from -2 pi to 2 pi", name, x)
		}
	}
	if len(v.Values) > maxValues {
		return fmt.Errorf("values: %d settings, at most %d are kept", len(v.Values), maxValues)
	}
	for key, value := range v.Values {
		if len(key) > maxValueBytes || len(value) > maxValueBytes {
			return fmt.Errorf("values: a setting is longer than %d bytes", maxValueBytes)
		}
	}
	return nil
}
