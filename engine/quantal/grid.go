package quantal

// Grid is the finite set of beliefs on which the game is played: all multiples of
// 1/Resolution, and more where the response changes. The certain beliefs are in it.
type Grid struct {
	Signals    int       // 1, 2 or 3
	Resolution int       // of the base grid; stated in the answer
	Beliefs    []float64 // [p][s]

	// x and y are the beliefs in the plane. Two signals: x is q(1), ascending, y unused.
	// Three: whole numbers, q(1) and q(2) in units of 1/(Resolution*finer), so that the
	// hull can tell sides exactly; the base grid comes first, row after row.
	x, y   []float64
	corner [3]int32 // places of the certain beliefs
	beside []int32  // for each belief that halve added, a kept one next to it

	spare []float64 // memory of split
	from  []int32
}

// finer is the number of units of the plane in a step of the base grid of three signals.
const finer = 64

// Len is the number of beliefs.
func (g *Grid) Len() int { return len(g.x) }

// Belief is the p-th belief; it shares the grid's memory.
func (g *Grid) Belief(p int) []float64 { return g.Beliefs[p*g.Signals:][:g.Signals] }

// reset makes the base grid.
func (g *Grid) reset(signals, resolution int) {
	g.Signals, g.Resolution = signals, resolution
	g.x, g.y = g.x[:0], g.y[:0]
	switch signals {
	case 1:
		g.x = append(g.x, 0)
	case 2:
		for i := range resolution + 1 {
			g.x = append(g.x, float64(i)/float64(resolution))
		}
	case 3:
		for j := range resolution + 1 {
			for i := range resolution + 1 - j {
				g.x = append(g.x, float64(i*finer))
				g.y = append(g.y, float64(j*finer))
			}
		}
	}
	g.finish()
}

// place is where the base grid of three signals has the point (i, j).
func (g *Grid) place(i, j int) int32 {
	return int32(j*(g.Resolution+1) - j*(j-1)/2 + i)
}

// finish fills in the beliefs and corners from the points of the plane.
func (g *Grid) finish() {
	g.Beliefs = g.Beliefs[:0]
	switch g.Signals {
	case 1:
		g.Beliefs = append(g.Beliefs, 1)
		g.corner[0] = 0
	case 2:
		for _, x := range g.x {
			g.Beliefs = append(g.Beliefs, 1-x, x)
		}
		g.corner = [3]int32{0, int32(len(g.x) - 1), none}
	case 3:
		unit := float64(g.Resolution * finer)
		for p, x := range g.x {
			y := g.y[p]
			g.Beliefs = append(g.Beliefs, (unit-x-y)/unit, x/unit, y/unit)
		}
		g.corner = [3]int32{0, g.place(g.Resolution, 0), g.place(0, g.Resolution)}
	}
}
