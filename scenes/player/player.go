// Package player is what figures that play step by step do alike: which step is shown at a time, and the
// controls that play. It stands beside crossfade, on stage alone, and never looks at a scenario or a result.
package player

import (
	"fmt"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Player says which step of something that plays is shown: one that was chosen, or while it
// plays the one that time has come to. It depends on the frames it is given and nothing else.
// The chosen step is the value Key of the view, or Last for the end however far off that will
// be; without one it is the first: what can be played has not been told before it is.
type Player struct {
	Key      string
	Restarts bool // when the steps become others in number they play from their beginning

	playing bool
	run     string // number of the run that plays, so that a new one is noticed
	start   float64
	from    int
	steps   int
	pace    float64 // seconds a step
}

// Last is the value of the view that stands for the last step.
const Last = "last"

// Take takes in a view: the step that was chosen, whether it plays, and since when. What
// plays from no step in particular plays from the beginning, and from there when it stands at its
// end. At another pace it goes on from where it is.
func (p *Player) Take(f *stage.Frame, steps int, pace float64) {
	v := f.View.Values
	playing, run := v["play"] == "true", v["run"]
	chosen := 0
	if k, err := strconv.Atoi(v[p.Key]); err == nil {
		chosen = min(max(k, 0), steps-1)
	} else if v[p.Key] == Last && !playing {
		chosen = steps - 1
	}
	switch {
	case !playing:
		p.from = chosen
	case !p.playing || run != p.run:
		p.start, p.from = f.Now, chosen
	case steps != p.steps && p.Restarts:
		p.start, p.from = f.Now, 0
	case pace != p.pace || steps != p.steps:
		p.start, p.from = f.Now, p.At(f.Now)
	}
	p.playing, p.run, p.steps, p.pace = playing, run, steps, pace
}

// At is the step at a time.
func (p *Player) At(now float64) int {
	if !p.playing {
		return p.from
	}
	return min(p.from+max(0, int((now-p.start)/p.pace)), max(0, p.steps-1))
}

// Pace is how many seconds a step takes.
func (p *Player) Pace() float64 { return p.pace }

// Runs reports whether there are steps to come.
func (p *Player) Runs(now float64) bool { return p.playing && p.At(now) < p.steps-1 }

// Show returns the change of view that stops at a step.
func (p *Player) Show(step, last int) func(*stage.View) {
	key := p.Key
	return func(v *stage.View) {
		delete(v.Values, "play")
		if step >= last {
			v.Values[key] = Last
			return
		}
		v.Values[key] = strconv.Itoa(max(step, 0))
	}
}

// Play returns the change of view that plays on from a step, or from the beginning when that
// is the last one.
func (p *Player) Play(step, last int) func(*stage.View) {
	if step >= last {
		step = 0
	}
	key := p.Key
	return func(v *stage.View) {
		run, _ := strconv.Atoi(v.Values["run"])
		v.Values["run"] = strconv.Itoa((run + 1) % runs)
		v.Values["play"], v.Values[key] = "true", strconv.Itoa(step)
	}
}

// Param answers the controls that play (see Transport): play and pause, one back, one on, speed, and
// the slider, whose setting has the name of Key; first is the number that it shows for the first step. known is
// false of every other control.
func (p *Player) Param(ev stage.Event, step, last, first int) (r stage.Response, known bool) {
	switch ev.Param {
	case "view.play":
		if ev.Value == "true" {
			return stage.Response{View: p.Play(step, last)}, true
		}
		return stage.Response{View: p.Show(step, last)}, true
	case "view.back":
		return stage.Response{View: p.Show(step-1, last)}, true
	case "view.forward":
		return stage.Response{View: p.Show(step+1, last)}, true
	case "view." + speedKey:
		return stage.Response{View: func(v *stage.View) { v.Values[speedKey] = ev.Value }}, true
	case "view." + p.Key:
		k, err := strconv.ParseFloat(ev.Value, 64)
		if err != nil {
			return stage.Response{Err: fmt.Errorf("%s: %q is not a number", ev.Param, ev.Value)}, true
		}
		return stage.Response{View: p.Show(int(math.Round(k))-first, last)}, true
	}
	return stage.Response{}, false
}

// runs is how many runs have different numbers.
const runs = 1000
