package scenes

import (
	"errors"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// survey fills in what a figure shows of every place at once, in slices: by the heavy
// solver, or inline between frames. A slice of a competition that has changed is dropped.
type survey struct {
	shown    *guarantees.Map
	next     *guarantees.Map // being filled in; shown as soon as its first grid is complete
	of       engine.Scenario // the competition that next is of, without the user
	revision uint64          // of the scenario when that was looked at last
	waiting  bool            // for the heavy solver's slice
	inline   bool            // there is no heavy solver to be had
	slice    int             // places in the next slice
}

// How long a slice may take in milliseconds: inline it shares a frame with the drawing; in
// the worker it is what a newer solve may have to wait.
const (
	inlineSlice = 7.
	heavySlice  = 40.
)

// surveyTime is how many milliseconds a survey may be expected to take; a larger one stays
// coarser.
const surveyTime = 20_000.

// survey starts, restarts or ends the survey that the scene wants.
func (a *App) updateSurvey() {
	v, f := &a.surveyed, &a.frame
	wanted, slice := engine.Question{}, guarantees.Slice{}
	if s, ok := a.scene.(stage.GuaranteeMapper); ok {
		wanted, slice = s.MapQuestion(f)
	}
	corners := len(f.Scenario.Criteria)
	if slice.Cut {
		corners--
	}
	if wanted == (engine.Question{}) || corners < 2 || corners >= len(guarantees.FinestLines) {
		*v = survey{inline: v.inline}
		f.Map = nil
		return
	}
	same := v.next != nil && v.next.Question == wanted && v.next.Slice == slice && v.next.Corners == corners
	of := v.of
	if !same || v.revision != a.store.Revision() {
		of, v.revision = surveyedGame(f.Scenario, wanted.Who), a.store.Revision()
	}
	switch {
	case same && reflect.DeepEqual(of, v.of):
		v.next.Stale = false
	case same && f.Dragging:
		v.next.Stale, v.revision = true, 0
	default:
		a.restartSurvey(wanted, slice, of)
	}
	if v.shown != nil && (v.shown.Question != wanted || v.shown.Slice != slice || v.shown.Corners != corners) {
		v.shown = nil
	}
	f.Map = v.shown
	if a.options.Clock == nil {
		a.finishSurvey()
	}
	a.surveySlice()
}

// surveyedGame is what a survey depends on: everything but how she responds, and but the user
// herself if it is she who stands at the places.
func surveyedGame(s engine.Scenario, who engine.Who) engine.Scenario {
	s.Title, s.Response, s.Conversation, s.Selection = "", nil, nil, nil
	if who == engine.TheUser {
		s.User = engine.Party{}
	}
	return s
}

// restartSurvey begins a survey; what is shown of an older one stays, and looks stale, until
// the first grid of the new one is complete.
func (a *App) restartSurvey(q engine.Question, slice guarantees.Slice, of engine.Scenario) {
	v, s := &a.surveyed, &a.frame.Scenario
	corners := len(s.Criteria)
	if slice.Cut {
		corners--
	}
	lines := guarantees.FinestLines[corners]
	each := max(a.answers.inline.Pace(engine.SurveyWork(*s, q)), 1e-3)
	v.next = guarantees.New(q, corners, lines)
	for each*float64(v.next.Total) > surveyTime {
		lines /= 2
		coarser := guarantees.New(q, corners, lines)
		if coarser.Total == v.next.Total {
			break
		}
		v.next = coarser
	}
	v.next.Slice = slice
	v.of, v.waiting = of, false
	v.slice = max(1, int(a.sliceTime()/each))
	if v.shown != nil {
		v.shown.Stale = true
	}
}

func (a *App) sliceTime() float64 {
	if a.surveysInline() {
		return inlineSlice
	}
	return heavySlice
}

func (a *App) surveysInline() bool { return a.options.Heavy == nil || a.surveyed.inline }

// surveying reports whether an inline survey waits for the next frame.
func (a *App) surveying() bool {
	v := &a.surveyed
	return v.next != nil && !v.next.Complete() && !v.next.Stale && a.surveysInline()
}

// surveySlice asks the heavy solver for the next slice, unless it has one in hand.
func (a *App) surveySlice() {
	v := &a.surveyed
	if v.next == nil || v.next.Complete() || v.next.Stale || v.waiting || a.surveysInline() {
		return
	}
	v.waiting = true
	next, s, heavy := v.next, a.store.Now(), a.options.Heavy
	places := next.Next(v.slice)
	a.queue.later(func() {
		heavy.Survey(s, next.Question, places, func(st worker.PlaceValues) {
			a.do(func() { a.takeSlice(next, st) })
		})
	})
}

// surveyInline does the next slice here.
func (a *App) surveyInline() {
	next := a.surveyed.next
	a.answers.inline.Survey(a.store.Now(), next.Question, next.Next(a.surveyed.slice), func(st worker.PlaceValues) {
		a.takeSlice(next, st)
	})
}

// finishSurvey does all of it, where no time passes.
func (a *App) finishSurvey() {
	for a.surveying() {
		a.surveyInline()
	}
	a.frame.Map = a.surveyed.shown
}

// takeSlice takes a slice in, unless its survey was given up, and shows it.
func (a *App) takeSlice(of *guarantees.Map, st worker.PlaceValues) {
	v := &a.surveyed
	if v.next != of {
		return
	}
	v.waiting = false
	switch {
	case errors.Is(st.Err, worker.ErrNoWorker):
		v.inline = true
	case st.Err != nil:
		of.Fail(st.Err.Error())
		v.shown = of
	default:
		of.Take(st.Values)
		if st.Millis > 0 {
			fit := float64(len(st.Values)) * a.sliceTime() / st.Millis
			v.slice = int(min(max(fit, 1), 2*float64(v.slice), 500))
		}
		if of.Fine > 0 {
			v.shown = of
		}
	}
	if a.options.Clock != nil {
		a.change()
	}
}
