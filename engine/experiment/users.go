package experiment

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
)

// This file lets each party of a table be the user in turn, against all others: what holds of one
// user may be chance, what holds of most is not. Each has a part of its own, the hull test and the
// five choices on all items; and in the first runs what is fitted is tried for each on the items
// held out.

// EachUser is the Users of a spec that asks for that.
const EachUser = "each"

// MaxUserRuns is how many runs at most are tried for each user: among many users a few tell.
const MaxUserRuns = 20

// turn is the table with another party as the user.
type turn struct {
	tableRunner
	index []int // of each item of the whole table in this one, -1: it is left out; nil: the same
}

// turnOf puts party u first. Items without a score of its own are left out.
func (r *tableRunner) turnOf(u int) *turn {
	order := slices.Concat([]int{u}, others(len(r.outline.Names), u))
	table, index := r.table.turned(order)
	t := &turn{index: index}
	t.table, t.variant, t.size = table, r.variant, r.size
	t.outline = Outline{Names: table.Names, Items: len(table.Scores[0])}
	t.agents = make([][]float64, len(order)-1)
	t.order = make([]int, len(order)-1)
	for i := range t.order {
		t.order[i] = i
	}
	return t
}

// others are the numbers below n but for one.
func others(n, but int) []int {
	list := make([]int, 0, n)
	for i := range n {
		if i != but {
			list = append(list, i)
		}
	}
	return list
}

// turned is the table with its columns in another order, without the items in which the first
// has no score.
func (t *Table) turned(order []int) (*Table, []int) {
	out := &Table{Table: engine.Table{}}
	for _, i := range order {
		out.Names, out.Scores = append(out.Names, t.Names[i]), append(out.Scores, t.Scores[i])
	}
	if t.Items.Holes == nil {
		return out, nil
	}
	index, keep := make([]int, len(t.Scores[0])), []int{}
	for e := range index {
		if _, hole := slices.BinarySearch(t.Items.Holes[order[0]], e); hole {
			index[e] = -1
			continue
		}
		index[e] = len(keep)
		keep = append(keep, e)
	}
	out.Items.Holes = make([][]int, len(order))
	for to, from := range order {
		list := make([]float64, len(keep))
		for at, e := range keep {
			list[at] = t.Scores[from][e]
		}
		for _, e := range t.Items.Holes[from] {
			if index[e] >= 0 {
				out.Items.Holes[to] = append(out.Items.Holes[to], index[e])
			}
		}
		engine.FillHoles(list, out.Items.Holes[to])
		out.Scores[to] = list
	}
	return out, index
}

// fewestScores is how many scores of its own a party must have to be the user.
const fewestScores = 2 * fewestFitted

// validUsers refuses a table in which somebody cannot be the user.
func (r *tableRunner) validUsers(s *Spec) error {
	if s.Users == "" || r.table.Items.Holes == nil {
		return nil
	}
	for i, holes := range r.table.Items.Holes {
		if n := r.outline.Items - len(holes); n < fewestScores {
			return refuse("users", "asks for each as the user, but %s has %d scores, must have %d: leave "+
				"that column out", r.outline.Names[i], n, fewestScores)
		}
	}
	return nil
}

// UserFit is what one party as the user comes to on all items.
type UserFit struct {
	Inside  bool             `json:"inside"`
	Epsilon float64          `json:"epsilon"`
	Items   int              `json:"items"` // in which this user has a score
	Best    int              `json:"best"`  // the best single agent, by its number among the names
	RMS     [choices]float64 `json:"rms"`   // of the five choices
}

// userFit computes it.
func (r *tableRunner) userFit(u int, tolerance float64) *UserFit {
	t := r.turnOf(u)
	c := t.solver.Solve(t.table.scores(), t.variant)
	f := &UserFit{Inside: c.Inside(tolerance), Epsilon: t.round(c.Epsilon), Items: t.outline.Items}
	var comparison TableComparison
	t.choices(&comparison)
	for i, row := range comparison.Rows {
		f.RMS[i] = row.RMS
	}
	f.Best = others(len(r.outline.Names), u)[*comparison.Rows[BestAgent].Agent]
	return f
}

// userRuns is how many runs of a spec are tried for each user.
func (s *Spec) userRuns() int {
	if s.Users == "" || *s.Holdout.Share == 0 {
		return 0
	}
	return min(s.Runs, MaxUserRuns)
}

// userParts is how many parts there are of single users.
func (s *Spec) userParts(o *Outline) int {
	if s.Users == "" {
		return 0
	}
	return len(o.Names)
}

// triedUsers does the runs from..to, as far as they are for all users: [user][run][choice].
func (r *tableRunner) triedUsers(j *Job, from, to int) [][][choices][2]float64 {
	last := min(to, j.spec.userRuns())
	if from >= last {
		return nil
	}
	if r.turns == nil {
		for u := range r.outline.Names {
			r.turns = append(r.turns, r.turnOf(u))
		}
	}
	out := make([][][choices][2]float64, len(r.turns))
	for run := from; run < last; run++ {
		r.splitter.split(j.source.start(j.spec.Seed, streamSplit, run).IntN)
		short := r.shortOfAll()
		for u, t := range r.turns {
			j.pause()
			out[u] = append(out[u], t.tryAll(u, &r.splitter, short, j.spec.Diversity.Error))
		}
	}
	return out
}

// shortOfAll condenses the fitted part of all parties at once: whoever is the user, the columns
// are the same. Nil where scores are missing, for then the items are not.
func (r *tableRunner) shortOfAll() [][]float64 {
	if r.table.Items.Holes != nil {
		return nil
	}
	r.trial.fitted.take(r.table, r.splitter.parts[0])
	t := align.Condense(r.trial.fitted.table(), r.variant.Offset)
	return slices.Concat([][]float64{t.User}, t.Agents)
}

