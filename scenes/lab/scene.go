package lab

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Scene is the figure; its zero value is ready.
type Scene struct {
	crossfade.Figure
	now    *picture // that is shown
	path   pen.Path
	report *experiment.Report

	// The law of the last spec that was only looked at.
	lawOf experiment.Spec
	law   *experiment.Report
}

var (
	_ stage.Scene        = (*Scene)(nil)
	_ stage.Experimenter = (*Scene)(nil)
	_ stage.Reporter     = (*Scene)(nil)
)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.Fade.Changed(f) {
		s.take(f)
	}
	return s.Show(f)
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
	}
	asked, trouble := askedOf(&f.View, tableOf(f), surveyOf(f))
	r := s.reportOf(f, &asked)
	m := build(r, kindOf(asked.Kind), f.View.Values[chartParam])
	m.old = r != nil && r.Runs > 0 && !same(&asked, &r.Spec)
	m.read(f.View.Values[atParam])
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
	s.report = r
	s.now.m = m
	s.now.words = wordsOf(&m, f, &asked, r)
	s.now.Aim(m.numbers, f.Now, still)
	s.Text = panelOf(f, &m, &asked, r, trouble)
	s.now.describe(f)
}

// reportOf is what is shown: the report of the kind asked for, or the law alone, which needs
// no run.
func (s *Scene) reportOf(f *stage.Frame, asked *experiment.Spec) *experiment.Report {
	r := reportFor(f, asked.Kind)
	if !kindOf(asked.Kind).law || r != nil && same(asked, &r.Spec) {
		return r
	}
	if s.law == nil || !same(asked, &s.lawOf) {
		job, err := experiment.New(*asked, nil)
		if err != nil {
			return r
		}
		law := job.Collect().Report()
		s.law, s.lawOf = &law, *asked
	}
	return s.law
}

// reportFor is the last report of a kind, nil: there is none.
func reportFor(f *stage.Frame, kind string) *experiment.Report {
	if f.Experiment == nil {
		return nil
	}
	return f.Experiment.Reports[kind]
}

// tableOf is the name of the reader's table, "": there is none.
func tableOf(f *stage.Frame) string {
	if f.Experiment == nil {
		return ""
	}
	return f.Experiment.Table
}

// surveyOf says what is in the reader's table, nil: nobody looked yet.
func surveyOf(f *stage.Frame) *engine.TableSurvey {
	if f.Experiment == nil {
		return nil
	}
	return f.Experiment.Survey
}

// Asked is the experiment that the view of a frame asks for.
func (s *Scene) Asked(f *stage.Frame) experiment.Spec {
	asked, _ := askedOf(&f.View, tableOf(f), surveyOf(f))
	return asked
}
