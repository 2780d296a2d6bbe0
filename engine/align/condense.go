package align

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Condense returns a table of at most k+1 entries, without states, in place of a long one.
// Whatever the weights, the combination's sum of squared errors is the same in both, with
// the offset that is best for it in t and none in the other; so least squares over many
// subsets of the agents need not look at every entry each time.
//
// With the offsets projected out, let M be the matrix of columns U_1 .. U_k, u. An
// orthogonal Q changes no length, so M = QR with R upper triangular gives |Mx| = |Rx| for
// all x; the columns of R are the table returned. Q is a product of reflections
// (Householder 1958), which keeps the rounding at that of the data.
func Condense(t Table, o Offset) Table {
	t.mustFit()
	n, k := len(t.User), len(t.Agents)
	columns := make([][]float64, k+1)
	flat := make([]float64, n*(k+1))
	for i := range columns {
		columns[i] = flat[i*n : (i+1)*n]
		source := t.User
		if i < k {
			source = t.Agents[i]
		}
		center(columns[i], source, t.groups(o))
	}
	rows := min(n, k+1)
	for j := range rows {
		reflect(columns[j:], j)
	}
	for i := range columns {
		columns[i] = append([]float64(nil), columns[i][:rows]...)
	}
	return Table{User: columns[k], Agents: columns[:k]}
}

// reflect turns the first column's entries from j on into one number at j, and does the same
// to the others.
func reflect(columns [][]float64, j int) {
	x := columns[0][j:]
	length := math.Sqrt(numeric.Dot(x, x))
	if length == 0 {
		return
	}
	if x[0] > 0 {
		length = -length // so that nothing cancels below
	}
	v := append([]float64(nil), x...)
	v[0] -= length
	half := numeric.Dot(v, v) / 2
	for _, c := range columns[1:] {
		add(c[j:], -numeric.Dot(v, c[j:])/half, v)
	}
	clear(x)
	x[0] = length
}

// longEntries is how many entries make a table long whatever its agents: games are short.
const longEntries = 200

// short is the loaded table, centred, or in place of a long one what condenses it.
func (p *program) short() Table {
	p.listed = numeric.Sized(p.listed, p.agents)
	for i := range p.listed {
		p.listed[i] = p.row(i)
	}
	t := Table{User: p.user, Agents: p.listed}
	if p.entries > 4*p.agents+longEntries {
		return Condense(t, NoOffset)
	}
	return t
}
