// Package experiments runs experiments in workers, for the lab and its report.
package experiments

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// Lab runs one experiment at a time in a pool of workers, in parts, and has the reporter among
// them report on the parts that are done. Laws:
//
//  1. The last report of an experiment is on all of its parts, each once: it is the report
//     that the command line makes of the same spec.
//  2. What is shown is never lost to an experiment that cannot be run: its trouble is said
//     and the report before it stays.
//  3. Stop ends the work at once; the parts that were done keep their report.
//  4. Where no workers can be had the port MainThread does the work, if there is one.
//  5. An experiment that was stopped and is asked for again as it was, on the same table, goes on
//     from the parts that were done: law 1 holds of its last report.
//
// Everything runs on one goroutine. Create it with NewLab.
type Lab struct {
	pool       worker.Pool
	mainThread worker.Port    // nil: none
	clock      func() float64 // seconds
	changed    func()

	table  table               // of the reader's, the zero one: none
	survey *engine.TableSurvey // of it
	opened *table              // that is being read
	state  stage.Experiment
	number int // of the experiment, so that an answer to an older one is known
	work   []float64
	did    float64
	whole  float64
	began  float64
	chunks []string // as texts, in the order in which they came
	tasks  []int    // the parts that they are of
	halted halted   // the experiment that was stopped last
	told   int      // of them, to the reporter
	spoke  float64  // when the last report came
	shown  float64  // when anything was shown last
}

// pause is how many seconds lie between two reports, and between two signs of progress: a
// report costs a worker up to a tenth of a second.
const pause = 0.3

// NewLab returns a lab with so many workers at most. Changed is called after each change of
// what State returns.
func NewLab(workers, mainThread worker.Port, cores int, clock func() float64, changed func()) *Lab {
	return &Lab{pool: worker.Pool{Port: workers, Size: max(cores, 1)}, mainThread: mainThread, clock: clock,
		changed: changed}
}

// State is what is known now.
func (l *Lab) State() *stage.Experiment {
	e := l.state
	e.Workers = l.pool.Busy()
	return &e
}

// Run gives up what is under way and starts an experiment.
func (l *Lab) Run(s experiment.Spec) {
	l.opened = nil
	l.start(s)
}

// Open starts an experiment on another table of the reader's, the file of that name. If it
// cannot be read the one before is kept.
func (l *Lab) Open(s experiment.Spec, name string, file any) {
	s.Table, s.Synthetic = &experiment.Source{File: name}, nil
	l.opened = &table{name, file}
	l.start(s)
}

// halted is what was done of an experiment when it was stopped; the zero one: nothing.
type halted struct {
	spec   experiment.Spec // filled in, with its table's digest
	chunks []string
	tasks  []int
}

// table is a file of the reader's.
type table struct {
	name string
	file any
}

func (l *Lab) start(s experiment.Spec) {
	l.pool.Cancel()
	l.pool.File = nil
	if s.Table != nil && l.opened != nil {
		l.pool.File = l.opened.file
	} else if s.Table != nil {
		l.pool.File = l.table.file
	}
	l.number++
	l.state = stage.Experiment{Spec: s, Reports: l.state.Reports, Phase: stage.Planning, Left: -1, Slow: l.state.Slow,
		Table: l.table.name, Survey: l.survey}
	l.chunks, l.tasks, l.told, l.did, l.spoke = nil, nil, 0, 0, l.clock()
	l.plan()
	l.changed()
}

// Stop gives up what is under way.
func (l *Lab) Stop() {
	if !l.state.Running() {
		return
	}
	l.pool.Cancel()
	l.number++
	if l.state.Phase == stage.Working {
		l.halted = halted{l.state.Spec, l.chunks, l.tasks}
	}
	l.state.Phase, l.state.Left = stage.Stopped, -1
	l.chunks = nil
	l.changed()
}

// plan asks what parts the experiment has.
func (l *Lab) plan() {
	number := l.number
	l.pool.Ask(worker.Question{
		Job: func(bool) worker.Job { return worker.Job{Kind: worker.Plan, Spec: &l.state.Spec} },
		Answer: func(r worker.Reply, err error) {
			switch {
			case l.number != number:
			case errors.Is(err, worker.ErrNoWorker) && l.mainThread != nil && !l.state.Slow:
				l.pool = worker.Pool{Port: l.mainThread, Size: 1, File: l.pool.File}
				l.state.Slow = true
				l.plan()
			case err == nil && r.Plan == nil:
				l.fail(errors.New("the worker's answer holds no plan"))
			case err != nil:
				l.fail(err)
				l.unread(r.Survey)
			default:
				l.keep(r.Survey)
				l.begin(r.Plan)
			}
		},
	})
}

