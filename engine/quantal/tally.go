package quantal

import "math"

// This file decides signs that float64 cannot hold. Where one action is all but certain a
// payoff differs from a linear function by as little as e^-lambda, and whether it is above or
// below its chord hangs on that difference alone. But the difference is a sum of terms
//
//	sigma(a|q,x) (L_a - L_b)(q),    L_a(q) = sum_s q(s) U_i(a,x|s),
//
// over actions a other than a reference b (v_i - sum_x L_b is that sum exactly), and each
// term is a product of positive numbers and a difference that is known to a few digits of
// its own. So terms are kept as m e^z, and their sum has a sign unless they cancel.

// tally is a sum of numbers m e^z. The zero value is not ready: see newTally.
type tally struct {
	sum, size float64 // of the terms, and of their absolute values, both times e^-top
	top       float64
}

func newTally() tally { return tally{top: math.Inf(-1)} }

// add adds m e^z.
func (t *tally) add(m, z float64) {
	if m == 0 || math.IsInf(z, -1) {
		return
	}
	if z > t.top {
		shrink := math.Exp(t.top - z)
		t.sum, t.size, t.top = t.sum*shrink, t.size*shrink, z
	}
	m *= math.Exp(z - t.top)
	t.sum += m
	t.size += math.Abs(m)
}

// cancels is the share of a sum's terms below which its sign is not known: far above the
// relative error of a term, which is that of lambda times a utility in an exponent (1e-13 at
// 1000) and a few last digits of Exp, which differ between machines.
const cancels = 1e-10

// sign of the sum: 0 where it is not known.
func (t *tally) sign() int {
	switch {
	case t.sum > cancels*t.size:
		return 1
	case t.sum < -cancels*t.size:
		return -1
	}
	return 0
}

// total is a tally of numbers as they are, which tells most signs with no power of e.
type total struct{ sum, size float64 }

func (t *total) add(m float64) {
	t.sum += m
	t.size += math.Abs(m)
}

// faintest is far above what is lost of a total where a power of e is too small for float64.
const faintest = 1e-300

// sign of the sum: 0 where it is not known, or a tally must tell.
func (t *total) sign() int {
	switch least := cancels*t.size + faintest; {
	case t.sum > least:
		return 1
	case t.sum < -least:
		return -1
	}
	return 0
}

// sameNumber is the difference of two utilities that rounding of the scenario's decimals can
// make: it is none.
const sameNumber = 2e-15

// difference is (L_a - L_b)(q) for a party after signal x: each entry is that of the table.
func (t *Table) difference(q []float64, x, a, b, party int) float64 {
	size, sum := len(q), 0.0
	at := t.payoff[((x*t.actions+a)*t.Parties+party)*size:]
	less := t.payoff[((x*t.actions+b)*t.Parties+party)*size:]
	for s, w := range q {
		if d := at[s] - less[s]; math.Abs(d) > sameNumber {
			sum += w * d
		}
	}
	return sum
}

// logs writes log sigma(a|q,x) for every action and reports whether signal x can occur.
func (t *Table) logs(q []float64, x int, lambda float64, out []float64) bool {
	size := len(q)
	mass := dot(q, t.mass[x*size:])
	if mass <= 0 {
		return false
	}
	top := math.Inf(-1)
	for a := range out {
		out[a] = lambda / mass * dot(q, t.payoff[(x*t.actions+a)*t.Parties*size:])
		top = max(top, out[a])
	}
	sum := 0.0
	for _, z := range out {
		sum += math.Exp(z - top)
	}
	for a := range out {
		out[a] -= top + math.Log(sum)
	}
	return true
}

// deviation adds weight times v_i(q) - sum_x L_b(q) to a total, b being reference[x], from the
// shares sigma(a|q,x).
func (t *Table) deviation(sum *total, weight float64, q []float64, party int, shares []float64, reference []int) {
	for x, b := range reference {
		for a, sigma := range shares[x*t.actions:][:t.actions] {
			if a != b && sigma > 0 {
				sum.add(weight * sigma * t.difference(q, x, a, b, party))
			}
		}
	}
}

// deviationIn is deviation to a tally, from log sigma(a|q,x).
func (t *Table) deviationIn(sum *tally, weight float64, q []float64, party int, logs []float64, reference []int) {
	for x, b := range reference {
		row := logs[x*t.actions:][:t.actions]
		if math.IsNaN(row[0]) {
			continue
		}
		for a, z := range row {
			if a != b {
				sum.add(weight*t.difference(q, x, a, b, party), z)
			}
		}
	}
}

// likeliest writes the likeliest action after each signal.
func (t *Table) likeliest(logs []float64, reference []int) {
	for x := range reference {
		row := logs[x*t.actions:][:t.actions]
		reference[x] = 0
		for a, z := range row {
			if z > row[reference[x]] {
				reference[x] = a
			}
		}
	}
}
