package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// drags are the figures moved, by the handle named; all sections that the figure shows.
var drags = []struct{ scene, preset, handle string }{
	{"hull", "specialists", "user"}, {"hull", "crowd", "agent:0"},
	{"equilibrium", "judge", "prior"}, {"equilibrium", "specialists", "prior"}, {"equilibrium", "crowd", "prior"},
	{"conversation", "clinic", "user"}, {"quantal", "overload", "lambda"}, {"selection", "shared-bias", "samples"},
}

// moves is how many times a handle is moved in one measurement; the first few warm up.
const moves, warm = 320, 20

// grabbing finds the middle of a handle, and notes for every move after it when the answers that
// the figure shows are those of the new scenario.
const grabbing = `emergent.ready.then(async () => {
	const place = () => {
		const handle = document.querySelector('[data-handle="%s"]');
		const box = handle?.getBoundingClientRect();
		return handle ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
	};
	let at = place(), before;
	do { // it comes to rest
		before = at;
		await new Promise((done) => setTimeout(done, 300));
		at = place();
	} while (!at.x || at.x !== before.x || at.y !== before.y);
	window.fresh = [];
	window.states = new Set(); // that the drag led through
	window.shown = null;
	let began = 0;
	addEventListener("pointermove", () => { began = performance.now(); }, true); // before anybody else hears of it
	addEventListener("pointermove", () => {
		shown = (async () => {
			while (!document.getElementById("stale").hidden) await new Promise((done) => setTimeout(done));
			fresh.push(performance.now() - began);
		})();
	});
	return at;
})`

// dragged is what the moves of one handle took, in milliseconds.
type dragged struct {
	work  sample // of the main thread's processor, in the event
	event sample // the same on the clock, with what took the processor away meanwhile
	frame sample // of the main thread's processor, in the frame that follows
	fresh sample // from the event to the fresh answer on the screen's state, on the clock
}

// drag moves a handle of the open figure by the mouse, along a small circle.
func drag(tab context.Context, handle string) (d dragged, err error) {
	at, err := evaluate[struct{ X, Y float64 }](tab, grabbing, handle)
	if err != nil {
		return d, err
	}
	mouse := func(kind input.DispatchMouseEventType, x, y float64) error {
		ctx, cancel := context.WithTimeout(tab, patience)
		defer cancel()
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent,
			input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1})
		return err
	}
	if err := errors.Join(mouse("mouseMoved", at.X, at.Y), mouse("mousePressed", at.X, at.Y)); err != nil {
		return d, err
	}
	d.work, d.event, d.frame, err = timeline(tab, "pointermove", func() error {
		for i := range moves {
			const radius, round = 40, 40
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / round)
			if err := mouse("mouseMoved", at.X+radius*sin, at.Y+radius*(1-cos)); err != nil {
				return err
			}
			if _, err := evaluate[any](tab,
				`shown.then(() => { states.add(JSON.stringify([emergent.getScenario(), `+
					`emergent.getView()])); })`); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	if err := mouse("mouseReleased", at.X, at.Y); err != nil {
		return d, err
	}
	if d.fresh, err = evaluate[sample](tab, "fresh"); err != nil {
		return d, err
	}
	states, err := evaluate[int](tab, "states.size")
	if n := min(len(d.work), len(d.fresh)); err == nil && (n < moves/2 || states < 4) {
		return d, fmt.Errorf("%d of %d moves of %q were seen, and %d states", n, moves, handle, states)
	}
	d.work, d.event, d.fresh = d.work[warm:], d.event[warm:], d.fresh[warm:]
	return d, err
}

// timeline runs work and lists how long the main thread was at each event of a kind meanwhile, on its
// processor and on the clock, and at each frame that drew. The browser's own tracing says so.
func timeline(tab context.Context, kind string, work func() error) (processor, clock, frames sample, err error) {
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	whole := make(chan struct{}, 1)
	err = chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			for _, v := range ev.Value {
				var e struct {
					Name      string
					Dur, Tdur float64 // microseconds
					Args      struct{ Data struct{ Type string } }
				}
				const idle = 200 // microseconds, which no frame that draws takes less than
				switch err := json.Unmarshal([]byte(v), &e); {
				case err != nil:
				case e.Name == "EventDispatch" && e.Args.Data.Type == kind:
					processor, clock = append(processor, e.Tdur/1000), append(clock, e.Dur/1000)
				case e.Name == "FireAnimationFrame" && e.Tdur > idle:
					frames = append(frames, e.Tdur/1000)
				}
			}
		case *tracing.EventTracingComplete:
			whole <- struct{}{}
		}
	})
	if err != nil {
		return nil, nil, nil, err
	}
	config := tracing.TraceConfig{IncludedCategories: []string{"devtools.timeline"}}
	if _, err := chromedp.Call(ctx, tracing.Start,
		tracing.StartParams{TransferMode: "ReportEvents", TraceConfig: &config}); err != nil {
		return nil, nil, nil, err
	}
	if err := work(); err != nil {
		return nil, nil, nil, err
	}
	if _, err := chromedp.Call(ctx, tracing.End, cdp.Empty{}); err != nil {
		return nil, nil, nil, err
	}
	select {
	case <-whole:
		return processor, clock, frames, nil
	case <-ctx.Done():
		return nil, nil, nil, ctx.Err()
	}
}

