package engine

// memory hands out the lists of one result from a few large pieces, since a result of
// hundreds of small lists is made at every step of a drag. The pieces belong to the
// result; forget begins the next one. The zero value is ready.
type memory struct {
	numbers    pool[float64]
	wholes     pool[int]
	rows       pool[[]float64]
	posteriors pool[PosteriorResult]
}

// forget leaves what was handed out to its owner; the next result is expected to need as much.
func (m *memory) forget() {
	m.numbers.forget()
	m.wholes.forget()
	m.rows.forget()
	m.posteriors.forget()
}

// list copies numbers; it is never nil, so that an empty list is written as [], not null.
func (m *memory) list(x []float64) []float64 {
	out := m.numbers.take(len(x))
	copy(out, x)
	return out
}

// strategy copies actions.
func (m *memory) strategy(x []int) []int {
	out := m.wholes.take(len(x))
	copy(out, x)
	return out
}

// matrix copies rows.
func (m *memory) matrix(x [][]float64) [][]float64 {
	out := m.rows.take(len(x))
	for i, row := range x {
		out[i] = m.list(row)
	}
	return out
}

// pool hands out pieces of zeroed memory.
type pool[T any] struct {
	free       []T
	used, last int // pieces handed out for this result, and for the one before
}

func (p *pool[T]) take(n int) []T {
	if len(p.free) < n || p.free == nil {
		p.free = make([]T, max(n, p.last-p.used))
	}
	out := p.free[:n:n]
	p.free = p.free[n:]
	p.used += n
	return out
}

func (p *pool[T]) forget() { *p = pool[T]{last: p.used} }
