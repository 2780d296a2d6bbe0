package selection

import (
	"strconv"

	"emergent/scenes/stage"
)

// player says which step of the path is shown: one that was chosen, or while the path plays
// the one that time has come to. It depends on the frames it is given and nothing else.
type player struct {
	playing bool
	run     string // number of the run that plays, so that a new one is noticed
	start   float64
	from    int
	steps   int
	pace    float64 // seconds a step
}

// Times in seconds.
const (
	slowest = 0.9  // a step of a short path
	whole   = 14.0 // a long path, all of it
	fastest = 0.05 // a step however long the path
)

// take takes in a view: the step that was chosen, whether it plays, and since when. What
// plays from no step in particular plays from the beginning.
func (p *player) take(f *stage.Frame, steps int) {
	v := f.View.Values
	playing, run := v["play"] == "true", v["run"]
	chosen := steps - 1
	if k, err := strconv.Atoi(v["step"]); err == nil {
		chosen = min(max(k, 0), chosen)
	}
	if playing && v["step"] == "" {
		chosen = 0
	}
	switch {
	case !playing:
		p.from = chosen
	case !p.playing || run != p.run:
		p.start, p.from = f.Now, chosen
	case steps != p.steps: // another path: from its beginning
		p.start, p.from = f.Now, 0
	}
	p.playing, p.run, p.steps = playing, run, steps
	p.pace = max(min(slowest, whole/float64(max(steps, 1))), fastest)
}

// at is the step at a time.
func (p *player) at(now float64) int {
	if !p.playing {
		return p.from
	}
	return min(p.from+max(0, int((now-p.start)/p.pace)), max(0, p.steps-1))
}

// runs says whether there are steps to come.
func (p *player) runs(now float64) bool { return p.playing && p.at(now) < p.steps-1 }

// show returns the change of view that stops at a step.
func show(step, last int) func(*stage.View) {
	return func(v *stage.View) {
		delete(v.Values, "play")
		if step >= last {
			delete(v.Values, "step") // the end, however long the path will be
			return
		}
		v.Values["step"] = strconv.Itoa(max(step, 0))
	}
}

// play returns the change of view that plays on from a step, or from the beginning when that
// is the last one.
func play(step, last int) func(*stage.View) {
	if step >= last {
		step = 0
	}
	return func(v *stage.View) {
		run, _ := strconv.Atoi(v.Values["run"])
		v.Values["run"] = strconv.Itoa((run + 1) % runs)
		v.Values["play"], v.Values["step"] = "true", strconv.Itoa(step)
	}
}

// runs is how many runs have different numbers.
const runs = 1000