// dragging measures moves in every figure.
func dragging(r *report, tab context.Context, url string) error {
	r.section("One move of a point in a figure, in Chromium",
		fmt.Sprintf("Milliseconds for each of %d moves of the mouse that drag a handle, each made when the one before "+
			"is answered. Work: processor time of the main thread in the event and in all that follows from it in "+
			"the same task (edits, answers, layout), as the browser's tracing tells. Frame: the same in the frame "+
			"that follows, in which handles, labels and words move and the figure is drawn. Clock: the work in the "+
			"event on the clock: Chromium's rasteriser and compositor, which here are software on the same cores, "+
			"take the processor away meanwhile. Fresh: on the clock, from the event until the answer on the screen's "+
			"state is that of the new scenario, wherever it was computed. Every figure asks for all the sections it "+
			"shows.", moves-warm))
	var rows [][]string
	var fresh sample
	for _, f := range drags {
		if err := open(tab, fmt.Sprintf("%s/stage.html?scene=%s&preset=%s", url, f.scene, f.preset)); err != nil {
			return err
		}
		d, err := drag(tab, f.handle)
		if err != nil {
			return fmt.Errorf("%s: %w", f.scene, err)
		}
		rows = append(rows, slices.Concat([]string{f.scene + ", " + f.preset}, d.work.cells(), []string{
			millis(d.frame.at(0.5)), millis(d.frame.at(0.95)),
			millis(d.event.at(0.5)), millis(d.event.at(0.95)), millis(d.fresh.at(0.5)), millis(d.fresh.at(0.95)),
		}))
		fresh = append(fresh, d.fresh.at(0.95))
	}
	const head = "figure and preset,work: median,95 %,99 %,most,frame: median,95 %,clock: median,95 %,"
	r.table(strings.Split(head+"fresh: median,95 %", ","), rows)
	r.reach(fresh.at(1) < 25, "from pointer event to the fresh answer on the screen's state",
		"under 25 ms", "%s ms (95 %%, worst figure)", millis(fresh.at(1)))
	return nil
}

// sized drags the prior of a scenario of 3 signals, 3 actions and 5 agents in the figure of
// equilibria, the size that most scenarios have.
func sized(r *report, tab context.Context, url string) error {
	if err := open(tab, url+"/stage.html?scene=equilibrium"); err != nil {
		return err
	}
	if _, err := evaluate[any](tab, "emergent.ready.then(() => emergent.setScenario(%s))", fiveAgents); err != nil {
		return err
	}
	d, err := drag(tab, "prior")
	if err != nil {
		return err
	}
	r.reach(d.work.at(0.95) < 3 && d.work.at(0.99) < 8,
		"drag in the figure of equilibria, 3 signals, 3 actions, 5 agents: main thread, page included",
		"95 % under 3 ms, 99 % under 8 ms",
		"%s and %s ms of work (on the clock, beside a software rasteriser, %s and %s)",
		millis(d.work.at(0.95)), millis(d.work.at(0.99)), millis(d.event.at(0.95)), millis(d.event.at(0.99)))
	return nil
}

const fiveAgents = `{
	version: 1, states: ["x", "y", "z"], actions: ["a", "b", "c"], prior: [0.4, 0.35, 0.25],
	criteria: [
		{ name: "truth", utility: [[1, 0, 0.2], [0.1, 1, 0], [0, 0.3, 1]] },
		{ name: "sales", utility: [[0, 0.1, 0], [0.4, 0.5, 0.6], [1, 0.9, 1]] },
		{ name: "calm", utility: [[1, 1, 0.9], [0.5, 0.4, 0.5], [0, 0.1, 0]] },
	],
	user: { name: "User", weights: [0.6, 0.2, 0.2] },
	agents: [[0.7, 0.3, 0], [0.6, 0, 0.4], [0.3, 0.5, 0.2], [0.2, 0.2, 0.6], [0.5, 0.25, 0.25]].map(
		(weights, i) => ({ name: "Agent " + "ABCDE"[i], weights })),
}`
