package scenes

import (
	"errors"
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// mapper fills in the guarantee map that a figure shows, in slices: by the heavy
// solver, or here between frames. A slice of a competition that has changed is dropped.
type mapper struct {
	*solvers
	shown    *guarantees.Map
	next     *guarantees.Map // being filled in; shown as soon as its first grid is complete
	scenario engine.Scenario // that stands
	of       engine.Scenario // the competition that next is of, without the user
	revision uint64          // of the scenario when that was looked at last
	waiting  bool            // for the heavy solver's slice
	slice    int             // places in the next slice
}

// How long a slice may take in milliseconds: here it shares a frame with the drawing; in
// the worker it is what a newer solve may have to wait.
const (
	inlineSlice = 7.
	heavySlice  = 40.
)

// mapTime is how many milliseconds a map may be expected to take; a larger one stays
// coarser.
const mapTime = 20_000.

// update starts, goes on with, restarts or ends the map that the figure wants.
func (m *mapper) update(x *figure, revision uint64) {
	f := &x.frame
	wanted, slice := engine.Question{}, guarantees.Slice{}
	if s, ok := x.scene.(stage.GuaranteeMapper); ok {
		wanted, slice = s.MapQuestion(f)
	}
	corners := len(f.Scenario.Criteria)
	if slice.Cut {
		corners--
	}
	if wanted == (engine.Question{}) || corners < 2 || corners >= len(guarantees.FinestLines) {
		*m = mapper{solvers: m.solvers}
		f.Map = nil
		return
	}
	is := func(g *guarantees.Map) bool {
		return g != nil && g.Question == wanted && g.Slice == slice && g.Corners == corners
	}
	of := m.of
	if m.scenario = f.Scenario; !is(m.next) || m.revision != revision {
		of, m.revision = competition(f.Scenario, wanted.Who), revision
	}
	switch {
	case is(m.next) && reflect.DeepEqual(of, m.of):
		m.next.Stale = false
	case is(m.next) && f.Dragging:
		m.next.Stale, m.revision = true, 0
	default:
		m.restart(wanted, slice, corners)
		m.of = of
	}
	if !is(m.shown) {
		m.shown = nil
	}
	for m.inline.Clock == nil && m.pending() { // where no time passes
		m.fill()
	}
	f.Map = m.shown
	m.ask()
}

// competition is what a map depends on: everything but how she responds, and but the user
// herself if it is she who stands at the places.
func competition(s engine.Scenario, who engine.Who) engine.Scenario {
	s.Title, s.Response, s.Conversation, s.Selection = "", nil, nil, nil
	if who == engine.TheUser {
		s.User = engine.Party{}
	}
	return s
}

// restart begins a map; what is shown of an older one stays, and looks stale, until
// the first grid of the new one is complete.
func (m *mapper) restart(q engine.Question, slice guarantees.Slice, corners int) {
	lines := guarantees.FinestLines[corners]
	each := max(m.inline.Pace(engine.SurveyWork(m.scenario, q)), 1e-3)
	m.next = guarantees.New(q, corners, lines)
	for each*float64(m.next.Total) > mapTime {
		lines /= 2
		coarser := guarantees.New(q, corners, lines)
		if coarser.Total == m.next.Total {
			break
		}
		m.next = coarser
	}
	m.next.Slice = slice
	m.waiting = false
	m.slice = max(1, int(m.time()/each))
	if m.shown != nil {
		m.shown.Stale = true
	}
}

// time is how many milliseconds a slice may take.
func (m *mapper) time() float64 {
	if m.heavy == nil {
		return inlineSlice
	}
	return heavySlice
}

// goes reports whether there is something to fill in.
func (m *mapper) goes() bool { return m.next != nil && !m.next.Complete() && !m.next.Stale }

// pending reports whether it waits for the next frame.
func (m *mapper) pending() bool { return m.heavy == nil && m.goes() }

// ask asks the heavy solver for the next slice, unless it has one in hand.
func (m *mapper) ask() {
	if m.goes() && !m.waiting && m.heavy != nil {
		m.waiting = true
		next, s, heavy := m.next, m.scenario, m.heavy
		places := next.Next(m.slice)
		m.queue.later(func() {
			heavy.Survey(s, next.Question, places, func(values worker.PlaceValues) {
				m.back(values.Err, func() effect { return m.take(next, values) })
			})
		})
	}
}

// fill does the next slice, if one waits for the next frame.
func (m *mapper) fill() (e effect) {
	if !m.pending() {
		return 0
	}
	next := m.next
	m.inline.Survey(m.scenario, next.Question, next.Next(m.slice),
		func(values worker.PlaceValues) { e = m.take(next, values) })
	return e
}

// take takes a slice in, unless its map was given up.
func (m *mapper) take(of *guarantees.Map, values worker.PlaceValues) effect {
	if m.next != of {
		return 0
	}
	m.waiting = false
	switch {
	case errors.Is(values.Err, worker.ErrNoWorker): // the next slice is filled in here
	case values.Err != nil:
		of.Fail(values.Err.Error())
		m.shown = of
	default:
		of.Take(values.Values)
		if values.Millis > 0 {
			fit := float64(len(values.Values)) * m.time() / values.Millis
			m.slice = int(min(max(fit, 1), 2*float64(m.slice), 500))
		}
		if of.Fine > 0 {
			m.shown = of
		}
	}
	return changed
}
