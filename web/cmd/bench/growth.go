package main

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// growthRow is one size: signals, actions, agents, values of the user's private signal (1: she
// has none), and the most that the 95th percentile may be, 0 for no limit.
type growthRow struct {
	signals, actions, agents, heard int
	limit                           float64
}

// growthTable varies one thing at a time, from the size that most scenarios have.
var growthTable = []growthRow{
	{2, 2, 2, 1, 0}, {2, 3, 5, 1, 0},
	{3, 3, 2, 1, 0}, {3, 3, 5, 1, 4}, {3, 3, 8, 1, 0}, {3, 3, 12, 1, 0}, {3, 3, 24, 1, 0},
	{3, 2, 5, 1, 0}, {3, 4, 5, 1, 0}, {3, 6, 5, 1, 0}, {3, 8, 5, 1, 0},
	{4, 3, 5, 1, 0}, {4, 4, 8, 1, 16}, {5, 3, 5, 1, 0}, {6, 3, 5, 1, 0}, {8, 3, 5, 1, 0},
	{6, 6, 8, 1, 0}, {8, 8, 8, 1, 0}, {8, 8, 24, 1, 0},
	{3, 3, 5, 2, 0}, {3, 3, 5, 4, 0}, {4, 4, 8, 2, 0}, {4, 4, 8, 4, 0}, {6, 6, 8, 2, 0},
}

// growth prints how a whole recompute grows with agents, signals and actions.
func growth(tab context.Context) error {
	fmt.Println("\nwhole recompute in Chromium (alignment, regions, monopolies, equilibria, floors, ladder), milliseconds")
	fmt.Println("  signals actions agents heard    median      95 %      most  expected  where")
	for _, r := range growthTable {
		m, err := chromedp.Run(tab, chromedp.Evaluate[struct {
			Median, P95, Most, Expected float64
			Steps                       int
		}](fmt.Sprintf("bench.recompute(%d, %d, %d, %d)", r.signals, r.actions, r.agents, r.heard)))
		if err != nil {
			return err
		}
		where, verdict := "inline", ""
		if m.Expected > 30 {
			where = "worker"
		}
		if r.limit > 0 {
			verdict = fmt.Sprintf("  limit %.0f ms: kept", r.limit)
			if m.P95 > r.limit {
				verdict = fmt.Sprintf("  limit %.0f ms: MISSED", r.limit)
			}
		}
		fmt.Printf("  %7d %7d %6d %5d %9.2f %9.2f %9.2f %9.2f  %s%s\n", r.signals, r.actions, r.agents, r.heard, m.Median, m.P95, m.Most, m.Expected, where, verdict)
	}
	return nil
}

// dragging moves handles of figures by key and reports the main thread's time from event to
// new picture of state, DOM included: median and 95th percentile.
func dragging(tab context.Context, url string) error {
	fmt.Println("\none move in a figure, main-thread milliseconds from event to everything that follows from it")
	for _, c := range []struct{ scene, preset, handle string }{
		{"hull", "specialists", "user"}, {"hull", "crowd", "agent:0"},
		{"equilibrium", "specialists", "prior"}, {"equilibrium", "rivals", "prior"}, {"equilibrium", "crowd", "prior"},
	} {
		address := fmt.Sprintf("%s/stage.html?scene=%s&preset=%s", url, c.scene, c.preset)
		if err := chromedp.Do(tab, chromedp.Navigate("about:blank"), chromedp.Navigate(address)); err != nil {
			return err
		}
		const nudges = `emergent.ready.then(() => {
			const handle = document.querySelector('[data-handle="%s"]');
			if (!handle) return [];
			const times = [];
			for (let i = 0; i < 300; i++) {
				const key = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"][i >> 2 & 3];
				const start = performance.now();
				handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
				times.push(performance.now() - start);
			}
			return times.slice(20).sort((a, b) => a - b);
		})`
		times, err := chromedp.Run(tab, chromedp.Evaluate[[]float64](fmt.Sprintf(nudges, c.handle), chromedp.EvalAwaitPromise))
		if err != nil {
			return err
		}
		if n := len(times); n > 0 {
			fmt.Printf("  %-12s %-12s %-8s median %6.2f, 95 %% %6.2f, most %6.2f\n", c.scene, c.preset, c.handle, times[n/2], times[n*95/100], times[n-1])
		}
	}
	return nil
}
