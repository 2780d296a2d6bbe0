package main

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
)

// games is how long the experiment is that one and two workers are timed on, and heats how
// often each is.
const games, heats = 6000, 3

// working times E1 with one worker and with two, in turn, beside an idle page: from the
// button to the whole report, workers already started by a short run.
func working(r *report, tab context.Context, url string) error {
	r.section("Experiment E1 with one worker and with two", fmt.Sprintf("Milliseconds from the start of %d games (two actions short of the largest, the lab's default form) to the whole report, in turn; the program is compiled before.", games))
	times := map[int]sample{}
	for heat := range heats {
		for _, workers := range []int{1, 2} {
			ms, err := timedRun(tab, url, workers, uint64(heat+1))
			if err != nil {
				return err
			}
			times[workers] = append(times[workers], ms)
		}
	}
	ratio := times[1].at(0.5) / times[2].at(0.5)
	r.table([]string{"workers", "ms"}, [][]string{{"1", times[1].spread()}, {"2", times[2].spread()}})
	r.reach(ratio >= 1.5, "E1 with two workers against one, on two cores", "1.5 times as fast", "%.2f times (median of %d)", ratio, heats)
	return nil
}

// timedRun runs the experiment in a tab of its own, on a machine of so many cores.
func timedRun(tab context.Context, url string, cores int, seed uint64) (float64, error) {
	own, end := chromedp.NewContext(tab)
	defer end()
	if err := before(own, fmt.Sprintf("Object.defineProperty(navigator, 'hardwareConcurrency', { value: %d })", cores)); err != nil {
		return 0, err
	}
	if err := open(own, url+"/stage.html?scene=lab"); err != nil {
		return 0, err
	}
	const run = `emergent.ready.then(async () => {
		const run = async (runs, seed) => {
			const start = performance.now();
			await emergent.setView({ scene: "lab", values: { "lab.kind": "selection", "lab.runs": String(runs), "lab.seed": String(seed), play: "true" } });
			const report = await emergent.getReport();
			if (!report) throw new Error("no report");
			return performance.now() - start;
		};
		await run(200, 99);
		return run(%d, %d);
	})`
	return evaluate[float64](own, run, games, seed)
}
