package experiment

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
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

// KindSelection is E1.
const KindSelection = "selection"

var selectionKind = kind{
	name: KindSelection, runs: 2000, settle: settleSelection, prepare: prepareSelection, fits: fitsSelection,
	report: reportSelection,
}

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

// The limits of E1, and what it is by default.
const (
	MaxStates, MaxActions, MaxAgents = 5, 6, 12
	MinStep                          = 0.001
	MaxBids                          = 500
	MaxEpsilons                      = 12
	MinEpsilon                       = 1e-4 // nearer than that rounding would count

	DefaultAgents, DefaultStates, DefaultActions = 4, 3, 3
	DefaultLikeness                              = 0.5
	DefaultBids                                  = 60
)

// Selection is E1: in each run one random game, played twice, with a user for whom the hull
// condition holds and with one for whom it fails.
type Selection struct {
	States  int `json:"states,omitempty" strict:"nonzero"` // which the agents see
	Actions int `json:"actions,omitempty" strict:"nonzero"`
	Agents  int `json:"agents,omitempty" strict:"nonzero"`
	// Likeness is the share that a utility common to all agents has in each of theirs.
	Likeness *float64 `json:"likeness,omitempty"`
	// Misalignment is what the rest of each agent's utility is.
	Misalignment string  `json:"misalignment,omitempty" strict:"nonzero"`
	Step         float64 `json:"step,omitempty" strict:"nonzero"` // of a bid
	Bids         int     `json:"bids,omitempty" strict:"nonzero"` // how many bids the curve shows
	// Epsilons are the distances from the hull at which the user of the approximate games stands.
	Epsilons []float64 `json:"epsilons,omitempty"`
	// Users is how many users three more games of each run have; absent: these are not played.
	Users int `json:"users,omitempty" strict:"nonzero"`
}

func settleSelection(s *Spec) error {
	v := Selection{}
	if s.Selection != nil {
		v = *s.Selection
	}
	v.States = cmp.Or(v.States, DefaultStates)
	v.Actions = cmp.Or(v.Actions, DefaultActions)
	v.Agents = cmp.Or(v.Agents, DefaultAgents)
	v.Likeness = cmp.Or(v.Likeness, new(DefaultLikeness))
	v.Misalignment = cmp.Or(v.Misalignment, MisalignedNoise)
	v.Step = cmp.Or(v.Step, engine.DefaultStep)
	v.Bids = cmp.Or(v.Bids, DefaultBids)
	if v.Epsilons == nil {
		v.Epsilons = []float64{0.01, 0.02, 0.05, 0.1, 0.15}
	}
	s.Selection = &v
	return first(
		within("selection.states", v.States, 2, MaxStates),
		within("selection.actions", v.Actions, 2, MaxActions),
		within("selection.agents", v.Agents, 2, MaxAgents),
		span("selection.likeness", *v.Likeness, 0, 1),
		oneOf("selection.misalignment", v.Misalignment, Misalignments()...),
		span("selection.step", v.Step, MinStep, 1),
		within("selection.bids", v.Bids, 1, MaxBids),
		within("selection.users", cmp.Or(v.Users, 1), 1, MaxCrowd),
		validEpsilons(v.Epsilons),
	)
}

// validEpsilons checks the distances of the approximate games.
func validEpsilons(list []float64) error {
	if len(list) == 0 || len(list) > MaxEpsilons {
		return refuse("selection.epsilons", "has %d numbers, must have 1 to %d", len(list), MaxEpsilons)
	}
	for i, x := range list {
		at := "selection.epsilons[" + strconv.Itoa(i) + "]"
		if !(x >= MinEpsilon && x <= 0.5) {
			return refuse(at, "is %v, must be %v to 0.5", x, MinEpsilon)
		}
		if i > 0 && x <= list[i-1] {
			return refuse(at, "is %v after %v, must be greater", x, list[i-1])
		}
	}
	return nil
}

