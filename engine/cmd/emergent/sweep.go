package main

import (
	"flag"
	"io"
	"path/filepath"
	"runtime"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// maxWorkers bounds the workers of a sweep.
const maxWorkers = 1024

// sweep computes the chunks of a spec that its output does not have yet.
func (p program) sweep(args []string) error {
	var out, part string
	workers, quiet, repair := runtime.GOMAXPROCS(0), false, false
	flags := flag.NewFlagSet("sweep", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&out, "o", "-", "")
	flags.StringVar(&part, "shard", "", "")
	flags.IntVar(&workers, "workers", workers, "")
	flags.BoolVar(&quiet, "quiet", false, "")
	flags.BoolVar(&repair, "repair", false, "")
	names, err := mixed(flags, args)
	if err != nil {
		return badf("sweep: %s (emergent help sweep)", err)
	}
	if len(names) != 1 {
		return badf("sweep: %d specs given, must be one (emergent help sweep)", len(names))
	}
	if workers < 1 || workers > maxWorkers {
		return badf("sweep: --workers: is %d, must be 1 to %d", workers, maxWorkers)
	}
	share, err := parseShard(part, p.env)
	if err != nil {
		return err
	}
	spec, table, err := p.spec(names[0])
	if err != nil {
		return err
	}
	if repair && out == "-" {
		return badf("sweep: --repair: needs -o FILE, the file to repair")
	}
	task := sweepTask{name: names[0], spec: spec, table: table, share: share, workers: workers, out: out, quiet: quiet,
		repair: repair}
	return p.run(task)
}

// sweepTask is what the flags of sweep say.
type sweepTask struct {
	name          string // of the spec
	spec          experiment.Spec
	table         *experiment.Table
	share         shard
	workers       int
	out           string
	quiet, repair bool
}

// run is sweep behind its flags.
func (p program) run(t sweepTask) error {
	name, spec, table, share := t.name, t.spec, t.table, t.share
	job, err := experiment.New(spec, table)
	if err != nil {
		return badf("%s: %s", display(name), err)
	}
	done := job.Collect()
	to, err := p.open(t.out, headerOf(job, share), done, t.repair)
	if err != nil {
		return err
	}
	todo := []int{}
	progress := newProgress(p.stderr, t.quiet)
	for i := range job.Chunks() {
		switch {
		case !share.has(i):
		case done.Has(i):
			progress.had++
		default:
			todo = append(todo, i)
			progress.left += job.Work(i)
		}
	}
	progress.start(len(todo), share)
	for result := range compute(spec, table, todo, t.workers) {
		if err := to.write(result); err != nil {
			to.file.Close()
			return lost(t.out, err)
		}
		progress.step(job.Work(result.Chunk))
	}
	if err := to.close(); err != nil {
		return lost(t.out, err)
	}
	progress.end(t.out)
	return nil
}

// aheadPerWorker is how many chunks a worker may be ahead of the first that is not finished:
// enough that none waits for another, few enough that a kill costs little.
const aheadPerWorker = 4

// compute runs chunks on workers and sends them in the order of todo, so that the output is
// the same, byte for byte, for any number of workers. Each worker has a job of its own.
func compute(spec experiment.Spec, table *experiment.Table, todo []int, workers int) <-chan experiment.Chunk {
	type task struct {
		chunk int
		done  chan experiment.Chunk
	}
	workers = min(workers, len(todo))
	next, queue, results := make(chan task), make(chan task, aheadPerWorker*workers), make(chan experiment.Chunk)
	for range workers {
		go func() {
			job, err := experiment.New(spec, table)
			if err != nil {
				panic(err) // the same succeeded before
			}
			for t := range next {
				t.done <- job.Run(t.chunk)
			}
		}()
	}
	go func() {
		for _, i := range todo {
			t := task{i, make(chan experiment.Chunk, 1)}
			queue <- t
			next <- t
		}
		close(next)
		close(queue)
	}()
	go func() {
		for t := range queue {
			results <- <-t.done
		}
		close(results)
	}()
	return results
}

// spec reads a spec, and the table it names, which stands beside it.
func (p program) spec(name string) (experiment.Spec, *experiment.Table, error) {
	data, err := p.read(name, experiment.MaxSpecBytes)
	if err != nil {
		return experiment.Spec{}, nil, err
	}
	spec, err := experiment.Parse(data)
	if err != nil {
		return spec, nil, badf("%s: %s", display(name), err)
	}
	if spec.Table == nil {
		return spec, nil, nil
	}
	path := spec.Table.File
	if !filepath.IsAbs(path) && name != "-" {
		path = filepath.Join(filepath.Dir(name), path)
	}
	if path == "-" {
		return spec, nil, badf("%s: table.file: must be a file, not standard input", display(name))
	}
	if data, err = p.read(path, engine.MaxTableBytes); err != nil {
		return spec, nil, err
	}
	table, err := experiment.ReadTable(data, spec.Reading)
	if err != nil {
		return spec, nil, badf("%s: %s", path, err)
	}
	return spec, table, nil
}
