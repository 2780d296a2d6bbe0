package player

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Reel is what a player's controls say of what it plays.
type Reel struct {
	Unit       string // what a step is: "round", "bid"
	Step, Last int    // the one that is shown, and the last, counted from 0
	First      int    // the number that is shown for the first step
	Playing    bool
	Help       string // of the slider
}

// Transport lists the controls that play, the same for every figure: play and pause, one back, one
// on, a slider over the steps, and the speed. Player.Param answers them.
func (p *Player) Transport(f *stage.Frame, r Reel) []stage.Control {
	title := words.Capital(r.Unit)
	return []stage.Control{
		{Kind: stage.Toggle, Param: "view.play", Label: "Play", Value: strconv.FormatBool(r.Playing),
			Disabled: r.Last == 0,
			Help:     fmt.Sprintf("Goes from %s to %s, from the beginning when it stands at the end.", r.Unit, r.Unit)},
		{Kind: stage.Button, Param: "view.back", Label: fmt.Sprintf("One %s back", r.Unit), Disabled: r.Step == 0},
		{Kind: stage.Button, Param: "view.forward", Label: fmt.Sprintf("One %s on", r.Unit),
			Disabled: r.Step == r.Last},
		{Kind: stage.Range, Param: "view." + p.Key, Label: title, Value: strconv.Itoa(r.Step + r.First),
			Min: float64(r.First),
			Max: float64(max(1, r.Last) + r.First), Step: 1, Disabled: r.Last == 0, Help: r.Help},
		{Kind: stage.Choice, Param: "view." + speedKey, Label: "Speed", Value: speeds[speedOf(f)].value,
			Options: speedOptions()},
	}
}

// speedKey is the value of the view that keeps how fast something plays.
const speedKey = "speed"

// speeds are what can be played at, as factors of a figure's own pace.
var speeds = [...]struct {
	value, label string
	factor       float64
}{{"slow", "½×", 0.5}, {"normal", "1×", 1}, {"fast", "3×", 3}}

// Speed is the factor of a figure's own pace that a view asks for.
func Speed(f *stage.Frame) float64 { return speeds[speedOf(f)].factor }

func speedOf(f *stage.Frame) int {
	for i, v := range speeds {
		if v.value == f.View.Values[speedKey] {
			return i
		}
	}
	return 1
}

func speedOptions() []stage.Option {
	var options []stage.Option
	for _, v := range speeds {
		options = append(options, stage.Option{Value: v.value, Label: v.label})
	}
	return options
}
