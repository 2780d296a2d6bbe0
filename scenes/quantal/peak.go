package quantal

// peak is the middle of the beliefs at which an action is taken most often: where its name
// goes.
type peak struct {
	at   [3]float64
	seen bool // it is taken most often somewhere
}

// peakGrid is the resolution of the grid of beliefs that are looked at for a name.
const peakGrid = 20

// firsts says which action is taken most often at each of those beliefs.
type firsts [peakGrid + 1][peakGrid + 1]int8

// peaks finds, for each action, the belief farthest from where another action is taken more
// often, on that grid: the middle of its region.
func (m *model) peaks() []peak {
	var first firsts
	shares := make([]float64, m.actions)
	for j := range peakGrid + 1 {
		for i := range peakGrid + 1 - j {
			m.shade.Shares(peakAt(i, j), shares)
			first[j][i] = int8(largest(shares))
		}
	}
	list := make([]peak, m.actions)
	room := make([]int, m.actions)
	for j := range peakGrid + 1 {
		for i := range peakGrid + 1 - j {
			a := first[j][i]
			if r := first.clearance(i, j); r > room[a] {
				room[a], list[a].at = r, peakAt(i, j)
			}
		}
	}
	for a := range list {
		m.shade.Shares(list[a].at, shares)
		list[a].seen = room[a] > 0 && shares[a] > preferred+1/float64(m.actions)
	}
	return list
}

// preferred is by how much an action must be taken more often than at random to be named.
const preferred = 0.02

func peakAt(i, j int) [3]float64 {
	const n = peakGrid
	return [3]float64{float64(n-i-j) / n, float64(i) / n, float64(j) / n}
}

func largest(x []float64) (at int) {
	for i := range x {
		if x[i] > x[at] {
			at = i
		}
	}
	return at
}

// clearance is the squared distance, in steps of the grid, to the nearest belief where
// another action comes first, or to just outside the triangle.
func (f *firsts) clearance(i, j int) int {
	edge := min(i, j, peakGrid-i-j) + 1
	best := edge * edge
	for y := max(0, j-edge); y <= min(peakGrid, j+edge); y++ {
		for x := max(0, i-edge); x <= min(peakGrid-y, i+edge); x++ {
			if dx, dy := x-i, y-j; f[y][x] != f[j][i] {
				best = min(best, dx*dx+dy*dy+dx*dy)
			}
		}
	}
	return best
}