// keep takes the table that was opened for the reader's, with what is in it.
func (l *Lab) keep(v *engine.TableSurvey) {
	if l.opened != nil {
		l.table, l.opened = *l.opened, nil
		l.state.Table = l.table.name
	}
	l.survey, l.state.Survey = v, v
}

// unread keeps a table that cannot be read as it comes, if there is another way to read it: then
// the reader is asked.
func (l *Lab) unread(v *engine.TableSurvey) {
	if v != nil && l.opened != nil && v.Readable() {
		l.keep(v)
		l.changed()
	}
}

// begin has the parts worked on.
func (l *Lab) begin(o *worker.Outline) {
	l.state.Spec, l.state.Phase, l.state.Parts = o.Spec, stage.Working, len(o.Work)
	l.work, l.whole, l.began = o.Work, 0, l.clock()
	for _, w := range o.Work {
		l.whole += w
	}
	rest := l.resume(o)
	number := l.number
	spec := &o.Spec
	l.pool.Start(worker.Batch{
		Tasks: len(rest),
		Job:   func(i int) worker.Job { return worker.Job{Kind: worker.Chunk, Spec: spec, Task: rest[i]} },
		Take: func(i int, r worker.Reply) {
			if l.number == number {
				l.take(rest[i], r.Chunk)
			}
		},
		Done: func(err error) {
			if l.number == number && err != nil {
				l.fail(err)
			}
		},
	})
	if len(l.chunks) > 0 {
		l.report()
	}
	l.changed()
}

// resume takes up the parts that were done before this experiment was stopped, and lists the rest.
func (l *Lab) resume(o *worker.Outline) (rest []int) {
	if reflect.DeepEqual(l.halted.spec, o.Spec) {
		for i, task := range l.halted.tasks {
			l.add(task, l.halted.chunks[i])
		}
	}
	l.halted = halted{}
	for task := range o.Work {
		if !slices.Contains(l.tasks, task) {
			rest = append(rest, task)
		}
	}
	return rest
}

// add counts a part that is done.
func (l *Lab) add(task int, chunk string) {
	l.chunks, l.tasks = append(l.chunks, chunk), append(l.tasks, task)
	l.state.Done++
	l.did += l.work[task]
	l.state.Share = l.did / max(l.whole, 1)
}

// take takes a part in.
func (l *Lab) take(task int, chunk string) {
	l.add(task, chunk)
	if passed := l.clock() - l.began; l.did > 0 {
		l.state.Left = passed * (l.whole - l.did) / l.did
	}
	l.report()
	if now := l.clock(); now-l.shown >= pause { // each change is a frame, which takes time from the work
		l.shown = now
		l.changed()
	}
}

// report asks the reporter for a report on what is new, unless that was done just now.
func (l *Lab) report() {
	all := l.state.Done == l.state.Parts
	if l.pool.Asking() || l.told == len(l.chunks) || !all && l.state.Done > 1 && l.clock()-l.spoke < pause {
		return
	}
	number, spec, sent := l.number, &l.state.Spec, 0
	l.pool.Ask(worker.Question{
		Job: func(fresh bool) worker.Job {
			if fresh {
				l.told = 0
			}
			sent = len(l.chunks)
			return worker.Job{Kind: worker.Report, Spec: spec, From: l.told, Chunks: l.chunks[l.told:]}
		},
		Answer: func(r worker.Reply, err error) {
			switch {
			case l.number != number:
			case err != nil:
				l.fail(err)
			case r.Again:
				l.told = 0
				l.report()
			case r.Report == nil:
				l.fail(errors.New("the worker's answer holds no report"))
			default:
				l.told = sent
				l.reported(r.Report)
			}
		},
	})
}

// reported takes a report in.
func (l *Lab) reported(r *experiment.Report) {
	reports := maps.Clone(l.state.Reports) // which a frame may look at
	if reports == nil {
		reports = map[string]*experiment.Report{}
	}
	reports[r.Spec.Kind] = r
	l.state.Reports, l.spoke = reports, l.clock()
	l.shown = l.spoke
	if l.told == l.state.Parts {
		l.state.Phase, l.state.Share, l.state.Left = stage.Finished, 1, -1
		l.chunks = nil
	} else {
		l.report()
	}
	l.changed()
}

// fail ends the experiment with a sentence.
func (l *Lab) fail(err error) {
	if l.opened != nil {
		err = fmt.Errorf("%s: %w", l.opened.name, err)
	}
	l.pool.Cancel()
	l.number++
	l.state.Phase, l.state.Left, l.state.Trouble = stage.Failed, -1, err.Error()
	l.chunks = nil
	l.changed()
}
