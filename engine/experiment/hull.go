package experiment

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file is E3: agents at user + noise in R^D, and how often she is in their convex hull.
// The user is put at the origin. Let C(n,j) be binomials. By [W], with points that are
// independent, in general position and symmetric about her,
//
//	P = 1 - 2^-(k-1) sum_{j<D} C(k-1, j).
//
// Of T users, toward each of whom what an agent wants has noise of its own, all are in their hulls
// with probability P^T.
//
// Where a share s of all errors is in common, agent i stands at (1-s) own_i + s common, with one
// common error a run: then the points are not independent, and P is what they fall short of.

// KindHull is E3.
const KindHull = "hull"

var hullKind = kind{
	name: KindHull, runs: 10_000, settle: settleHull, prepare: prepareHull, fits: fitsHull, report: reportHull,
}

// The limits of E3.
const (
	MaxDimension = 12
	MaxPoints    = 40 // agents: all binomials are exact
	MaxCells     = 200
)

// Hull is E3: a cell for each dimension and each number of agents.
type Hull struct {
	Dimensions []int  `json:"dimensions,omitempty"`
	Agents     []int  `json:"agents,omitempty"`
	Noise      string `json:"noise,omitempty" strict:"nonzero"`
	// Users is how many users there are; absent: one. What an agent wants of each errs on its own,
	// and counted are the runs in which all are in their hulls.
	Users int `json:"users,omitempty" strict:"nonzero"`
	// Shared is the share of each agent's error that all of them have in common.
	Shared float64 `json:"shared,omitempty"`
}

func settleHull(s *Spec) error {
	h := Hull{}
	if s.Hull != nil {
		h = *s.Hull
	}
	if h.Dimensions == nil {
		h.Dimensions = []int{1, 2, 3, 4}
	}
	if h.Agents == nil {
		h.Agents = []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	}
	h.Noise = cmp.Or(h.Noise, NoiseBell)
	s.Hull = &h
	err := first(
		ascending("hull.dimensions", h.Dimensions, MaxDimension),
		ascending("hull.agents", h.Agents, MaxPoints),
		oneOf("hull.noise", h.Noise, Noises()...),
		within("hull.users", cmp.Or(h.Users, 1), 1, MaxCrowd),
		span("hull.shared", h.Shared, 0, 1),
	)
	if n := len(h.Dimensions) * len(h.Agents); err == nil && n > MaxCells {
		return refuse("hull", "asks for %d pairs of a dimension and a number of agents, must be at most %d",
			n, MaxCells)
	}
	return err
}

func hullFields() fields {
	number := jsonschema.Number
	return fields{
		"Spec.hull":       jsonschema.About("for kind hull"),
		"Hull.dimensions": list(MaxDimension, "dimensions, ascending"),
		"Hull.agents":     list(MaxPoints, "numbers of agents, ascending"),
		"Hull.users": number(1, MaxCrowd, 1, "users, toward each of whom what an agent wants errs on its own; "+
			"counted is when all are in their hulls"),
		"Hull.shared": number(0, 1, 0, "share of each agent's error that all have in common; the law is for 0"),
		"Hull.noise": jsonschema.Choice(NoiseBell,
			"bell: nearly normal; cube: uniform; heavy: a quotient of uniform numbers", Noises()...),
	}
}

// insideTol is how far outside, as a share of the points' own size, still counts as
// inside: rounding, far below any distance that random points have.
const insideTol = 1e-12

// wendel is P for k points in d dimensions, exact for k up to MaxPoints.
func wendel(k, d int) float64 {
	sum, binomial := 0.0, 1.0
	for j := 0; j < d && j < k; j++ {
		sum += binomial
		binomial = binomial * float64(k-1-j) / float64(j+1)
	}
	return 1 - math.Ldexp(sum, 1-k)
}

// hullRunner decides runs of E3.
type hullRunner struct {
	solver align.Solver
	points []float64   // k x D
	agents [][]float64 // rows of points
	origin []float64
	common []float64 // what all have in common
}

func prepareHull(j *Job, _ *Table) error {
	j.run = new(hullRunner).run
	for _, c := range j.spec.Hull.cells() {
		j.work += 2500 + float64(c.Agents*(c.Dimension+1))*float64(100+10*c.Dimension)
	}
	j.work *= float64(j.spec.Hull.users())
	return nil
}

// everybody reports whether each of the users is in the hull of k points drawn for her.
func (h *hullRunner) everybody(src *source, seed uint64, v *Hull, cell, run, d, k int) bool {
	r := src.start(seed, streamPoints+cell, run)
	for range v.users() {
		if !h.inside(r, v, d, k) {
			return false
		}
	}
	return true
}

// users is how many there are.
func (h *Hull) users() int { return max(h.Users, 1) }

