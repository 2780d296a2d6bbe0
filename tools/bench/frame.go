package main

import (
	"context"
	"fmt"
)

// painting measures the main thread's work in a frame while a figure moves: Update and Draw of
// the program, without what the browser then does with the triangles.
func painting(r *report, tab context.Context, url string) error {
	r.section("Work in a frame while a figure moves",
		"Main-thread milliseconds of Update and Draw in each of up to 150 frames of tweens that a key sets off.")
	var rows [][]string
	worst := 0.
	for _, d := range drags {
		if err := open(tab, fmt.Sprintf("%s/stage.html?scene=%s&preset=%s", url, d.scene, d.preset)); err != nil {
			return err
		}
		times, err := evaluate[[]float64](tab, `emergent.ready.then(async () => {
			const all = [...document.querySelectorAll("[data-handle]")]
				.filter((h) => h.getAttribute("aria-disabled") !== "true");
			const handle = all.find((h) => h.dataset.handle === %q) ?? all[0];
			const times = [];
			let seen = emergent.stats().frames;
			const keys = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"];
			for (let i = 0; handle && i < 15; i++) {
				handle.dispatchEvent(new KeyboardEvent("keydown",
					{ key: keys[i & 3], shiftKey: true, bubbles: true, cancelable: true }));
				for (let j = 0; j < 10; j++) {
					await new Promise(requestAnimationFrame);
					const s = emergent.stats();
					if (s.frames > seen) times.push(s.frame);
					seen = s.frames;
				}
			}
			return times.slice(10);
		})`, d.handle)
		if err != nil {
			return err
		}
		if len(times) == 0 {
			continue
		}
		s := sample(times)
		rows = append(rows, append([]string{d.scene + ", " + d.preset}, s.cells()...))
		worst = max(worst, s.at(0.5))
	}
	r.table([]string{"figure and preset", "median", "95 %", "99 %", "most"}, rows)
	r.reach(worst < 4, "work in a frame while a figure moves", "under 4 ms", "%s ms (median, worst figure)",
		millis(worst))
	return nil
}
