package main

import (
	"fmt"
	"strconv"
	"strings"
)

// shard is the share of a sweep that one process computes: the chunks whose number leaves
// Index when divided by Of. The zero value is the whole sweep.
type shard struct {
	Index int `json:"index"`
	Of    int `json:"of"`
}

// maxShards bounds the number of shards.
const maxShards = 100_000

func (s shard) has(chunk int) bool { return s.Of == 0 || chunk%s.Of == s.Index }

func (s shard) String() string {
	if s.Of == 0 {
		return "the whole sweep"
	}
	return fmt.Sprintf("shard %d of %d, counted from 0", s.Index, s.Of)
}

// scheduler is where a scheduler tells a process its index.
type scheduler struct {
	name         string
	index        string // environment variable
	first        string // variable with the least index, or
	from         int    // that
	count        string // variable with the number of processes, if there is one
	whereToCount string // what to do if not
}

// schedulers are those that --shard auto knows, the most specific first: a Slurm task or a
// Kubernetes pod may run GNU parallel inside.
var schedulers = []scheduler{
	{name: "GNU parallel", index: "PARALLEL_SEQ", from: 1,
		whereToCount: "--shard auto/N, N as many as there are arguments"},
	{name: "Slurm", index: "SLURM_ARRAY_TASK_ID", first: "SLURM_ARRAY_TASK_MIN", count: "SLURM_ARRAY_TASK_COUNT",
		whereToCount: "--shard auto/N"},
	{name: "Kubernetes", index: "JOB_COMPLETION_INDEX", whereToCount: "--shard auto/N, N being the job's completions"},
}

// parseShard reads i/n, auto/n or auto. In i/n shards may be counted from 0 or from 1: the
// n-th is the one of number 0.
func parseShard(text string, env func(string) string) (shard, error) {
	if text == "" {
		return shard{}, nil
	}
	index, count, divided := strings.Cut(text, "/")
	s := shard{}
	if divided {
		n, err := strconv.Atoi(count)
		if err != nil || n < 1 || n > maxShards {
			return s, badf("sweep: --shard: is %q, the number of shards must be 1 to %d", text, maxShards)
		}
		s.Of = n
	}
	if index == "auto" {
		return s.fromScheduler(env)
	}
	i, err := strconv.Atoi(index)
	if err != nil || !divided || i < 0 || i > s.Of {
		return s, badf("sweep: --shard: is %q, must be i/n with i from 0 to n-1 (or 1 to n), auto/n or auto", text)
	}
	s.Index = i % s.Of
	return s, nil
}

// fromScheduler takes the index, and the count unless it is given, from the environment.
func (s shard) fromScheduler(env func(string) string) (shard, error) {
	for _, from := range schedulers {
		text := env(from.index)
		if text == "" {
			continue
		}
		index, err := strconv.Atoi(text)
		if err != nil {
			return s, badf("sweep: --shard: %s is %q, must be a number", from.index, text)
		}
		start := from.from
		if least, err := strconv.Atoi(env(from.first)); from.first != "" && err == nil {
			start = least
		}
		if s.Of == 0 && from.count != "" {
			s.Of, _ = strconv.Atoi(env(from.count))
		}
		if s.Of < 1 || s.Of > maxShards {
			return s, badf("sweep: --shard: %s does not say how many shards there are: give %s",
				from.name, from.whereToCount)
		}
		if s.Index = index - start; s.Index < 0 || s.Index >= s.Of {
			return s, badf("sweep: --shard: %s is %d, must be %d to %d for %d shards",
				from.index, index, start, start+s.Of-1, s.Of)
		}
		return s, nil
	}
	names := make([]string, len(schedulers))
	for i, from := range schedulers {
		names[i] = from.index
	}
	return s, badf("sweep: --shard: auto needs one of the environment variables %s", strings.Join(names, ", "))
}
