package experiment

import (
	"fmt"
	"math"
	"slices"
)

// TriedPoint is a choice among a number of agents: its error on the items that it was fitted
// to, and on those held out, over the runs.
type TriedPoint struct {
	Kind    string  `json:"kind"`
	Fitted  Summary `json:"fitted"`
	HeldOut Summary `json:"heldOut"`
}

// HoldoutReport is what all agents come to on items that they were not fitted to.
type HoldoutReport struct {
	Share       float64      `json:"share"`       // held out
	Repetitions int          `json:"repetitions"` // so far
	By          string       `json:"by"`
	Groups      int          `json:"groups"` // 0: the split is by item
	Error       string       `json:"error"`  // rms, mse or max
	Rows        []HoldoutRow `json:"rows"`
}

// HoldoutRow is one choice: its mean errors, and the standard error of the mean held out.
type HoldoutRow struct {
	Kind    string  `json:"kind"`
	Fitted  float64 `json:"fitted"`
	HeldOut float64 `json:"heldOut"`
	Error   float64 `json:"error"`
}

// Row is the row of a choice.
func (h *HoldoutReport) Row(choice int) HoldoutRow { return h.Rows[choice] }

// triedSizes are the numbers of agents that are tried: those of the spec, and all.
func (o *Outline) triedSizes(sizes []int) []int {
	if all := o.agents(); sizes[len(sizes)-1] < all {
		return append(slices.Clone(sizes), all)
	}
	return sizes
}

// tried does the runs from..to.
func (r *tableRunner) tried(j *Job, from, to int) Tried {
	if *j.spec.Holdout.Share == 0 {
		return nil
	}
	sizes := r.outline.triedSizes(j.spec.Diversity.Sizes)
	out := make(Tried, len(sizes))
	for run := from; run < to; run++ {
		j.pause()
		r.shuffle(j.source.start(j.spec.Seed, streamOrder, run).IntN)
		r.splitter.split(j.source.start(j.spec.Seed, streamSplit, run).IntN)
		for i, errors := range r.try(r.order, sizes, j.spec.Diversity.Error) {
			out[i] = append(out[i], errors)
		}
	}
	return out
}

// publish is an error as a chunk has it.
func (r *tableRunner) publish(x float64, kind string) float64 {
	x = r.round(x)
	if kind == MSE {
		return round(float64(x * x))
	}
	return x
}

// resampled does the runs from..to.
func (r *tableRunner) resampled(j *Job, from, to int) (list [][]float64) {
	for run := from; run < min(to, j.spec.resamples()); run++ {
		j.pause()
		list = append(list, r.resample(j.source.start(j.spec.Seed, streamResample, run).IntN))
	}
	return list
}

// fitsTried checks what a chunk says of items held out, and of weights.
func (j *Job) fitsTried(c *Chunk) error {
	from, to := j.span(c.Chunk)
	want := 0
	if *j.spec.Holdout.Share != 0 {
		want = len(j.outline.triedSizes(j.spec.Diversity.Sizes))
	}
	if len(c.Tried) != want {
		return fmt.Errorf("has %d sizes that are tried, must have %d", len(c.Tried), want)
	}
	if err := fitsRuns("tried", "size", c.Tried, c.Runs); err != nil {
		return err
	}
	if n := max(0, min(to, j.spec.resamples())-from); len(c.Weights) != n {
		return fmt.Errorf("has %d resamples, must have %d", len(c.Weights), n)
	}
	for i, list := range c.Weights {
		if n := j.outline.agents(); len(list) != n {
			return fmt.Errorf("has %d weights, must have %d", len(list), n)
		}
		if err := eachBetween(fmt.Sprintf("weights[%d]", i), list, 0, mostNumber); err != nil {
			return err
		}
	}
	return nil
}

// fitsRuns checks the errors of all choices over so many runs, for each size or user.
func fitsRuns(field, of string, list Tried, n int) error {
	for i, runs := range list {
		if len(runs) != n {
			return fmt.Errorf("has %d runs of a %s, must have %d", len(runs), of, n)
		}
		for run, choices := range runs {
			for which, pair := range choices {
				if !allBetween(pair[:], 0, mostNumber) {
					return eachBetween(fmt.Sprintf("%s[%d][%d][%d]", field, i, run, which), pair[:], 0, mostNumber)
				}
			}
		}
	}
	return nil
}

// triedPoints sums up the choices at one of the sizes.
func (c *Collector) triedPoints(size int) (points []TriedPoint) {
	var values [choices][2][]float64
	for _, chunk := range c.came {
		if chunk.Tried == nil {
			continue
		}
		for _, run := range chunk.Tried[size] {
			for choice := range run {
				for part, x := range run[choice] {
					values[choice][part] = append(values[choice][part], x)
				}
			}
		}
	}
	if len(values[0][0]) == 0 {
		return nil
	}
	z := deviate(c.spec.Confidence)
	for choice, name := range ChoiceNames() {
		points = append(points, TriedPoint{name, summary(values[choice][0], z), summary(values[choice][1], z)})
	}
	return points
}

// holdoutReport is that of all agents; nil: nothing was tried yet.
func (c *Collector) holdoutReport() *HoldoutReport {
	h := c.spec.Holdout
	if *h.Share == 0 {
		return nil
	}
	points := c.triedPoints(len(c.job.outline.triedSizes(c.spec.Diversity.Sizes)) - 1)
	if points == nil {
		return nil
	}
	r := &HoldoutReport{Share: *h.Share, Repetitions: c.runs, By: h.By, Error: c.spec.Diversity.Error}
	if h.By == ByGroup {
		r.Groups = c.job.outline.Groups
	}
	// A summary's band is z standard errors to each side.
	z := deviate(c.spec.Confidence)
	for _, p := range points {
		r.Rows = append(r.Rows, HoldoutRow{p.Kind, p.Fitted.Mean, p.HeldOut.Mean,
			round(math.Max(p.HeldOut.High-p.HeldOut.Mean, 0) / z)})
	}
	return r
}
