package scenes

import (
	"fmt"
	"maps"
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

// scenes lists the figures, the first one shown first, with what its tab is called and the sections of the
// result that each looks at: those it wants at every change, and those that take long and may come later.
var scenes = []struct {
	name  string
	title string
	wants engine.Sections
	later engine.Sections
	make  func() stage.Scene
}{
	{"hull", "Hull", alwaysSections, engine.DissentSection, func() stage.Scene { return new(hull.Scene) }},
	{"equilibrium", "Equilibria", rivalry | engine.SetsSection | engine.MapSection, 0,
		func() stage.Scene { return new(equilibrium.Scene) }},
	{"conversation", "Conversation", rivalry | engine.MapSection | engine.ConversationSection | engine.TreeSection, 0,
		func() stage.Scene { return new(conversation.Scene) }},
	{"quantal", "Quantal", rivalry | engine.MapSection | engine.QuantalSection | engine.QuantalMapSection,
		engine.QuantalCurveSection, func() stage.Scene { return new(quantal.Scene) }},
	{"selection", "Selection", rivalry | engine.SelectionSection, engine.LossCurveSection,
		func() stage.Scene { return new(selection.Scene) }},
	{labScene, "Lab", alwaysSections, 0, func() stage.Scene { return new(lab.Scene) }},
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

// looksAt are the sections that the figure shown looks at: those of the hull and of the equilibria are
// of one user, and where there are several what each gets. While a drag lasts, what is of one user
// alone is left out of the picture of all who hear the same, which shows nothing of it.
func (a *App) looksAt() engine.Sections {
	if a.view.Scene == scenes[0].name || a.view.Scene == scenes[1].name {
		a.wants &^= engine.PopulationSection | engine.HeardOnly
		if a.store.Now().Population != nil {
			a.wants |= engine.PopulationSection
			if a.view.Scene == scenes[1].name && a.drag.Handle() != "" {
				a.wants |= engine.HeardOnly
			}
		}
	}
	return a.wants
}

// covers reports whether sections that there are have those wanted.
func covers(have, want engine.Sections) bool {
	if have&engine.HeardOnly != 0 && want&engine.HeardOnly == 0 {
		return false
	}
	return want&^(have|engine.HeardOnly) == 0
}

// show makes the named figure the one that is shown; the name must be in Scenes.
func (a *App) show(name string) {
	for _, s := range scenes {
		if s.name == name {
			a.newScene = s.make
			a.scene, a.wants, a.later = s.make(), s.wants, s.later
		}
	}
	a.view.Scene = name
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

// setView shows v, which was checked.
func (a *App) setView(v stage.View) {
	scene := v.Scene
	if scene == "" {
		scene = scenes[0].name
	}
	old := a.view.Scene
	a.view = v
	a.view.Scene = scene
	if scene != old {
		a.drag.End()
		a.store.Commit()
		a.show(scene)
	}
	a.playLab()
	a.change()
}

// copyView returns a view whose values are its own.
func copyView(v stage.View) stage.View {
	v.Values = maps.Clone(v.Values)
	return v
}
