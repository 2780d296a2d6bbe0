package persuasion

import (
	"math"
	"math/big"
	"math/bits"
	"slices"

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
	kept   bool        // the game is the one before but for the prior: what is known of its vertices stays
	era    int         // grows whenever vertices are forgotten
	bits   [4]uint     // of each game: delta = 2^-bits; 0 where there is no lowered game
	small  int         // coordinates below 2^-small vanish with delta
	gain   []big.Int   // the user's, [x][a][s]
	mass   []big.Int   // [x][s]
	agents [][]big.Int // [agent][x][a][s]
	scale  []*big.Int  // [s]: what everybody's gains there were multiplied by
	prior  []big.Int
	points [4]map[place][]big.Int // by game
	// utilities of the game loaded before, each user's and then each agent's: a drag changes few
	typed []typedMatrix
	shown typedExperiment // what agents saw in it, ..
	heard typedExperiment // .. and each user
	basis basis           // what else the numbers above are of, but for prior
	calls int             // decisions made here
	apart int             // work done outside of Work
}

// MaxExactWork is how much exact arithmetic one space may use (exact.Counter), decisions included: about
// half a second. Games of three signals, three actions and five agents whose utilities are 0, 1/2 and 1 use
// less than a thousandth.
const MaxExactWork = 500_000_000

// deciding is what one decision takes besides its products: vertices are written out, and their numbers found.
const deciding = 3000

// MaxMonopolyWork is how much the monopoly of one agent may use apart, and MaxMonopoliesWork those of all
// agents, who share it alike.
const (
	MaxMonopolyWork   = 20_000_000
	MaxMonopoliesWork = 240_000_000
)

// allow grants the work of one question apart from MaxExactWork, until the function it
// returns is called.
func (k *kernel) allow(most int) (end func()) {
	work, limit := k.Work, k.Most
	k.Work, k.Most = 0, most
	return func() {
		k.apart += k.Work
		k.Work, k.Most = work, limit
	}
}

// spent reports whether the work allowed is used up: what is found now is undecided.
func (k *kernel) spent() bool { return k.Most > 0 && k.Work > k.Most }

// Apart grants a question so much exact work apart from that of the space, until end is called. That
// returns a LimitError if it was not enough: then what was found meanwhile may not be used.
func (p *Space) Apart(most int) (end func() error) {
	finish := p.kernel.allow(most)
	return func() (err error) {
		if p.kernel.spent() {
			err = p.limit("steps of exact arithmetic", most)
		}
		finish()
		return err
	}
}

// exactly returns the kernel of the space, filled.
func (p *Space) exactly() *kernel {
	k := &p.kernel
	if !k.loaded {
		k.load(&p.Reduced, p.symbolic)
	}
	k.calls++
	k.Work += deciding
	return k
}

// Exact is the work done in exact arithmetic so far, in products of 64-bit words, and the
// number of decisions made with it.
func (p *Space) Exact() (work, decisions int) {
	return p.kernel.Work + p.kernel.apart, p.kernel.calls
}

// share is what this space may use of an amount for one game: games that are solved for one answer share it.
func (p *Space) share(whole int) int { return whole / max(1, p.Sharing) }

// Exhausted is a LimitError once the exact work is past MaxExactWork, or its share; then undecided
// ties have been left as they are, and no answer that depends on them may be used.
func (p *Space) Exhausted() error {
	if most := p.share(MaxExactWork); p.kernel.Work > most {
		return p.limit("steps of exact arithmetic", most)
	}
	return nil
}

// spent is deferred where exact work may end early; the answer is then void, as
// Space.Exhausted says.
func spent() {
	if r := recover(); r != nil && r != exact.Spent {
		panic(r)
	}
}

// writing is what an entry takes to be written as a whole number.
const writing = 1500

func (k *kernel) reset() {
	k.again()
	k.kept = false
}

// again is reset for a game that differs in the prior alone.
func (k *kernel) again() {
	k.loaded, k.kept, k.Work, k.Most, k.calls, k.apart = false, k.kept || k.loaded, 0, MaxExactWork, 0, 0
}