func selectionFields() fields {
	number := jsonschema.Number
	return fields{
		"Spec.selection":    jsonschema.About("for kind selection"),
		"Selection.states":  number(2, MaxStates, DefaultStates, "states, which the agents see"),
		"Selection.actions": number(2, MaxActions, DefaultActions, "actions of the user"),
		"Selection.agents":  number(2, MaxAgents, DefaultAgents, "agents"),
		"Selection.likeness": number(0, 1, DefaultLikeness,
			"share that a utility common to all agents has in each of theirs"),
		"Selection.misalignment": jsonschema.Choice(MisalignedNoise, "the rest of each agent's utility: noise of its "+
			"own, the goal that its own product be used, or a bias that all share", Misalignments()...),
		"Selection.step": number(MinStep, 1, engine.DefaultStep, "step of a bid, in units of utility"),
		"Selection.bids": number(1, MaxBids, DefaultBids, "how many bids the curve shows"),
		"Selection.users": number(1, MaxCrowd, 1, "users of three more games of each run, which measure what it does "+
			"to them that all hear the same; 1: none are played"),
		"Selection.epsilons": jsonschema.About(
			"distances from the hull of the user of the approximate games, ascending", "minItems", 1,
			"maxItems", MaxEpsilons, "items", keywords{"type": "number", "minimum": MinEpsilon, "maximum": 0.5}),
	}
}

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

func prepareSelection(j *Job, _ *Table) error {
	g := new(gameRunner)
	g.prepare(j.spec.Selection)
	j.run, j.work = g.run, j.spec.Selection.work()
	return nil
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

func (g *gameRunner) run(j *Job, c *Chunk, from, to int) {
	v := j.spec.Selection
	chunks, near := make([]SelectionChunk, len(arms)), make([]ApproximateChunk, len(v.Epsilons))
	for i := range near {
		near[i].Gaps = []float64{}
	}
	if n := v.crowds(); n > 0 {
		c.Crowd = make([]CrowdChunk, n)
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
		if c.Crowd != nil {
			g.crowd(j.source.start(j.spec.Seed, streamCrowd, run), c.Crowd, v)
		}
		j.pause()
	}
	for arm := range chunks {
		for _, bins := range g.bins[arm] {
			chunks[arm].Counts = append(chunks[arm].Counts, sparse(bins))
		}
	}
	c.Selection, c.Approximate = chunks, near
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

func fitsSelection(j *Job, c *Chunk) error {
	if err := c.only("selection", "approximate", "crowd"); err != nil {
		return err
	}
	if len(c.Selection) != len(arms) {
		return fmt.Errorf("has %d games, must have %d", len(c.Selection), len(arms))
	}
	v := j.spec.Selection
	if err := first(v.fitsApproximate(c), v.fitsCrowd(c)); err != nil {
		return err
	}
	n := v.Bids + 2
	for i := range c.Selection {
		s := &c.Selection[i]
		if len(s.Sums) != n || len(s.Squares) != n || len(s.Counts) != n {
			return fmt.Errorf("has %d, %d and %d entries by bids, must have %d",
				len(s.Sums), len(s.Squares), len(s.Counts), n)
		}
		for _, counts := range s.Counts {
			if err := histogram(counts, c.Runs); err != nil {
				return err
			}
		}
		if err := s.possible("selection["+strconv.Itoa(i)+"]", c.Runs); err != nil {
			return err
		}
	}
	return nil
}

// histogram checks pairs of a bin and a number, which sum to the runs.
func histogram(counts []int, runs int) error {
	if len(counts)%2 != 0 {
		return errors.New("has a histogram that ends in the middle")
	}
	sum := 0
	for i := 0; i < len(counts); i += 2 {
		if counts[i] < 0 || counts[i] > gapBins || counts[i+1] < 0 || counts[i+1] > runs {
			return errors.New("has a histogram beyond its bins")
		}
		sum += counts[i+1]
	}
	if sum != runs {
		return fmt.Errorf("has a histogram of %d runs, must be of %d", sum, runs)
	}
	return nil
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

func reportSelection(c *Collector, out *Report) {
	v := c.spec.Selection
	r := &SelectionReport{Step: v.Step}
	for arm, hull := range arms {
		total := selectionTotal{bins: make([][]int, v.Bids+2)}
		total.Sums, total.Squares = make([]float64, v.Bids+2), make([]float64, v.Bids+2)
		for _, chunk := range c.came {
			total.add(&chunk.Selection[arm])
		}
		r.Arms = append(r.Arms, total.arm(hull, c.runs, deviate(c.spec.Confidence)))
	}
	r.Approximate, r.Crowd = c.approximateReport(), c.crowdReport()
	out.Selection = r
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

func selectionCSV(r *Report, row func(...any)) {
	row("hull", "bids", "opt", "value", summaryNames("gap_"))
	for _, arm := range r.Selection.Arms {
		for _, b := range arm.Bids {
			row(arm.Hull, b.Bids, arm.Opt, b.Value, b.Gap)
		}
		row(arm.Hull, "end", arm.Opt, arm.End.Value, arm.End.Gap)
	}
}
