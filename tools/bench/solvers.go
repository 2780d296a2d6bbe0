package main

import (
	"context"
	"fmt"
	"slices"
)

// spread is what bench.js measures of one way to solve.
type spread struct{ Median, Least, Most float64 }

func (s spread) String() string {
	return fmt.Sprintf("%s (%s to %s)", millis(s.Median), millis(s.Least), millis(s.Most))
}

// pageSolvers compares the hull test with HiGHS in one page; each answer is checked.
func pageSolvers(r *report, tab context.Context) error {
	r.section("The hull test in Chromium, beside HiGHS in the same page",
		"Milliseconds for one random problem, median (least to most) of nine samples; answers agree to 1e-6. "+
			"`solve(text)` is the call that the package documents; the array rows keep one model in HiGHS, pass each "+
			"problem as typed arrays and solve again.")
	var rows [][]string
	for i, size := range sizes {
		m, err := evaluate[struct {
			Ours         spread  `json:"ours"`
			Plain        spread  `json:"presolve off"`
			Presolved    spread  `json:"presolve on"`
			Text         spread  `json:"text"`
			Disagreement float64 `json:"disagreement"`
		}](tab, "measure(%d, %d)", size[0], size[1])
		if err != nil {
			return err
		}
		if !(m.Disagreement < 1e-6) {
			return fmt.Errorf("%d x %d: epsilons differ by %g", size[0], size[1], m.Disagreement)
		}
		name := fmt.Sprintf("%d x %d", size[0], size[1])
		rows = append(rows, []string{name, "ours", m.Ours.String(), ""})
		for _, how := range []struct {
			name string
			spread
		}{{"HiGHS, solve(text)", m.Text}, {"HiGHS, arrays, presolve", m.Presolved},
			{"HiGHS, arrays, no presolve", m.Plain}} {
			rows = append(rows, []string{name, how.name, how.String(), fmt.Sprintf("%.1f", how.Median/m.Ours.Median)})
		}
		fastest := min(m.Presolved.Median, m.Plain.Median)
		if want, ok := map[int]float64{0: 20, len(sizes) - 1: 3}[i]; ok {
			ratio := m.Text.Median / m.Ours.Median
			r.reach(ratio >= want, "hull test "+name+" in WebAssembly, against HiGHS in the same page",
				fmt.Sprintf("%.0f times", want),
				"%.0f times `solve(text)`, %.1f times the fastest way to call it", ratio, fastest/m.Ours.Median)
		}
	}
	r.table([]string{"agents x entries", "by", "ms", "times ours"}, rows)
	return nil
}

// growthRow is one size: signals, actions, agents, values of the user's private signal (1: she
// has none), and the most that the 95th and 99th percentile may be, 0 for no limit.
type growthRow struct {
	signals, actions, agents, heard int
	p95, p99                        float64
}

// growthTable varies one thing at a time, from the size that most scenarios have.
var growthTable = []growthRow{
	{2, 2, 2, 1, 0, 0}, {2, 3, 5, 1, 0, 0},
	{3, 3, 2, 1, 0, 0}, {3, 3, 5, 1, 3, 8}, {3, 3, 8, 1, 0, 0}, {3, 3, 12, 1, 0, 0}, {3, 3, 24, 1, 0, 0},
	{3, 2, 5, 1, 0, 0}, {3, 4, 5, 1, 0, 0}, {3, 6, 5, 1, 0, 0}, {3, 8, 5, 1, 0, 0},
	{4, 3, 5, 1, 0, 0}, {4, 4, 8, 1, 0, 0}, {5, 3, 5, 1, 0, 0}, {6, 3, 5, 1, 0, 0}, {8, 3, 5, 1, 0, 0},
	{6, 6, 8, 1, 0, 0}, {8, 8, 8, 1, 0, 0}, {8, 8, 24, 1, 0, 0},
	{3, 3, 5, 2, 0, 0}, {3, 3, 5, 4, 0, 0}, {4, 4, 8, 2, 0, 0}, {4, 4, 8, 4, 0, 0}, {6, 6, 8, 2, 0, 0},
}

// inlineMillis is what may be solved where the event is handled (docs/speed.md).
const inlineMillis = 30

// growth says how a whole recompute grows with agents, signals and actions.
func growth(r *report, tab context.Context) error {
	r.section("How a whole recompute grows, in Chromium",
		"Alignment with depth, regions, monopolies, worst and best equilibrium with their proofs, both floors, "+
			"ladder, of up to 240 random scenarios a row: milliseconds of main-thread time.")
	var rows [][]string
	for _, g := range growthTable {
		m, err := evaluate[struct {
			Times    []float64
			Expected float64
		}](tab, "bench.recompute(%d, %d, %d, %d)", g.signals, g.actions, g.agents, g.heard)
		if err != nil {
			return err
		}
		where, times := "page", sample(m.Times)
		if m.Expected > inlineMillis {
			where = "worker"
		}
		heard := "none"
		if g.heard > 1 {
			heard = fmt.Sprint(g.heard)
		}
		rows = append(rows,
			slices.Concat([]string{fmt.Sprintf("%d signals, %d actions, %d agents", g.signals, g.actions, g.agents),
				heard}, times.cells(), []string{millis(m.Expected), where}))
		if g.p95 > 0 {
			r.reach(times.at(0.95) < g.p95 && times.at(0.99) < g.p99,
				fmt.Sprintf("recompute, %d signals, %d actions, %d agents, main thread",
					g.signals, g.actions, g.agents),
				fmt.Sprintf("95 %% under %g ms, 99 %% under %g ms", g.p95, g.p99), "%s and %s ms",
				millis(times.at(0.95)), millis(times.at(0.99)))
		}
	}
	r.table([]string{"size", "user's signals", "median", "95 %", "99 %", "most", "expected", "solved in"}, rows)
	return nil
}