// forget leaves the vertices to be found again, from one of the games on.
func (k *kernel) forget(from int) {
	for game := from; game < len(k.points); game++ {
		k.points[game] = map[place][]big.Int{}
	}
	k.era++
}

// load computes the whole numbers, or keeps those of the game before where only the prior is another.
func (k *kernel) load(r *Reduced, symbolic bool) {
	k.loaded = true
	e := expecter{r: r, prior: r.game.Prior, typed: k.typed, shown: k.shown.read(r.game.AgentSignal),
		heard: k.heard.read(r.game.UserSignal)}
	if r.game.TypedPrior != nil {
		e.prior = r.game.TypedPrior
	}
	e.weigh()
	e.read()
	if k.typed = e.typed; !k.holds(&e) {
		k.Purse.Take(writing * len(e.typed) * r.Heard * r.Actions * r.N)
		k.multiply(&e)
		k.kept = false
	}
	if !k.kept || k.points[atRest] == nil {
		k.bits = [4]uint{}
		k.forget(atRest)
	}
	prior := e.priors()
	for s := range prior {
		prior[s].Quo(prior[s], new(big.Rat).SetInt(k.scale[s]))
	}
	k.prior, _ = exact.Whole(prior)
	known := k.bits
	k.bits, k.small = [4]uint{}, 0
	if symbolic {
		largest := 0
		for i := range k.agents {
			largest = max(largest, longest(k.agents[i]))
		}
		k.choose(r, largest)
	}
	switch {
	case known[shallow] >= k.bits[shallow] && known[lowered] >= k.bits[lowered]:
		k.bits = known // a delta as small does as well
	default:
		k.forget(shallow)
	}
	k.bits[ruled], k.points[ruled] = 0, map[place][]big.Int{}
}

// basis is all that the whole numbers are computed from, but for the utilities and the prior.
type basis struct {
	shape   [5]int // signals, strategies' signals, actions, agents, users
	shares  []float64
	weights []*big.Rat
}

func (e *expecter) basis() basis {
	r := e.r
	b := basis{shape: [...]int{r.N, r.Heard, r.Actions, r.Agents, r.Users}, weights: e.weights}
	for _, o := range r.game.Others {
		b.shares = append(b.shares, o.Share)
	}
	return b
}

// holds reports whether the whole numbers are those of this game already.
func (k *kernel) holds(e *expecter) bool {
	b := e.basis()
	same := func(x, y *big.Rat) bool { return x == y || x != nil && y != nil && x.Cmp(y) == 0 }
	return !e.news && k.basis.shape == b.shape && slices.Equal(k.basis.shares, b.shares) &&
		slices.EqualFunc(k.basis.weights, b.weights, same)
}

// multiply computes them. Gains at a signal are multiplied by their least common
// denominator, everybody's by the same; so coordinates are those of a belief over it.
func (k *kernel) multiply(e *expecter) {
	r := e.r
	all := append(e.gains(0), e.masses()...)
	for i := range r.Agents {
		all = append(all, e.gains(1+i)...)
	}
	whole := make([]big.Int, len(all))
	k.scale = make([]*big.Int, r.N)
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
	}
	gains, masses := r.Heard*r.Actions*r.N, r.Heard*r.N
	k.gain = whole[:gains]
	k.agents = make([][]big.Int, r.Agents)
	for i := range k.agents {
		k.agents[i] = whole[gains+masses+i*gains:][:gains]
	}
	k.mass = whole[gains:][:masses]
	k.basis = e.basis()
}

// choose chooses delta. With entries of at most b bits, a row's
// coefficients sum to at most 2^(b+4) in absolute value (indexes go to 7, differences double),
// a vertex's to v, its side of a half-space to v+b+7, a payoff's to v+b+3 and, of the largest determinants
// asked for, n vertices, a target and a row of payoffs, to the sum of all and (n+1)! < 2^19.
func (k *kernel) choose(r *Reduced, largest int) {
	n, entry := r.N, max(longest(k.gain), longest(k.mass))+4
	vertex := (n-1)*entry + 13
	target := max(vertex, longest(k.prior))
	determinant := (n-1)*vertex + target + (vertex + largest + 3) + 19
	limit := 2*(vertex+longestOf(k.scale)) + 64 // so small that nothing is left of it in a float
	k.bits[shallow] = uint(max(vertex+entry+3, limit)) + 4
	k.bits[lowered] = uint(max(determinant, limit)) + 4
	k.small = vertex + longestOf(k.scale) + 8
}

