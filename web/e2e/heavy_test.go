//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// The heaviest scenarios that the door admits, in every figure: the page's main thread is never busy
// for longer than a reader notices (docs/speed.md). The scenarios are those of ./build.sh worst.
func TestHeavyOnTheMainThread(t *testing.T) {
	folder := os.Getenv("EMERGENT_HEAVY")
	if folder == "" {
		t.Skip("a search: ./build.sh worst")
	}
	const longest = 50.0 // milliseconds of the processor
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios in %s: %v", folder, err)
	}
	composed(t) // programs are optimised as a reader's browser does
	b := stage(t, "?scene=hull", wide)
	scenes := value[[]string](b, "[...document.querySelectorAll('#scenes [data-scene]:not([hidden])')].map((e) => e.dataset.scene)")
	settle := func() {
		for until := time.Now().Add(5 * time.Minute); !value[bool](b, "document.getElementById('stale').hidden"); time.Sleep(50 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatal("no answer in five minutes")
			}
		}
		b.eval("new Promise((done) => setTimeout(done, 100))")
	}
	// The program is compiled to the end, and the worker is there, before anything counts.
	for _, scene := range scenes {
		b.eval("emergent.setView({ scene: '" + scene + "' })")
		settle()
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, scene := range scenes {
			b.eval("emergent.setView({ scene: '" + scene + "' })")
			settle()
			most := b.busiest(func() {
				b.eval("emergent.setScenario(" + string(engine.Format(s)) + ").catch(() => {})")
				settle()
			})
			t.Logf("%s in %s: %.1f ms", filepath.Base(file), scene, most)
			if most > longest {
				t.Errorf("%s in %s keeps the main thread busy for %.1f ms", filepath.Base(file), scene, most)
			}
			b.eval("emergent.undo?.()")
		}
	}
}

// busiest is the longest task of the page's main thread while work runs, in milliseconds of the
// processor, as the browser's own tracing tells.
func (b *tab) busiest(work func()) (most float64) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Minute)
	defer cancel()
	var mu sync.Mutex
	main := map[string]bool{} // threads that draw pages
	long := map[string]float64{}
	type traced struct {
		Name, Ph           string
		Pid, Tid           int64
		Ts, Dur, Tts, Tdur float64
		Args               json.RawMessage
	}
	var all []traced
	whole := make(chan struct{}, 1)
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, v := range ev.Value {
				var e struct {
					Name     string
					Pid, Tid int64
					Tdur     float64 // microseconds
					Args     struct{ Name string }
				}
				if json.Unmarshal([]byte(v), &e) != nil {
					continue
				}
				var full traced
				if json.Unmarshal([]byte(v), &full) == nil && full.Ph == "X" {
					all = append(all, full)
				}
				thread := strconv.FormatInt(e.Pid, 10) + " " + strconv.FormatInt(e.Tid, 10)
				switch {
				case e.Name == "thread_name" && e.Args.Name == "CrRendererMain":
					main[thread] = true
				case e.Name == "RunTask":
					long[thread] = max(long[thread], e.Tdur/1000)
				}
			}
		case *tracing.EventTracingComplete:
			whole <- struct{}{}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	config := tracing.TraceConfig{IncludedCategories: []string{"disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing", "blink.console", "v8", "__metadata"}}
	if _, err := chromedp.Call(ctx, tracing.Start, tracing.StartParams{TransferMode: "ReportEvents", TraceConfig: &config}); err != nil {
		b.Fatal(err)
	}
	work()
	if _, err := chromedp.Call(ctx, tracing.End, cdp.Empty{}); err != nil {
		b.Fatal(err)
	}
	select {
	case <-whole:
	case <-ctx.Done():
		b.Fatal(ctx.Err())
	}
	mu.Lock()
	defer mu.Unlock()
	for thread := range main {
		most = max(most, long[thread])
	}
	if os.Getenv("TRACED") != "" {
		for thread := range main {
			for _, e := range all {
				if e.Name != "RunTask" || e.Tdur < 20000 || strconv.FormatInt(e.Pid, 10)+" "+strconv.FormatInt(e.Tid, 10) != thread {
					continue
				}
				b.Logf("  task %.1f ms", e.Tdur/1000)
				for _, c := range all {
					if c.Pid == e.Pid && c.Tid == e.Tid && c.Ts >= e.Ts && c.Ts+c.Dur <= e.Ts+e.Dur && c.Tdur > 2000 && c.Name != "RunTask" {
						args := string(c.Args)
						b.Logf("      %6.1f ms at %6.1f %s %.150s", c.Tdur/1000, (c.Ts-e.Ts)/1000, c.Name, args)
					}
				}
			}
		}
	}
	if most == 0 {
		b.Fatal("the trace has no task of the page's main thread")
	}
	return most
}
