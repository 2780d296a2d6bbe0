package equilibrium

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Indifferent is the user's worst outcome when agents ignore gains of at most Eta
// (docs/model.md, section 5), with its proof: prices y over agent signals and budgets' prices
// w >= 0 with y.v - sum_i w_i gain_i(v,alpha) <= u(alpha,v) at every pair, so that the worst is
// at least y.prior - Eta sum_i w_i = Worst.
type Indifferent struct {
	Eta, Worst float64
	Prices     []float64
	Weights    []float64
}

// MaxIndifferentEntries bounds the program of Indifferent: pairs times signals and agents.
const MaxIndifferentEntries = 200_000

// Splits shows what agents gain: mixtures of vertices of the regions, each worth to an agent at least
// what the envelope says. Only those are listed that the proofs of some worst values need.
type Splits struct {
	Vertices [][]float64 // beliefs over agent signals
	List     []Split
}

// Split is a mixture of vertices whose mean is the vertex At, by their numbers in Vertices.
type Split struct {
	Agent, At int
	To        []int
	Shares    []float64
}

// MaxSplits is how many splits are listed at most: more would make a result of megabytes.
const MaxSplits = 10_000

// unneeded is by how much a price may exceed what the user gets without a split that makes up for
// it: rounding, and a hundredth of what a proof may be off by.
const unneeded = CheckTolerance / 100

// Gains computes what each agent gains by the best split of each pair's belief, envelope -
// payoff, 0 where it is decided that it does not gain. A LimitError says that the program
// they are for would be too large.
func (s *Solver) Gains() (err error) {
	p := &s.Space
	if len(p.Pairs)*(p.N+p.Agents) > MaxIndifferentEntries {
		return &persuasion.LimitError{What: "entries of a program over all pairs", Limit: MaxIndifferentEntries,
			Fits: "with fewer agents, or a user who sees nothing"}
	}
	if err := s.Err(); err != nil {
		return err
	}
	end := p.Apart(maxGainsWork)
	defer func() {
		if spent := end(); spent != nil {
			err = spent
		}
	}()
	s.gains = numeric.Sized(s.gains, p.Agents*len(p.Pairs))
	envelope, looks := make([]float64, len(p.Beliefs)), maxGainsLooks
	for i := range s.envelopes {
		e := &s.envelopes[i]
		for b := range envelope {
			var looked int
			if envelope[b], looked = e.Worth(b); looks < looked {
				return &persuasion.LimitError{What: "looks at vertices", Limit: maxGainsLooks,
					Fits: "with fewer agents or actions"}
			}
			looks -= looked
		}
		for j, pair := range p.Pairs {
			gain := &s.gains[i*len(p.Pairs)+j]
			*gain = max(0, envelope[pair.Belief]-p.Payoffs(1 + i)[j])
			if e.Leads(j) && !e.Improvable(int(pair.Belief)) {
				*gain = 0
			}
		}
	}
	return nil
}

// What Gains may use: exact arithmetic, so that equilibria stay where it is not enough, and looks at vertices.
const (
	maxGainsWork  = persuasion.MaxExactWork / 4
	maxGainsLooks = 150_000_000
)

// Indifferent solves, after Gains,
//
//	minimise   sum_j p_j u(alpha_j, v_j)
//	subject to sum_j p_j v_j = prior,   sum_j p_j gain_i(v_j, alpha_j) <= eta  for all i,
//
// over weights p >= 0 on all pairs, for eta > 0 (at 0 a gain that vanishes with delta counts,
// and Equilibria has the answer). Vertices suffice: on a region payoffs are linear and
// envelopes concave, so a belief inside gains no less than its vertices do on average.
func (s *Solver) Indifferent(eta float64) (Indifferent, error) {
	p := &s.Space
	pairs := len(p.Pairs)
	lp := s.program(p.N+p.Agents, pairs)
	for j, pair := range p.Pairs {
		lp.C[j] = p.Payoffs(persuasion.User)[j]
		for sig := range p.N {
			lp.A[sig*pairs+j] = p.Beliefs[pair.Belief].At[sig]
		}
	}
	copy(lp.A[p.N*pairs:], s.gains)
	for sig := range p.N {
		lp.B[sig], lp.Rel[sig] = p.Prior[sig], linprog.EQ
	}
	for i := range p.Agents {
		lp.B[p.N+i], lp.Rel[p.N+i] = eta, linprog.LE
	}
	sol := s.lp.Solve(lp)
	if sol.Status != linprog.Optimal {
		return Indifferent{}, ErrStalled
	}
	var prices persuasion.Point
	copy(prices[:], sol.Dual[:p.N])
	d := Indifferent{Eta: eta, Prices: make([]float64, p.AllSignals), Weights: make([]float64, p.Agents)}
	p.Expand(d.Prices, &prices)
	for i := range d.Weights {
		d.Weights[i] = max(0, -sol.Dual[p.N+i])
	}
	d.Worst = s.provedIndifferent(&d)
	return d, nil
}

