package worker

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// experiments does the jobs of experiments. It keeps the last experiment, its table and what was
// collected of it. The zero value is ready.
type experiments struct {
	file    []byte // of a table
	trouble string // why there is no file
	survey  *engine.TableSurvey
	table   *experiment.Table
	reading []byte // with which it was read, as text

	key       []byte // the spec, as text
	job       *experiment.Job
	collector *experiment.Collector
	collected int // chunks
}

func (b *experiments) do(j *Job, pause func()) Reply {
	if j.Spec == nil {
		return Reply{Error: "the worker was sent an experiment without a spec"}
	}
	if err := b.prepare(*j.Spec); err != nil {
		return Reply{Error: err.Error(), Survey: b.look(j)}
	}
	b.job.Pause = pause
	switch {
	case j.Kind == Plan:
		o := Outline{Spec: b.job.Spec(), Work: make([]float64, b.job.Chunks())}
		for i := range o.Work {
			o.Work[i] = b.job.Work(i)
		}
		return Reply{Plan: &o, Survey: b.look(j)}
	case j.Kind == Report:
		return b.report(j)
	case j.Task < 0 || j.Task >= b.job.Chunks():
		return Reply{Error: "the worker was asked for a part that the experiment does not have"}
	}
	chunk, err := json.Marshal(b.job.Run(j.Task))
	if err != nil {
		return Reply{Error: err.Error()}
	}
	return Reply{Chunk: string(chunk)}
}

// prepare makes the experiment of a spec, unless it is the one at hand.
func (b *experiments) prepare(s experiment.Spec) error {
	key := experiment.Format(s)
	if b.job != nil && bytes.Equal(key, b.key) {
		return nil
	}
	var table *experiment.Table
	if s.Table != nil {
		if err := b.read(s.Reading); err != nil {
			return err
		}
		table = b.table
	}
	made, err := experiment.New(s, table)
	if err != nil {
		return err
	}
	b.key, b.job, b.collector, b.collected = key, made, nil, 0
	return nil
}

// look says what is in the table of a plan, nil: there is none.
func (b *experiments) look(j *Job) *engine.TableSurvey {
	if j.Kind != Plan || j.Spec.Table == nil || b.file == nil {
		return nil
	}
	if b.survey == nil {
		if v, err := engine.SurveyTable(b.file); err == nil {
			b.survey = &v
		}
	}
	return b.survey
}

// read parses the table that was lent, once for each way of reading it.
func (b *experiments) read(reading *engine.Reading) error {
	key, err := json.Marshal(reading)
	switch {
	case err != nil:
		return err
	case b.table != nil && bytes.Equal(key, b.reading):
		return nil
	case b.trouble != "":
		return errors.New(b.trouble)
	case b.file == nil:
		return errors.New("the table of this experiment is not here: open its file again")
	}
	t, err := experiment.ReadTable(b.file, reading)
	if err != nil {
		return err
	}
	b.table, b.reading = t, key
	return nil
}

// report adds chunks and reports on all.
func (b *experiments) report(j *Job) Reply {
	if j.From == 0 || b.collector == nil {
		b.collector, b.collected = b.job.Collect(), 0
	}
	if j.From != b.collected {
		return Reply{Again: true}
	}
	for _, text := range j.Chunks {
		var c experiment.Chunk
		err := json.Unmarshal([]byte(text), &c)
		if err == nil {
			err = b.collector.Add(c)
		}
		if err != nil {
			return Reply{Error: err.Error()}
		}
		b.collected++
	}
	r := b.collector.Report()
	return Reply{Report: &r}
}
