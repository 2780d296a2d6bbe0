package main

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// games is how long the experiment is that one and two workers are timed on, and heats how
// often each is.
const games, heats = 6_000, 3

// working times E1 with one worker and with two, in turn: from the button to the whole report,
// workers already started by a short run.
func working(r *report, tab context.Context, url string) error {
	r.section("Experiment E1 with one worker and with two",
		fmt.Sprintf("Milliseconds from the start of %d games (two actions short of the largest, the lab's default "+
			"form) to the whole report, in turn; the program is compiled before. The page is idle: it draws nothing "+
			"until the end, as a figure that is scrolled away. Drawn: with the figure in sight, redrawn at each "+
			"report by a software rasteriser on the same two cores.", games))
	var rows [][]string
	for _, p := range []struct {
		name string
		idle bool
	}{{"idle", true}, {"drawn", false}} {
		times := map[int]sample{}
		for heat := range heats {
			for _, workers := range []int{1, 2} {
				ms, err := timedRun(tab, url, workers, uint64(heat+1), p.idle)
				if err != nil {
					return err
				}
				times[workers] = append(times[workers], ms)
			}
		}
		ratio := times[1].at(0.5) / times[2].at(0.5)
		rows = append(rows, []string{p.name, times[1].spread(), times[2].spread(), fmt.Sprintf("%.2f", ratio)})
		if p.idle {
			r.reach(ratio >= 1.5, "E1 with two workers against one, on two cores, idle page",
				"1.5 times as fast", "%.2f times (median of %d)", ratio, heats)
		}
	}
	r.table([]string{"page", "one worker", "two workers", "times as fast"}, rows)
	return nil
}

// timedRun runs the experiment in a tab of its own, on a machine of so many cores.
func timedRun(tab context.Context, url string, cores int, seed uint64, idle bool) (float64, error) {
	own, end := chromedp.NewContext(tab)
	defer end()
	if err := before(own, fmt.Sprintf("Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d })",
		cores)); err != nil {
		return 0, err
	}
	if err := open(own, url+"/stage.html?scene=lab"); err != nil {
		return 0, err
	}
	const run = `emergent.ready.then(async () => {
		const run = async (runs, seed) => {
			const start = performance.now();
			const values = { "lab.kind": "selection", "lab.runs": String(runs),
				"lab.seed": String(seed), play: "true" };
			await emergent.setView({ scene: "lab", values });
			const report = await emergent.getReport();
			if (!report) throw new Error("no report");
			return performance.now() - start;
		};
		await run(200, 99);
		if (%t) stageGate.pause();
		return run(%d, %d);
	})`
	return evaluate[float64](own, run, idle, games, seed)
}