// tryAll tries all agents for party u on the parts of a split; short has the condensed columns of
// all parties, or is nil.
func (t *turn) tryAll(u int, p *splitter, short [][]float64, kind string) [choices][2]float64 {
	for part := range p.parts {
		t.splitter.parts[part] = t.own(p.parts[part], t.splitter.parts[part][:0])
	}
	if t.lent = nil; short != nil {
		t.lent = &align.Table{User: short[u]}
		for _, i := range others(len(short), u) {
			t.lent.Agents = append(t.lent.Agents, short[i])
		}
	}
	return t.try(t.order, []int{len(t.order)}, kind)[0]
}

// own lists the items of a part in which the user has a score; if that leaves too few to fit or to
// measure, those at the table's beginning stand in.
func (t *turn) own(part, list []int) []int {
	for _, e := range part {
		if t.index == nil {
			list = append(list, e)
		} else if t.index[e] >= 0 {
			list = append(list, t.index[e])
		}
	}
	for e := 0; len(list) < fewestFitted; e++ {
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	slices.Sort(list)
	return list
}

// fitsUsers checks what a chunk says of each party as the user.
func (j *Job) fitsUsers(c *Chunk) error {
	from, to := j.span(c.Chunk)
	runs, users := max(0, min(to, j.spec.userRuns())-from), 0
	if runs > 0 {
		users = len(j.outline.Names)
	}
	if len(c.Users) != users {
		return fmt.Errorf("has %d users, must have %d", len(c.Users), users)
	}
	return fitsRuns("users", "user", c.Users, runs)
}

// UsersReport is what a table says of each of its parties as the user.
type UsersReport struct {
	Repetitions int       `json:"repetitions"` // for each
	Inside      int       `json:"inside"`      // of the users
	Rows        []UserRow `json:"rows"`        // in the order of the table
	// Spread has, for each choice, the distribution over users of its error on all items and on
	// those held out.
	Spread []UserSpread `json:"spread"`
	// Better counts the users for whom the best combination, with weights that sum to 1, errs by
	// less than each choice on the items held out.
	Better []UserBetter `json:"better,omitempty"`
}

// UserRow is one user.
type UserRow struct {
	Name    string       `json:"name"`
	Items   int          `json:"items"`
	Inside  bool         `json:"inside"`
	Epsilon float64      `json:"epsilon"`
	Best    string       `json:"best"` // the best single agent on all items
	Choices []UserChoice `json:"choices"`
}

// UserChoice is a choice for one user: its root mean square error on all items, and its mean
// error where it was fitted and on the items held out.
type UserChoice struct {
	Kind    string  `json:"kind"`
	RMS     float64 `json:"rms"`
	Fitted  float64 `json:"fitted"`
	HeldOut float64 `json:"heldOut"`
}

// UserSpread is a choice over all users.
type UserSpread struct {
	Kind    string  `json:"kind"`
	RMS     Summary `json:"rms"`
	HeldOut Summary `json:"heldOut"`
}

// UserBetter counts users.
type UserBetter struct {
	Than  string `json:"than"`
	Users int    `json:"users"`
}

// usersReport sums up, in the order of the chunks; nil: not all have come.
func (c *Collector) usersReport() *UsersReport {
	o := c.job.outline
	n := c.spec.userParts(o)
	if n == 0 || slices.Contains(c.chunks[tableParts:tableParts+n], nil) {
		return nil
	}
	r := &UsersReport{}
	for u := range n {
		f := c.chunks[tableParts+u].Table.User
		row := UserRow{Name: o.Names[u], Items: f.Items, Inside: f.Inside, Epsilon: f.Epsilon, Best: o.Names[f.Best]}
		if f.Inside {
			r.Inside++
		}
		for choice, kind := range ChoiceNames() {
			row.Choices = append(row.Choices, UserChoice{Kind: kind, RMS: f.RMS[choice]})
		}
		r.Rows = append(r.Rows, row)
	}
	r.Repetitions = c.userMeans(r.Rows)
	r.spread(deviate(c.spec.Confidence))
	return r
}

// userMeans fills in the means over runs, and returns how many there are.
func (c *Collector) userMeans(rows []UserRow) (runs int) {
	for u := range rows {
		runs = 0
		var sums [choices][2]float64
		for _, chunk := range c.came {
			if chunk.Users == nil {
				continue
			}
			for _, errors := range chunk.Users[u] {
				runs++
				for choice := range errors {
					sums[choice][0] += errors[choice][0]
					sums[choice][1] += errors[choice][1]
				}
			}
		}
		for choice := range rows[u].Choices {
			if p := &rows[u].Choices[choice]; runs > 0 {
				p.Fitted, p.HeldOut = round(sums[choice][0]/float64(runs)), round(sums[choice][1]/float64(runs))
			}
		}
	}
	return runs
}

// spread adds the distributions over users, and the counts.
func (r *UsersReport) spread(z float64) {
	for choice, kind := range ChoiceNames() {
		var rms, heldOut []float64
		better := 0
		for _, row := range r.Rows {
			rms, heldOut = append(rms, row.Choices[choice].RMS), append(heldOut, row.Choices[choice].HeldOut)
			if row.Choices[Convex].HeldOut < row.Choices[choice].HeldOut {
				better++
			}
		}
		r.Spread = append(r.Spread, UserSpread{kind, summary(rms, z), summary(heldOut, z)})
		if choice != Convex && r.Repetitions > 0 {
			r.Better = append(r.Better, UserBetter{kind, better})
		}
	}
}