// inside draws k points and reports whether the origin is in their hull. Scaling a point
// changes nothing about that, so each gets the size 1, which also tames heavy noise.
func (h *hullRunner) inside(r *rand.Rand, spec *Hull, d, k int) bool {
	h.points, h.agents = numeric.Sized(h.points, d*k), numeric.Sized(h.agents, k)
	h.origin = numeric.Sized(h.origin, d)
	clear(h.origin)
	for i := range h.agents {
		h.agents[i] = h.points[i*d : (i+1)*d]
		draw(r, spec.Noise, h.agents[i])
	}
	if spec.Shared > 0 {
		h.common = numeric.Sized(h.common, d)
		draw(r, spec.Noise, h.common)
		share(h.agents, h.common, spec.Shared)
	}
	for _, x := range h.agents {
		size := 0.0
		for _, v := range x {
			size = max(size, math.Abs(v))
		}
		for j := range x {
			x[j] /= size
		}
	}
	table := align.Table{User: h.origin, Agents: h.agents}
	return h.solver.Solve(table, align.Variant{}).Epsilon <= insideTol
}

// share replaces a part of each point by a common one.
func share(points [][]float64, common []float64, part float64) {
	for _, x := range points {
		for j := range x {
			x[j] = float64((1-part)*x[j]) + float64(part*common[j])
		}
	}
}

// cells lists the pairs of a dimension and a number of agents, dimensions outermost.
func (h *Hull) cells() []HullCell {
	cells := make([]HullCell, 0, len(h.Dimensions)*len(h.Agents))
	for _, d := range h.Dimensions {
		for _, k := range h.Agents {
			law := 1.0
			for range h.users() {
				law *= wendel(k, d)
			}
			cells = append(cells, HullCell{Dimension: d, Agents: k, Wendel: law})
		}
	}
	return cells
}

// run counts, for each cell, the runs in which every user is inside.
func (h *hullRunner) run(j *Job, c *Chunk, from, to int) {
	cells := j.spec.Hull.cells()
	c.Hull = make([]int, len(cells))
	for i, cell := range cells {
		for run := from; run < to; run++ {
			if h.everybody(&j.source, j.spec.Seed, j.spec.Hull, i, run, cell.Dimension, cell.Agents) {
				c.Hull[i]++
			}
			j.pause()
		}
	}
}

func fitsHull(j *Job, c *Chunk) error {
	if err := c.only("hull"); err != nil {
		return err
	}
	if n := len(j.spec.Hull.cells()); len(c.Hull) != n {
		return fmt.Errorf("has %d cells, must have %d", len(c.Hull), n)
	}
	for _, hits := range c.Hull {
		if hits < 0 || hits > c.Runs {
			return fmt.Errorf("counts %d of %d runs", hits, c.Runs)
		}
	}
	return nil
}

// HullReport is the report of E3.
type HullReport struct {
	Noise string     `json:"noise"`
	Cells []HullCell `json:"cells"`
	// Within is the number of cells whose band holds [W]. The bands hold together: all of
	// them at once with the confidence of the spec.
	Within int    `json:"within"`
	Band   string `json:"band"`
}

// HullCell is one pair of a dimension and a number of agents.
type HullCell struct {
	Dimension int     `json:"dimension"`
	Agents    int     `json:"agents"`
	Runs      int     `json:"runs"`
	Inside    int     `json:"inside"`
	Frequency float64 `json:"frequency"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Wendel    float64 `json:"wendel"`
}

// hullBand says how the bands are made.
const hullBand = "Wilson score intervals that hold for all cells at once (Bonferroni)"

func reportHull(c *Collector, out *Report) {
	r := &HullReport{Noise: c.spec.Hull.Noise, Cells: c.spec.Hull.cells(), Band: hullBand}
	z := deviate(1 - (1-c.spec.Confidence)/float64(len(r.Cells)))
	for i := range r.Cells {
		cell := &r.Cells[i]
		cell.Runs = c.runs
		for _, chunk := range c.came {
			cell.Inside += chunk.Hull[i]
		}
		if cell.Runs > 0 {
			cell.Frequency = round(float64(cell.Inside) / float64(cell.Runs))
		}
		cell.Low, cell.High = wilson(cell.Inside, cell.Runs, z)
		if cell.Low <= cell.Wendel && cell.Wendel <= cell.High {
			r.Within++
		}
		cell.Wendel = round(cell.Wendel)
	}
	out.Hull = r
}

func hullCSV(r *Report, row func(...any)) {
	row("dimension", "agents", "runs", "inside", "frequency", "low", "high", "wendel")
	for _, c := range r.Hull.Cells {
		row(c.Dimension, c.Agents, c.Runs, c.Inside, c.Frequency, c.Low, c.High, c.Wendel)
	}
}
