package job

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// bench does the jobs of experiments. It keeps the last experiment, its table and what was
// collected of it. The zero value is ready.
type bench struct {
	file    []byte // of a table, until it is parsed
	trouble string // why there is no file
	table   *experiment.Table

	key       []byte // the spec, as text
	job       *experiment.Job
	collector *experiment.Collector
	collected int // chunks
}

func (b *bench) do(j *Job, pause func()) Reply {
	if j.Spec == nil {
		return Reply{Error: "the worker was sent an experiment without a spec"}
	}
	if err := b.prepare(*j.Spec); err != nil {
		return Reply{Error: err.Error()}
	}
	b.job.Pause = pause
	switch {
	case j.Kind == Plan:
		o := Outline{Spec: b.job.Spec(), Work: make([]float64, b.job.Chunks())}
		for i := range o.Work {
			o.Work[i] = b.job.Work(i)
		}
		return Reply{Plan: &o}
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
func (b *bench) prepare(s experiment.Spec) error {
	key := experiment.Format(s)
	if b.job != nil && bytes.Equal(key, b.key) {
		return nil
	}
	var table *experiment.Table
	if s.Table != nil {
		if err := b.read(); err != nil {
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

// read parses the table that was lent, once.
func (b *bench) read() error {
	switch {
	case b.table != nil:
		return nil
	case b.trouble != "":
		return errors.New(b.trouble)
	case b.file == nil:
		return errors.New("the table of this experiment is not here: open its file again")
	}
	t, err := experiment.ParseTable(b.file)
	if err != nil {
		b.trouble = err.Error()
		return err
	}
	b.file, b.table = nil, t
	return nil
}

// report adds chunks and reports on all.
func (b *bench) report(j *Job) Reply {
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
