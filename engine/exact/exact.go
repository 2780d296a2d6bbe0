// Package exact does arithmetic without rounding, for the few decisions that floating point
// cannot make: the rational that a written number is, and linear algebra over big integers
// that counts what it costs. It is at the bottom of the engine beside belief and linprog, and
// knows nothing of beliefs or utilities.
package exact

import (
	"errors"
	"math"
	"math/big"
	"strconv"
)

// Decimal is the rational that x was written as: the shortest decimal that reads back as x.
// It panics where x is not finite.
func Decimal(x float64) *big.Rat {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		panic("exact: not a finite number")
	}
	var memory [32]byte
	text := strconv.AppendFloat(memory[:0], math.Abs(x), 'e', -1, 64) // d.ddde±xx
	digits, exponent, fraction := int64(0), 0, false
	for i, c := range text {
		switch {
		case c == '.':
			fraction = true
		case c == 'e':
			e, _ := strconv.Atoi(string(text[i+1:])) // FormatFloat writes a number there
			return rational(digits, exponent+e, x < 0)
		default:
			digits = 10*digits + int64(c-'0') // at most 17 of them
			if fraction {
				exponent--
			}
		}
	}
	panic("exact: FormatFloat writes an exponent")
}

// powers are the powers of ten that a word of 64 bits holds.
var powers = func() (list [19]int64) {
	list[0] = 1
	for i := range len(list) - 1 {
		list[i+1] = 10 * list[i]
	}
	return list
}()

// rational is digits times a power of ten.
func rational(digits int64, exponent int, negative bool) *big.Rat {
	if negative {
		digits = -digits
	}
	if -exponent > 0 && -exponent < len(powers) {
		return big.NewRat(digits, powers[-exponent])
	}
	n, power := big.NewInt(digits), big.NewInt(10)
	power.Exp(power, big.NewInt(int64(max(exponent, -exponent))), nil)
	if exponent >= 0 {
		return new(big.Rat).SetInt(n.Mul(n, power))
	}
	return new(big.Rat).SetFrac(n, power)
}

// Whole multiplies the numbers by their least common denominator, which makes whole numbers
// of them, and returns those and the denominator.
func Whole(numbers []*big.Rat) ([]big.Int, *big.Int) {
	common := big.NewInt(1)
	var gcd, part big.Int
	for _, x := range numbers {
		d := x.Denom()
		part.Quo(d, gcd.GCD(nil, nil, common, d))
		common.Mul(common, &part)
	}
	whole := make([]big.Int, len(numbers))
	for i, x := range numbers {
		part.Quo(common, x.Denom())
		whole[i].Mul(x.Num(), &part)
	}
	return whole, common
}

// Float is a/b as a float, of any size: infinite where it is too large for one. b is not 0.
func Float(a, b *big.Int) float64 {
	if a.Sign() == 0 {
		return 0
	}
	const digits = 64 // of the quotient: more than a float has
	shift := digits - a.BitLen() + b.BitLen()
	var q big.Int
	if shift >= 0 {
		q.Quo(q.Lsh(a, uint(shift)), b)
	} else {
		var wide big.Int
		q.Quo(a, wide.Lsh(b, uint(-shift)))
	}
	f := float64(new(big.Int).Rsh(&q, 8).Int64()) // 57 or 58 bits
	return math.Ldexp(f, 8-shift)
}

// Counter multiplies and divides, and counts how much: a product of numbers of p and q words of 64 bits
// counts p*q and an overhead, of a nanosecond or two each. So the count is the same on every machine. Past Most,
// if that is not 0, it panics with Spent, for whoever set it to recover from.
type Counter struct {
	Work, Most int
	Purse      *Purse // nil: no other limit
}

// Spent is the panic of a Counter past its limit.
var Spent = errors.New("exact: the work allowed is used up")

// Purse is what several counters may do together for somebody who waits. Past it they panic with Over,
// for whoever waits to recover from: what they were doing is then half done.
type Purse struct{ Left int }

// Over is the panic of an empty Purse.
var Over = errors.New("exact: the work that somebody waits for is used up")

// overhead is what a product takes besides that of its words.
const overhead = 16

// Take takes out so much; a nil Purse holds any amount.
func (p *Purse) Take(work int) {
	if p == nil {
		return
	}
	if p.Left -= work; p.Left < 0 {
		panic(Over)
	}
}

// Leave empties the purse at once, where somebody waits who can ask another program (Elsewhere).
func (p *Purse) Leave() {
	if p != nil {
		p.Left = -1
		panic(Over)
	}
}

// Mul sets z to a*b.
func (c *Counter) Mul(z, a, b *big.Int) *big.Int {
	c.count(words(a) * words(b))
	return z.Mul(a, b)
}

// Quo sets z to a/b, which is a whole number.
func (c *Counter) Quo(z, a, b *big.Int) *big.Int {
	c.count(max(1, 1+words(a)-words(b)) * words(b))
	return z.Quo(a, b)
}

func words(x *big.Int) int { return 1 + x.BitLen()/64 }

// count is called before the work is done.
func (c *Counter) count(work int) {
	work += overhead
	c.Work += work
	c.Purse.Take(work)
	if c.Most > 0 && c.Work > c.Most {
		panic(Spent)
	}
}

// Dot is sum_i a_i b_i.
func (c *Counter) Dot(a, b []big.Int) *big.Int {
	sum, product := new(big.Int), new(big.Int)
	for i := range a {
		if a[i].Sign() != 0 && b[i].Sign() != 0 {
			sum.Add(sum, c.Mul(product, &a[i], &b[i]))
		}
	}
	return sum
}
