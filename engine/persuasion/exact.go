package persuasion

import (
	"math/big"
	"math/bits"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file decides what floats cannot: signs of numbers of the lowered game, exactly.
//
// Problem. The numbers of a game are decimals. Multiplied out they are whole numbers G (the
// user's gains), M (masses), U_i (agents' gains), P (prior), and the half-space of a against b
// after x is
//
//	sum_s mu_s (G(x,a,s) - G(x,b,s) - delta (a-b) M(x,s)) >= 0.
//
// A vertex is where some of those hold with equality; by Cramer's rule its coordinates, up to
// a common factor, are minors, hence polynomials in delta with whole coefficients, and so is
// every number whose sign is asked for. Its sign for all small delta is that of its lowest
// coefficient other than 0.
//
// Method. No polynomials are needed: at delta = 2^-bits, with 2^bits above the sum of the
// absolute coefficients, a polynomial has that sign, since its lowest term outweighs the rest
// (Kronecker 1882 packs polynomials into numbers so). The bound is computed from the sizes of
// the game's numbers; the rest is arithmetic of whole numbers.

// kernel holds the whole numbers of one space. It is filled when first needed.
type kernel struct {
	exact.Counter
	loaded bool
	bits   uint        // delta = 2^-bits, times 2^bits all is whole; 0 at delta = 0
	small  int         // coordinates below 2^-small vanish with delta
	still  []big.Int   // the user's gains at delta = 0, [x][a][s]
	gain   []big.Int   // the same, lowered
	agents [][]big.Int // [agent][x][a][s]
	scale  []*big.Int  // [s]: what everybody's gains there were multiplied by
	prior  []big.Int
	points [2]map[place][]big.Int // at delta = 0, and lowered
	calls  int                    // decisions made here
}

// MaxExactWork is how much exact arithmetic one space may use, in products of 64-bit words:
// about a second. Three signals, three actions and five agents with all tied use a
// hundredth.
const MaxExactWork = 150_000_000

// exactly returns the kernel of the space, filled.
func (p *Space) exactly() *kernel {
	k := &p.kernel
	if !k.loaded {
		k.load(&p.Reduced, p.symbolic)
	}
	k.calls++
	return k
}

// Exact is the work done in exact arithmetic so far, in products of 64-bit words, and the
// number of decisions made with it.
func (p *Space) Exact() (work, decisions int) { return p.kernel.Work, p.kernel.calls }

// Exhausted is a LimitError once the exact work is past MaxExactWork; then undecided ties
// have been left as they are, and no answer that depends on them may be used.
func (p *Space) Exhausted() error {
	if p.kernel.Work > MaxExactWork {
		return p.limit("steps of exact arithmetic", MaxExactWork)
	}
	return nil
}

func (k *kernel) reset() {
	k.loaded, k.Work, k.calls = false, 0, 0
}

// load computes the whole numbers. Gains at a signal are multiplied by their least common
// denominator, everybody's by the same; so coordinates are those of a belief over it.
func (k *kernel) load(r *Reduced, symbolic bool) {
	k.loaded, k.points = true, [2]map[place][]big.Int{{}, {}}
	e := expecter{r: r, weights: weightsOf(r)}
	all := append(e.gains(r.game.User), e.masses()...)
	for i := range r.Agents {
		all = append(all, e.gains(r.game.Agents[i])...)
	}
	whole := make([]big.Int, len(all))
	k.scale = make([]*big.Int, r.N)
	prior := e.priors()
	for s := range r.N {
		var column []*big.Rat
		for c := s; c < len(all); c += r.N {
			column = append(column, all[c])
		}
		numbers, scale := exact.Whole(column)
		for c := range numbers {
			whole[s+c*r.N] = numbers[c]
		}
		k.scale[s] = scale
		prior[s].Quo(prior[s], new(big.Rat).SetInt(scale))
	}
	k.prior, _ = exact.Whole(prior)
	gains, masses := r.Heard*r.Actions*r.N, r.Heard*r.N
	k.still, k.gain = whole[:gains], whole[:gains]
	k.agents = make([][]big.Int, r.Agents)
	largest := longest(whole[gains+masses:])
	for i := range k.agents {
		k.agents[i] = whole[gains+masses+i*gains:][:gains]
	}
	k.bits, k.small = 0, 0
	if symbolic {
		k.lower(r, whole[gains:][:masses], largest)
	}
}

// lower chooses delta and lowers the user's gains. With entries of at most b bits, a row's
// coefficients sum to at most 2^(b+4) in absolute value (indexes go to 7, differences double),
// a vertex's to v, a payoff's to v+b+3 and, of the largest determinants asked for, n vertices,
// a target and a row of payoffs, to the sum of all and (n+1)! < 2^19.
func (k *kernel) lower(r *Reduced, mass []big.Int, largest int) {
	n, entry := r.N, longest(k.gain)
	entry = max(entry, longest(mass)) + 4
	vertex := (n-1)*entry + 13
	target := max(vertex, longest(k.prior))
	determinant := (n-1)*vertex + target + (vertex + largest + 3) + 19
	k.bits = uint(max(determinant, 2*(vertex+longestOf(k.scale))+64)) + 4
	k.small = vertex + longestOf(k.scale) + 8
	k.gain = make([]big.Int, len(k.still))
	var drop big.Int
	for x := range r.Heard {
		for a := range r.Actions {
			for s := range r.N {
				c := (x*r.Actions+a)*r.N + s
				k.gain[c].Lsh(&k.still[c], k.bits)
				k.gain[c].Sub(&k.gain[c], drop.Mul(&mass[x*r.N+s], big.NewInt(int64(a))))
			}
		}
	}
}

// longest is the largest number of bits.
func longest(numbers []big.Int) int {
	most := 1
	for i := range numbers {
		most = max(most, numbers[i].BitLen())
	}
	return most
}

func longestOf(numbers []*big.Int) int {
	most := 1
	for _, x := range numbers {
		most = max(most, x.BitLen())
	}
	return most
}

// point returns a vertex in homogeneous coordinates, whole and not negative, for a place at
// which the ties and the impossible signals leave one belief only.
func (k *kernel) point(r *Reduced, at place) []big.Int { return k.find(r, at, k.gain, k.points[1]) }

// limit is point at delta = 0, or nil where the ties alone leave more than one belief then.
func (k *kernel) limit(r *Reduced, at place) []big.Int { return k.find(r, at, k.still, k.points[0]) }

func (k *kernel) find(r *Reduced, at place, gain []big.Int, known map[place][]big.Int) []big.Int {
	if v, ok := known[at]; ok {
		return v
	}
	columns := signalsOf(at.support)
	system := exact.NewReduction(&k.Counter, len(columns))
	for x := range r.Heard {
		tied := at.ties >> (8 * x) & 0xff
		for base := bits.TrailingZeros64(tied); tied&(tied-1) != 0 && len(system.Rows) < len(columns)-1; {
			tied &= tied - 1
			system.Add(prefers(r, gain, x, base, bits.TrailingZeros64(tied), columns))
		}
	}
	if len(system.Rows) < len(columns)-1 {
		known[at] = nil
		return nil
	}
	v := make([]big.Int, r.N)
	zeros := ^uint(0)
	null := system.Null()
	for i, s := range columns {
		if v[s].Abs(&null[i]); v[s].Sign() > 0 { // all have one sign
			zeros = min(zeros, v[s].TrailingZeroBits())
		}
	}
	for s := range v {
		v[s].Rsh(&v[s], zeros)
	}
	known[at] = v
	return v
}

// signalsOf lists the signals of a support.
func signalsOf(support uint8) []int {
	var list []int
	for s := range MaxSignals {
		if support>>s&1 != 0 {
			list = append(list, s)
		}
	}
	return list
}

// prefers is the half-space of a against b after x, at the given signals.
func prefers(r *Reduced, gain []big.Int, x, a, b int, signals []int) []big.Int {
	row := make([]big.Int, len(signals))
	for i, s := range signals {
		row[i].Sub(&gain[(x*r.Actions+a)*r.N+s], &gain[(x*r.Actions+b)*r.N+s])
	}
	return row
}

// side is the sign of the half-space of a against b after x at a place: that at delta = 0, if
// it has one there.
func (k *kernel) side(r *Reduced, x, a, b int, at place) int {
	signals := signalsOf(at.support)
	at0 := k.limit(r, at)
	if at0 != nil {
		if sign := k.along(prefers(r, k.still, x, a, b, signals), at0, signals); sign != 0 {
			return sign
		}
	}
	return k.along(prefers(r, k.gain, x, a, b, signals), k.point(r, at), signals)
}

// along is the sign of a row at a vertex.
func (k *kernel) along(row, v []big.Int, signals []int) int {
	sum, product := new(big.Int), new(big.Int)
	for i, s := range signals {
		sum.Add(sum, k.Mul(product, &row[i], &v[s]))
	}
	return sum.Sign()
}

// strategyRow is agent i's utility of a region's strategy, times its scale.
func (k *kernel) strategyRow(p *Space, i, region int) []big.Int {
	row := make([]big.Int, p.N)
	for x := range p.Heard {
		a := int(p.Regions[region].Strategy[x])
		for s := range row {
			row[s].Add(&row[s], &k.agents[i][(x*p.Actions+a)*p.N+s])
		}
	}
	return row
}

// locate writes where a vertex is as delta -> 0.
func (k *kernel) locate(dst *Point, v []big.Int) {
	var total big.Int
	at := make([]big.Int, len(v))
	for s := range v {
		total.Add(&total, k.Mul(&at[s], &v[s], k.scale[s]))
	}
	for s := range v {
		dst[s] = 0
		if k.bits > 0 && at[s].BitLen()-total.BitLen() < -k.small {
			continue
		}
		dst[s] = exact.Float(&at[s], &total)
	}
}

// expecter computes expected utilities given signals.
type expecter struct {
	r       *Reduced
	weights []*big.Rat // [x][s][y]: P(y|s) P(x|y), nil for 0
}

func weightsOf(r *Reduced) []*big.Rat {
	g := &r.game
	prior := decimals(g.Prior)
	if g.TypedPrior != nil {
		prior = decimals(g.TypedPrior)
	}
	shown, heard := experiment(g.AgentSignal), experiment(g.UserSignal)
	weights := make([]*big.Rat, r.Heard*r.N*g.States)
	for s, signal := range r.Signal {
		joint, total := make([]*big.Rat, g.States), new(big.Rat)
		for y := range g.States {
			joint[y] = new(big.Rat).Mul(prior[y], shown[y][signal])
			total.Add(total, joint[y])
		}
		for y := range g.States {
			if joint[y].Sign() == 0 {
				continue
			}
			joint[y].Quo(joint[y], total)
			for x, hears := range r.HeardSignal {
				if p := heard[y][hears]; p.Sign() != 0 {
					weights[(x*r.N+s)*g.States+y] = new(big.Rat).Mul(joint[y], p)
				}
			}
		}
	}
	return weights
}

// gains is sum_y P(y|s) P(x|y) u(a,y), [x][a][s].
func (e *expecter) gains(u belief.Matrix) []*big.Rat {
	r, utility := e.r, typed(u)
	gains := make([]*big.Rat, 0, r.Heard*r.Actions*r.N)
	for x := range r.Heard {
		for a := range r.Actions {
			for s := range r.N {
				gains = append(gains, e.expect(x, s, utility[a*u.Cols:(a+1)*u.Cols]))
			}
		}
	}
	return gains
}

// expect is sum_y P(y|s) P(x|y) u(y).
func (e *expecter) expect(x, s int, u []*big.Rat) *big.Rat {
	sum, product := new(big.Rat), new(big.Rat)
	states := len(u)
	for y, w := range e.weights[(x*e.r.N+s)*states : (x*e.r.N+s+1)*states] {
		switch {
		case w == nil || u[y].Sign() == 0:
		case w.Num().Cmp(w.Denom()) == 0:
			sum.Add(sum, u[y])
		default:
			sum.Add(sum, product.Mul(w, u[y]))
		}
	}
	return sum
}

// masses is P(x|s), [x][s].
func (e *expecter) masses() []*big.Rat {
	ones := make([]*big.Rat, e.r.game.States)
	for y := range ones {
		ones[y] = big.NewRat(1, 1)
	}
	var masses []*big.Rat
	for x := range e.r.Heard {
		for s := range e.r.N {
			masses = append(masses, e.expect(x, s, ones))
		}
	}
	return masses
}

// priors is P(s), up to a common factor.
func (e *expecter) priors() []*big.Rat {
	g := &e.r.game
	prior := decimals(g.Prior)
	if g.TypedPrior != nil {
		prior = decimals(g.TypedPrior)
	}
	shown := experiment(g.AgentSignal)
	sums := make([]*big.Rat, e.r.N)
	for s, signal := range e.r.Signal {
		sums[s] = new(big.Rat)
		for y := range g.States {
			sums[s].Add(sums[s], new(big.Rat).Mul(prior[y], shown[y][signal]))
		}
	}
	return sums
}

// typed is a utility as it was written.
func typed(u belief.Matrix) []*big.Rat {
	if u.Typed == nil || u.Typed.Weights == nil {
		return decimals(u.Data)
	}
	sums, total, product := make([]*big.Rat, len(u.Data)), new(big.Rat), new(big.Rat)
	for c := range sums {
		sums[c] = new(big.Rat)
	}
	for j, weight := range decimals(u.Typed.Weights) {
		if weight.Sign() == 0 {
			continue
		}
		total.Add(total, weight)
		for a, row := range u.Typed.Parts[j] {
			for y, x := range row {
				sums[a*u.Cols+y].Add(sums[a*u.Cols+y], product.Mul(weight, exact.Decimal(x)))
			}
		}
	}
	for c := range sums {
		sums[c].Quo(sums[c], total)
	}
	return sums
}

// experiment is the rows of one, each over its sum.
func experiment(m belief.Matrix) [][]*big.Rat {
	rows := make([][]*big.Rat, m.Rows)
	for y := range rows {
		row := m.Row(y)
		if m.Typed != nil {
			row = m.Typed.Rows[y]
		}
		rows[y] = decimals(row)
		total := new(big.Rat)
		for _, p := range rows[y] {
			total.Add(total, p)
		}
		for _, p := range rows[y] {
			p.Quo(p, total)
		}
	}
	return rows
}

func decimals(numbers []float64) []*big.Rat {
	list := make([]*big.Rat, len(numbers))
	for i, x := range numbers {
		list[i] = exact.Decimal(x)
	}
	return list
}