// at writes where a vertex is at delta = 2^-depth, if the ties tell.
func (k *kernel) at(dst *Point, r *Reduced, at place, depth uint) {
	if v := k.solve(r, at, true, depth); v != nil {
		k.locate(dst, v, math.MaxInt)
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

// Vertices are computed in three games: at delta = 0, where numbers are short and most
// questions are answered; for a delta small enough to cut regions; for one small enough
// to compare payoffs; and, where several agents and the user compare schemes, for a yet smaller one.
const (
	atRest = iota
	shallow
	lowered
	ruled // that of Ruled
)

// point returns a vertex in homogeneous coordinates, whole and not negative, for a place at
// which the ties and the impossible signals leave one belief only; at delta = 0 that may be
// more, and then it is nil.
//
// The unknowns are the belief v and, for each user signal x with ties, t_x = delta M_x.v, so
// that delta stands in few equations:
//
//	(G(x,a) - G(x,b)).v - (a-b) t_x = 0,   M_x.v - 2^bits t_x = 0.
func (k *kernel) point(r *Reduced, at place, game int) []big.Int {
	if v, ok := k.points[game][at]; ok {
		return v
	}
	v := k.solve(r, at, game != atRest, k.bits[game])
	k.points[game][at] = v
	return v
}

// solve computes a vertex at delta = 2^-bits, or at 0.
func (k *kernel) solve(r *Reduced, at place, moves bool, depth uint) []big.Int {
	signals, heard := signalsOf(at.support), []int(nil)
	for x := range r.Heard {
		if tied := at.ties >> (8 * x) & 0xff; tied&(tied-1) != 0 && r.hears(x, at.support) {
			heard = append(heard, x)
		}
	}
	columns := len(signals)
	if moves {
		columns += len(heard)
	}
	system := exact.NewReduction(&k.Counter, columns)
	for i, x := range heard {
		tied := at.ties >> (8 * x) & 0xff
		for base := bits.TrailingZeros64(tied); tied&(tied-1) != 0 && len(system.Rows) < columns-1; {
			tied &= tied - 1
			other := bits.TrailingZeros64(tied)
			row := append(k.prefers(r, x, base, other, signals), make([]big.Int, columns-len(signals))...)
			if moves {
				row[len(signals)+i].SetInt64(int64(other - base))
			}
			system.Add(row)
		}
	}
	for i, x := range heard {
		if !moves || len(system.Rows) == columns-1 {
			break
		}
		row := make([]big.Int, columns)
		for c, s := range signals {
			row[c].Set(&k.mass[x*r.N+s])
		}
		row[len(signals)+i].Lsh(big.NewInt(-1), depth)
		system.Add(row)
	}
	if len(system.Rows) < columns-1 {
		return nil
	}
	return homogeneous(system.Null(), signals, r.N)
}

// homogeneous spreads coordinates, which all have one sign, over n signals, without common
// factors of 2.
func homogeneous(null []big.Int, signals []int, n int) []big.Int {
	v, zeros := make([]big.Int, n), ^uint(0)
	for i, s := range signals {
		if v[s].Abs(&null[i]); v[s].Sign() > 0 {
			zeros = min(zeros, v[s].TrailingZeroBits())
		}
	}
	for s := range v {
		v[s].Rsh(&v[s], zeros)
	}
	return v
}

// hears reports whether user signal x is possible where the given signals are.
func (r *Reduced) hears(x int, support uint8) bool {
	for s := range r.N {
		if support&(1<<s) != 0 && r.Mass(x, s) > 0 {
			return true
		}
	}
	return false
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

// prefers is the half-space of a against b after x at delta = 0, at the given signals.
func (k *kernel) prefers(r *Reduced, x, a, b int, signals []int) []big.Int {
	row := make([]big.Int, len(signals))
	for i, s := range signals {
		row[i].Sub(&k.gain[(x*r.Actions+a)*r.N+s], &k.gain[(x*r.Actions+b)*r.N+s])
	}
	return row
}

// side is the sign of the half-space of a against b after x at a place: that at delta = 0, if
// it has one there.
func (k *kernel) side(r *Reduced, x, a, b int, at place) int {
	signals := signalsOf(at.support)
	row := k.prefers(r, x, a, b, signals)
	if v := k.point(r, at, atRest); v != nil {
		if sign := k.along(row, v, signals); sign != 0 {
			return sign
		}
	}
	if k.bits[shallow] == 0 {
		return 0
	}
	var drop big.Int
	for i, s := range signals {
		row[i].Lsh(&row[i], k.bits[shallow])
		row[i].Sub(&row[i], drop.Mul(&k.mass[x*r.N+s], big.NewInt(int64(a-b))))
	}
	return k.along(row, k.point(r, at, shallow), signals)
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

// locate writes where a vertex is. Coordinates below 2^-small vanish with delta.
func (k *kernel) locate(dst *Point, v []big.Int, small int) {
	var total big.Int
	at := make([]big.Int, len(v))
	for s := range v {
		total.Add(&total, k.Mul(&at[s], &v[s], k.scale[s]))
	}
	for s := range v {
		if dst[s] = 0; at[s].BitLen()-total.BitLen() >= -small {
			dst[s] = exact.Float(&at[s], &total)
		}
	}
}

// expecter computes expected utilities given signals.
type expecter struct {
	r       *Reduced
	prior   []float64     // as it was written
	shown   [][]*big.Rat  // [y][s]: what agents see
	heard   [][]*big.Rat  // [y][x]: what each user sees
	weights []*big.Rat    // [x][s][y] for the x of one user: P(y|s) P(x|y), nil for 0
	typed   []typedMatrix // each user's, then each agent's of each user
	news    bool          // one of them is not what it was
	whole   []wholes      // the weights, [x][s]
}

// typedMatrix is a utility as it was written, with all that it is computed from.
type typedMatrix struct {
	of      []float64
	utility []*big.Rat
}

// read computes the utilities as they were written, those that are not remembered.
func (e *expecter) read() {
	r, at := e.r, 0
	write := func(u belief.Matrix) {
		if at == len(e.typed) {
			e.typed = append(e.typed, typedMatrix{})
		}
		if of := numbersOf(u); !slices.Equal(e.typed[at].of, of) {
			e.typed[at], e.news = typedMatrix{of, typed(u)}, true
		}
		at++
	}
	for t := range r.Users {
		write(r.game.Wants(t))
	}
	for i := range r.Agents {
		for t := range r.Users {
			write(r.game.Asks(t, i))
		}
	}
}

// numbersOf lists what typed reads, each list with its length before it.
func numbersOf(u belief.Matrix) []float64 {
	if u.Typed == nil || u.Typed.Weights == nil {
		return append([]float64{-1, float64(u.Cols)}, u.Data...)
	}
	list := append([]float64{float64(len(u.Typed.Weights)), float64(u.Cols)}, u.Typed.Weights...)
	for _, part := range u.Typed.Parts {
		for _, row := range part {
			list = append(list, row...)
		}
	}
	return list
}

// own is the number of kept signals of one user.
func (r *Reduced) own() int { return r.Heard / r.Users }

// weigh computes the weights. Of a signal that one state alone shows the prior does not matter.
func (e *expecter) weigh() {
	r := e.r
	states := r.game.States
	e.weights = make([]*big.Rat, r.own()*r.N*states)
	for s, signal := range r.Signal {
		joint, total := make([]*big.Rat, states), new(big.Rat)
		possible := func(y int) bool { return e.prior[y] != 0 && e.shown[y][signal].Sign() != 0 }
		several := false
		for y, any := 0, false; y < states; y++ {
			several = several || any && possible(y)
			any = any || possible(y)
		}
		for y := range states {
			switch {
			case !possible(y):
				continue
			case several:
				joint[y] = exact.Decimal(e.prior[y])
				joint[y].Mul(joint[y], e.shown[y][signal])
			default:
				joint[y] = big.NewRat(1, 1)
			}
			total.Add(total, joint[y])
		}
		for y := range states {
			if joint[y] == nil {
				continue
			}
			if several {
				joint[y].Quo(joint[y], total)
			}
			for x, hears := range r.HeardSignal[:r.own()] {
				if p := e.heard[y][hears]; p.Sign() != 0 {
					e.weights[(x*r.N+s)*states+y] = product(joint[y], p)
				}
			}
		}
	}
}

// one is whether a number is 1, product a times b, which shares memory with neither.
func one(a *big.Rat) bool { return a.IsInt() && a.Num().IsInt64() && a.Num().Int64() == 1 }

func product(a, b *big.Rat) *big.Rat {
	switch {
	case one(a):
		return new(big.Rat).Set(b)
	case one(b):
		return new(big.Rat).Set(a)
	}
	return new(big.Rat).Mul(a, b)
}

// gains is sum_y P(y|s) P(x|y) u(a,y) of a party, [x][a][s] for the x of all users: the users' own
// (party 0) as it is, since no factor changes what a user does, and what an agent (1+i) wants of
// each times her share.
func (e *expecter) gains(party int) []*big.Rat {
	r := e.r
	gains := make([]*big.Rat, 0, r.Heard*r.Actions*r.N)
	for t := range r.Users {
		utility, share := wholesOf(e.typed[party*r.Users+t].utility), big.NewRat(1, 1)
		if party > 0 && r.Users > 1 {
			share = shareOf(&r.game, t)
		}
		for x := range r.own() {
			for a := range r.Actions {
				for s := range r.N {
					gain := e.expect(x, s, &utility, a*r.game.States)
					if r.Users > 1 {
						gain.Mul(gain, share)
					}
					gains = append(gains, gain)
				}
			}
		}
	}
	return gains
}

// shareOf is the share of user t.
func shareOf(g *belief.Game, t int) *big.Rat {
	if t > 0 {
		return exact.Decimal(g.Others[t-1].Share)
	}
	rest := big.NewRat(1, 1)
	for _, o := range g.Others {
		rest.Sub(rest, exact.Decimal(o.Share))
	}
	return rest
}

// wholes is rationals as whole numbers over one denominator.
type wholes struct {
	numbers     []big.Int
	denominator *big.Int
}

func wholesOf(list []*big.Rat) wholes {
	numbers, denominator := exact.Whole(list)
	return wholes{numbers, denominator}
}

// wholeWeights are the weights of a user's signal x at s over the states.
func (e *expecter) wholeWeights(x, s int) *wholes {
	if e.whole == nil {
		e.whole = make([]wholes, e.r.own()*e.r.N)
	}
	states, w := e.r.game.States, &e.whole[x*e.r.N+s]
	if w.denominator == nil {
		list := slices.Clone(e.weights[(x*e.r.N+s)*states : (x*e.r.N+s+1)*states])
		for y := range list {
			if list[y] == nil {
				list[y] = new(big.Rat)
			}
		}
		*w = wholesOf(list)
	}
	return w
}

// expect is sum_y P(y|s) P(x|y) u(y), of the numbers u from the first on. One fraction is reduced, not
// one for each state: that takes most of the time.
func (e *expecter) expect(x, s int, u *wholes, first int) *big.Rat {
	w := e.wholeWeights(x, s)
	var sum, product big.Int
	for y := range w.numbers {
		if w.numbers[y].Sign() != 0 && u.numbers[first+y].Sign() != 0 {
			sum.Add(&sum, product.Mul(&w.numbers[y], &u.numbers[first+y]))
		}
	}
	return new(big.Rat).SetFrac(&sum, product.Mul(w.denominator, u.denominator))
}

// masses is P(x|s), [x][s], of several users times the spread of each.
func (e *expecter) masses() []*big.Rat {
	ones := wholes{make([]big.Int, e.r.game.States), big.NewInt(1)}
	for y := range ones.numbers {
		ones.numbers[y].SetInt64(1)
	}
	var masses []*big.Rat
	for t := range e.r.Users {
		factor := big.NewRat(1, 1)
		if e.r.Users > 1 {
			factor = exactSpread(e.typed[t].utility, e.r.Actions, e.r.game.States)
		}
		for x := range e.r.own() {
			for s := range e.r.N {
				mass := e.expect(x, s, &ones, 0)
				masses = append(masses, mass.Mul(mass, factor))
			}
		}
	}
	return masses
}

// exactSpread is spread, exactly.
func exactSpread(utility []*big.Rat, actions, states int) *big.Rat {
	widest := new(big.Rat)
	for y := range states {
		for a := range actions {
			for b := range actions {
				if d := new(big.Rat).Sub(utility[a*states+y], utility[b*states+y]); d.Cmp(widest) > 0 {
					widest = d
				}
			}
		}
	}
	if widest.Sign() == 0 {
		return big.NewRat(1, 1)
	}
	return widest
}

// priors is P(s), up to a common factor.
func (e *expecter) priors() []*big.Rat {
	sums := make([]*big.Rat, e.r.N)
	prior := decimals(e.prior)
	for s, signal := range e.r.Signal {
		sums[s] = new(big.Rat)
		for y, p := range prior {
			if shown := e.shown[y][signal]; p.Sign() != 0 && shown.Sign() != 0 {
				sums[s].Add(sums[s], product(p, shown))
			}
		}
	}
	return sums
}

// Written is a utility as it was written, entry after entry.
func Written(u belief.Matrix) []*big.Rat { return typed(u) }

// typed is a utility as it was written.
func typed(u belief.Matrix) []*big.Rat {
	if u.Typed == nil || u.Typed.Weights == nil {
		return decimals(u.Data)
	}
	// In whole numbers: one fraction to reduce for each entry, not one for each product.
	weights, _ := exact.Whole(decimals(u.Typed.Weights))
	var list []*big.Rat
	total := new(big.Int)
	for j := range weights {
		total.Add(total, &weights[j])
		for _, row := range u.Typed.Parts[j] {
			list = append(list, decimals(row)...)
		}
	}
	parts, factor := exact.Whole(list)
	sums, product := make([]big.Int, len(u.Data)), new(big.Int)
	for e := range parts {
		c := e % len(sums)
		if w := &weights[e/len(sums)]; w.Sign() != 0 {
			sums[c].Add(&sums[c], product.Mul(w, &parts[e]))
		}
	}
	means := make([]*big.Rat, len(sums))
	for c := range sums {
		means[c] = new(big.Rat).SetFrac(&sums[c], product.Mul(total, factor))
	}
	return means
}

// typedExperiment is an experiment as it was written, with all that it is computed from.
type typedExperiment struct {
	of   []float64
	rows [][]*big.Rat
}

// read returns the rows of an experiment, each over its sum: those remembered if it is the same.
func (t *typedExperiment) read(m belief.Matrix) [][]*big.Rat {
	of := []float64{float64(m.Cols)}
	row := func(y int) []float64 {
		if m.Typed != nil {
			return m.Typed.Rows[y]
		}
		return m.Row(y)
	}
	for y := range m.Rows {
		of = append(of, row(y)...)
	}
	if slices.Equal(t.of, of) {
		return t.rows
	}
	rows := make([][]*big.Rat, m.Rows)
	for y := range rows {
		rows[y] = decimals(row(y))
		total := new(big.Rat)
		for _, p := range rows[y] {
			total.Add(total, p)
		}
		for _, p := range rows[y] {
			p.Quo(p, total)
		}
	}
	t.of, t.rows = of, rows
	return rows
}

func decimals(numbers []float64) []*big.Rat {
	list := make([]*big.Rat, len(numbers))
	for i, x := range numbers {
		list[i] = exact.Decimal(x)
	}
	return list
}
