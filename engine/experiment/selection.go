package experiment

import (
	"math"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// This file is E1: the user's value as agents bid to be the one she consults.
//
// In each run the prior, a direction D with entries that sum to 0 in each state, and all
// utilities are drawn at random. A utility U and its mirror image 1-U lie on opposite sides
// of D, since <D,1-U> = -<D,U>. So, by construction:
//
//   - violated: every agent is a mixture of a utility of its own (misalignment.go) and one common
//     to all, both turned to the side <D,U> <= 0, and the user is turned to the other side. So D separates
//     her from them in all six variants of the hull condition.
//   - satisfied: the same agents, and a user who is a convex combination of them, all weights
//     positive. The condition holds in all six.
//
// Like for like: the two games of a run have their prior and their agents in common.

// The two games of a run.
const (
	Satisfied = "satisfied"
	Violated  = "violated"
)

// arms are they, in order.
var arms = []string{Satisfied, Violated}

// gapBins is how many bins there are for a gap between 0 and 1; quantiles of gaps are exact
// to half a bin.
const gapBins = 1000

// reachTol is the rounding forgiven when a value is said to reach OPT to the step.
const reachTol = 1e-6

// SelectionChunk is one of the two games, over the runs of a chunk. A gap is OPT less the
// user's value. The lists have an entry for each number of bids, from 0 bids after the
// first offer to the spec's; once the bids have ended the last value stays. The last entry,
// beyond them, is the end, however many bids that takes.
type SelectionChunk struct {
	Opt     float64   `json:"opt"`     // sum over runs
	None    float64   `json:"none"`    // sum over runs: the user alone
	Sums    []float64 `json:"sums"`    // of gaps
	Squares []float64 `json:"squares"` // of gaps
	// Counts has a histogram of gaps as pairs of a bin (of gapBins, rounded) and a number.
	Counts  [][]int `json:"counts"`
	Bids    int     `json:"bids"`    // made in all runs
	Reached int     `json:"reached"` // runs that end within a step of OPT
	Largest float64 `json:"largest"` // gap at the end
}

// gameRunner plays runs of E1.
type gameRunner struct {
	game      belief.Game
	user      [2]belief.Matrix // by arm
	direction []float64
	common    []float64 // utility in which all agents have a share
	shared    []float64 // bias that they share
	solver    selection.Solver
	hull      align.Solver  // of the approximate games, as are
	several   engine.Solver // of the games of several users
	near      belief.Matrix // their user and
	listed    [][]float64   // the agents
	bins      [2][][]int    // by arm, entry and bin
}

// prepare makes room for games of the given size.
func (g *gameRunner) prepare(v *Selection) {
	g.game = belief.Game{States: v.States, Actions: v.Actions, Prior: make([]float64, v.States)}
	g.game.UserSignal, g.game.AgentSignal = belief.NewMatrix(v.States, 1), belief.NewMatrix(v.States, v.States)
	for y := range v.States {
		g.game.UserSignal.Set(y, 0, 1)
		g.game.AgentSignal.Set(y, y, 1)
	}
	for range v.Agents {
		g.game.Agents = append(g.game.Agents, belief.NewMatrix(v.Actions, v.States))
	}
	g.direction, g.common, g.shared = make([]float64, v.Actions*v.States), make([]float64, v.Actions*v.States),
		make([]float64, v.Actions*v.States)
	for arm := range arms {
		g.user[arm] = belief.NewMatrix(v.Actions, v.States)
		g.bins[arm] = make([][]int, v.Bids+2)
		for b := range g.bins[arm] {
			g.bins[arm][b] = make([]int, gapBins+1)
		}
	}
}

// rim keeps random distributions away from the faces of the simplex: their entries are
// proportional to numbers between rim and 1+rim.
const rim = 0.05

// weights draws a distribution.
func weights(r *rand.Rand, p []float64) {
	sum := 0.0
	for i := range p {
		p[i] = rim + r.Float64()
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

// deal draws the two games of a run.
func (g *gameRunner) deal(r *rand.Rand, v *Selection) {
	likeness := *v.Likeness
	weights(r, g.game.Prior)
	n := g.game.States
	for y := range n {
		mean := 0.0
		for c := y; c < len(g.direction); c += n {
			g.direction[c] = symmetric(r)
			mean += g.direction[c] / float64(g.game.Actions)
		}
		for c := y; c < len(g.direction); c += n {
			g.direction[c] -= mean
		}
	}
	if v.Misalignment == MisalignedGoals {
		g.levelDirection()
	}
	g.utility(r, g.common, -1)
	if v.Misalignment == MisalignedBias {
		g.utility(r, g.shared, -1)
	}
	for i, u := range g.game.Agents {
		g.aims(r, u.Data, i, v.Misalignment)
		for c := range u.Data {
			u.Data[c] += float64(likeness * (g.common[c] - u.Data[c]))
		}
	}
	g.utility(r, g.user[1].Data, 1)
	var w [MaxAgents]float64
	k := len(g.game.Agents)
	weights(r, w[:k])
	mixed := g.user[0].Data
	clear(mixed)
	for i, u := range g.game.Agents {
		for c, x := range u.Data {
			mixed[c] += float64(w[i] * x)
		}
	}
	for c, x := range mixed {
		mixed[c] = min(x, 1) // a rounding above
	}
}

// utility draws one on the side of the direction that has the given sign.
func (g *gameRunner) utility(r *rand.Rand, u []float64, sign float64) {
	side := 0.0
	for c := range u {
		u[c] = r.Float64()
		side += float64(g.direction[c] * u[c])
	}
	if side*sign < 0 {
		for c := range u {
			u[c] = 1 - u[c]
		}
	}
}

// selectionChunk plays the runs from..to.
func (j *Job) selectionChunk(from, to int) ([]SelectionChunk, []ApproximateChunk, []CrowdChunk) {
	v, g := j.spec.Selection, &j.games
	chunks, near := make([]SelectionChunk, len(arms)), make([]ApproximateChunk, len(v.Epsilons))
	for i := range near {
		near[i].Gaps = []float64{}
	}
	var crowd []CrowdChunk
	if n := v.crowds(); n > 0 {
		crowd = make([]CrowdChunk, n)
	}
	for arm := range chunks {
		chunks[arm].Sums, chunks[arm].Squares = make([]float64, v.Bids+2), make([]float64, v.Bids+2)
		for _, bins := range g.bins[arm] {
			clear(bins)
		}
	}
	for run := from; run < to; run++ {
		g.deal(j.source.start(j.spec.Seed, streamGame, run), v)
		for arm := range chunks {
			g.play(&chunks[arm], arm, v)
		}
		g.approximate(near, v)
		if crowd != nil {
			g.crowd(j.source.start(j.spec.Seed, streamCrowd, run), crowd, v)
		}
		j.pause()
	}
	for arm := range chunks {
		for _, bins := range g.bins[arm] {
			chunks[arm].Counts = append(chunks[arm].Counts, sparse(bins))
		}
	}
	return chunks, near, crowd
}

// play adds one game.
func (g *gameRunner) play(c *SelectionChunk, arm int, v *Selection) {
	g.game.User = g.user[arm]
	a, err := g.solver.Frontiers(&g.game)
	if err != nil {
		panic("experiment: " + err.Error()) // a blind user is within every work budget
	}
	bids := selection.Play(a, selection.Rules{Step: v.Step}).Bids
	c.Opt += round(a.Opt)
	c.None += round(g.game.None())
	c.Bids += len(bids) - 1
	last := 0.0
	for b := range c.Sums {
		at := min(b, len(bids)-1)
		if b == len(c.Sums)-1 {
			at = len(bids) - 1
		}
		last = max(math.Round((a.Opt-bids[at].User)*1e9)/1e9, 0)
		c.Sums[b] += last
		c.Squares[b] += float64(last * last)
		g.bins[arm][b][min(int(last*gapBins+0.5), gapBins)]++
	}
	c.Largest = max(c.Largest, last)
	if last <= v.Step+reachTol {
		c.Reached++
	}
}

// sparse lists the bins that are not empty, each before its count.
func sparse(bins []int) []int {
	list := []int{}
	for bin, n := range bins {
		if n > 0 {
			list = append(list, bin, n)
		}
	}
	return list
}

// work is about the nanoseconds of one run, both games.
func (v *Selection) work() float64 {
	pairs := 1.0
	for i := 1; i < v.States; i++ {
		pairs *= (float64(v.Actions) + float64(i)) / float64(i)
	}
	k := float64(v.Agents)
	games := 2 + float64(len(v.Epsilons))
	crowd := float64(v.crowds()*v.Users*v.Users) * (60_000 + pairs*k*5_000)
	return crowd + games*(10_000+pairs*(400+400*k)+60*k/v.Step) + float64(len(v.Epsilons))*halvings*8000
}

// SelectionReport is the report of E1.
type SelectionReport struct {
	Step float64        `json:"step"`
	Arms []SelectionArm `json:"arms"` // satisfied, violated
	// Approximate has the user at chosen distances from the hull.
	Approximate []ApproximatePoint `json:"approximate,omitempty"`
	// Crowd has what hearing the same does to several users, if the spec asks for them.
	Crowd []CrowdArm `json:"crowd,omitempty"`
}

// SelectionArm is one of the two games.
type SelectionArm struct {
	Hull string     `json:"hull"`
	Opt  float64    `json:"opt"`  // mean over runs
	None float64    `json:"none"` // mean over runs: the user alone
	Bids []BidPoint `json:"bids"` // by the number of bids after the first offer
	End  BidEnd     `json:"end"`
}

// BidPoint is how things stand after some bids.
type BidPoint struct {
	Bids  int     `json:"bids"`
	Value float64 `json:"value"` // the user's, mean over runs
	Gap   Summary `json:"gap"`   // OPT less her value
}

// BidEnd is how the bidding ended.
type BidEnd struct {
	Bids    float64 `json:"bids"` // made, mean over runs
	Value   float64 `json:"value"`
	Gap     Summary `json:"gap"`
	Largest float64 `json:"largest"` // gap
	// Reached is the number of runs that end within a step of OPT; Share is that as a
	// frequency, between Low and High (Wilson).
	Reached int     `json:"reached"`
	Share   float64 `json:"share"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
}

// selectionReport adds up, in the order of the chunks.
func (c *Collector) selectionReport() *SelectionReport {
	v := c.spec.Selection
	r := &SelectionReport{Step: v.Step}
	for arm, hull := range arms {
		total := selectionTotal{bins: make([][]int, v.Bids+2)}
		total.Sums, total.Squares = make([]float64, v.Bids+2), make([]float64, v.Bids+2)
		for _, chunk := range c.chunks {
			if chunk != nil {
				total.add(&chunk.Selection[arm])
			}
		}
		r.Arms = append(r.Arms, total.arm(hull, c.runs, deviate(c.spec.Confidence)))
	}
	r.Approximate, r.Crowd = c.approximateReport(), c.crowdReport()
	return r
}

// selectionTotal is the sum of chunks.
type selectionTotal struct {
	SelectionChunk
	bins [][]int
}

func (t *selectionTotal) add(c *SelectionChunk) {
	t.Opt += c.Opt
	t.None += c.None
	t.Bids += c.Bids
	t.Reached += c.Reached
	t.Largest = max(t.Largest, c.Largest)
	for b := range t.Sums {
		t.Sums[b] += c.Sums[b]
		t.Squares[b] += c.Squares[b]
		if t.bins[b] == nil {
			t.bins[b] = make([]int, gapBins+1)
		}
		for i := 0; i < len(c.Counts[b]); i += 2 {
			t.bins[b][c.Counts[b][i]] += c.Counts[b][i+1]
		}
	}
}

// arm makes means of sums over n runs.
func (t *selectionTotal) arm(hull string, n int, z float64) SelectionArm {
	runs := float64(max(n, 1))
	a := SelectionArm{Hull: hull, Opt: round(t.Opt / runs), None: round(t.None / runs)}
	last := len(t.Sums) - 1
	for b := range last {
		a.Bids = append(a.Bids, BidPoint{Bids: b, Value: round((t.Opt - t.Sums[b]) / runs), Gap: t.gap(b, n, z)})
	}
	a.End = BidEnd{
		Bids: round(float64(t.Bids) / runs), Value: round((t.Opt - t.Sums[last]) / runs),
		Gap: t.gap(last, n, z), Largest: round(t.Largest), Reached: t.Reached, Share: round(float64(t.Reached) / runs),
	}
	a.End.Low, a.End.High = wilson(t.Reached, n, z)
	return a
}

// gap summarises one entry.
func (t *selectionTotal) gap(b, n int, z float64) Summary {
	s := Summary{Quantiles: make([]float64, len(Levels()))}
	if n == 0 {
		return s
	}
	runs := float64(n)
	mean, half := t.Sums[b]/runs, 0.0
	if n > 1 {
		half = z * math.Sqrt(max(t.Squares[b]-float64(mean*t.Sums[b]), 0)/(runs-1)/runs)
	}
	s.Mean, s.Low, s.High = round(mean), round(mean-half), round(mean+half)
	bin, below := 0, t.bins[b][0] // below: values in bins up to this one
	for i, level := range Levels() {
		for place := rank(level, n); below <= place; below += t.bins[b][bin] {
			bin++
		}
		s.Quantiles[i] = round(float64(bin) / gapBins)
	}
	return s
}