// Splits lists the splits that the proofs of worst values need, after Gains: those of the beliefs
// at which prices exceed what the user gets, for each agent whose gains have a price. It reports
// false where that is more than MaxSplits.
func (s *Solver) Splits(worst []Indifferent) (Splits, bool) {
	w := splitWriter{s: s, at: map[[2]int]int{}}
	for i := range s.Space.Agents {
		for b := range s.Space.Beliefs {
			if s.needs(i, b, worst) && !w.add(i, b) {
				return Splits{}, false
			}
		}
	}
	return w.list, true
}

// splitWriter writes a list of splits. Regions whose bounds nearly agree have several vertices with
// one limit: a split is listed once for an agent and a limit, the one that pays it most.
type splitWriter struct {
	s      *Solver
	list   Splits
	limits []persuasion.Point // of the vertices listed
	at     map[[2]int]int     // where the split of an agent at a vertex stands
	worth  []float64          // what the splits listed pay their agents
}

// add lists the best split of agent i at belief b; it reports false where the list is full.
func (w *splitWriter) add(i, b int) bool {
	split, worth := Split{Agent: i, At: w.vertex(b)}, 0.0
	beliefs, shares := w.s.envelopes[i].Mixture(b)
	for k, x := range shares {
		if x > 0 {
			split.To, split.Shares = append(split.To, w.vertex(beliefs[k])), append(split.Shares, x)
			worth += x * w.s.bestAt(i, beliefs[k])
		}
	}
	what := [2]int{i, split.At}
	if k, known := w.at[what]; known {
		if worth > w.worth[k] {
			w.list.List[k], w.worth[k] = split, worth
		}
		return true
	}
	if len(w.list.List) == MaxSplits {
		return false
	}
	w.at[what] = len(w.list.List)
	w.list.List, w.worth = append(w.list.List, split), append(w.worth, worth)
	return true
}

// vertex is the number of a belief's limit in the list, which it joins when it is new.
func (w *splitWriter) vertex(b int) int {
	p := &w.s.Space
	at := &p.Beliefs[b].At
	k := slices.IndexFunc(w.limits, func(v persuasion.Point) bool { return near(&v, at, p.N) })
	if k < 0 {
		k = len(w.limits)
		w.limits = append(w.limits, *at)
		w.list.Vertices = append(w.list.Vertices, make([]float64, p.AllSignals))
		p.Expand(w.list.Vertices[k], at)
	}
	return k
}

// bestAt is what the pair at belief b that pays agent i most pays it.
func (s *Solver) bestAt(i, b int) float64 {
	best := math.Inf(-1)
	for _, j := range s.Space.PairsAt(b) {
		best = max(best, s.Space.Payoffs(1 + i)[j])
	}
	return best
}

// needs reports whether some proof needs what agent i gains at belief b.
func (s *Solver) needs(i, b int, worst []Indifferent) bool {
	p := &s.Space
	for _, d := range worst {
		if d.Weights[i] == 0 {
			continue
		}
		prices := p.Shrink(d.Prices)
		for _, j := range p.PairsAt(b) {
			if s.gains[i*len(p.Pairs)+int(j)] > 0 &&
				prices.Dot(&p.Beliefs[b].At, p.N) > p.Payoffs(persuasion.User)[j]+unneeded {
				return true
			}
		}
	}
	return false
}
