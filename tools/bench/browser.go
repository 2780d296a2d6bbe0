package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// patience bounds one measurement in the browser.
const patience = 5 * time.Minute

// chromium starts a browser and returns its first tab. end closes it.
func chromium() (tab context.Context, end func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("use-angle", "swiftshader"), chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 800))
	if chrome := os.Getenv("CHROME"); chrome != "" {
		options = append(options, chromedp.ExecPath(chrome))
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	tab, closeTab := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	end = func() { closeTab(); stop() }
	if err := chromedp.Do(tab); err != nil {
		end()
		return nil, nil, err
	}
	return tab, end, nil
}

// open loads an address in the tab, afresh even if only its hash differs.
func open(tab context.Context, address string) error {
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	return chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
}

// started waits until the scripts of a stage have run.
const started = `var started = async () => {
	while (location.pathname.endsWith("stage.html") && !window.emergent)
		await new Promise((done) => setTimeout(done, 20));
};`

// evaluate runs an expression in the tab and returns its awaited value.
func evaluate[T any](tab context.Context, format string, args ...any) (T, error) {
	ctx, cancel := context.WithTimeout(tab, patience)
	defer cancel()
	expression := fmt.Sprintf(format, args...)
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](started+"(async () => { await started(); return ("+expression+
		"); })()", chromedp.EvalAwaitPromise))
	if err != nil {
		return v, fmt.Errorf("%.60s...: %w", expression, err)
	}
	return v, nil
}

// before runs a script in every page of the tab before the page's own.
func before(tab context.Context, script string) error {
	if err := chromedp.Do(tab); err != nil {
		return err
	}
	_, err := chromedp.Call(tab, page.AddScriptToEvaluateOnNewDocument,
		page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	return err
}

// mainThread is how many seconds the tab's main thread has been busy.
func mainThread(tab context.Context) (float64, error) {
	if _, err := chromedp.Call(tab, performance.Enable, performance.EnableParams{}); err != nil {
		return 0, err
	}
	r, err := chromedp.Call(tab, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		return 0, err
	}
	for _, m := range r.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value, nil
		}
	}
	return 0, fmt.Errorf("the browser does not tell TaskDuration")
}
