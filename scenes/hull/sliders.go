package hull

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// In a projection a drag reaches two directions only, so the weights of one party at a time
// have sliders, "weights.0", "weights.1", ..; "view.party" chooses whose.

// chosen is whose weights the sliders show: the party of the view, else the user.
func chosen(f *stage.Frame) int {
	if who, ok := stage.PartyOf(f.View.Values["party"], len(f.Scenario.Agents)); ok {
		return who
	}
	return engine.User
}

func weightParam(param string, criteria int) (int, bool) {
	digits, found := strings.CutPrefix(param, "weights.")
	j, err := strconv.Atoi(digits)
	return j, found && err == nil && j >= 0 && j < criteria
}

// setWeight sets one weight of the chosen party and scales the others to make up the rest;
// when they are all zero they share it equally.
func setWeight(j int, value string, f *stage.Frame) stage.Response {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || !(x >= 0 && x <= 1) {
		return stage.Response{Err: fmt.Errorf("a weight is a number from 0 to 1, not %q", value)}
	}
	who := chosen(f)
	party := stage.Party(&facing(f).Scenario, who)
	old := party.Weights
	if old == nil {
		return stage.Response{Err: fmt.Errorf("%s has utilities of its own and no weights", party.Name)}
	}
	if who == engine.User {
		who = stage.UserParty(faced(f))
	}
	w := make([]float64, len(old))
	for k, y := range old {
		switch others := 1 - old[j]; {
		case k == j:
			w[k] = x
		case others > together:
			w[k] = y * (1 - x) / others
		default:
			w[k] = (1 - x) / float64(len(w)-1)
		}
	}
	if len(w) == 1 {
		w[0] = 1
	}
	view.Project(w)
	view.Round(w, stage.Units)
	return stage.Response{Edits: []engine.Edit{placing(f, who, w)}}
}

// sliders lists the controls; none where dragging reaches everything.
func sliders(m *model, f *stage.Frame) []stage.Control {
	if m.kind != projection {
		return nil
	}
	who := chosen(f)
	options := []stage.Option{{Value: stage.UserHandle, Label: "You"}}
	value := stage.UserHandle
	if m.facing > 0 {
		options[0].Label = m.parties[0].name
	}
	for i, p := range m.parties[1 : 1+m.agents()] {
		options = append(options, stage.Option{Value: stage.AgentHandle(i), Label: p.letter + "  " + p.name})
		if i == who {
			value = stage.AgentHandle(i)
		}
	}
	controls := []stage.Control{{
		Kind: stage.Choice, Param: "view.party", Label: "Weights of", Value: value, Options: options,
		Help: "A drag in a projection reaches only two directions; these sliders reach all of them.",
	}}
	p := m.parties[who+1]
	for j, name := range m.corners {
		controls = append(controls, stage.Control{
			Kind: stage.Range, Param: "weights." + strconv.Itoa(j), Label: name,
			Value: words.Typed(p.weight[j]),
			Min:   0, Max: 1, Step: 0.01, Disabled: p.hollow, Help: "The other weights shrink or grow in proportion.",
		})
	}
	return controls
}
