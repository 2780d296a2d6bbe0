//go:build e2e

package e2e

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/web/webdriver"
)

// anyBrowser is a browser that takes the tests of all engines, started when first asked for.
type anyBrowser struct {
	name  string
	start func() (webdriver.Browser, error)
	once  sync.Once
	open  webdriver.Browser
	err   error
}

var browsers = []*anyBrowser{
	{name: "Chromium", start: newChromium},
	{name: "Firefox", start: func() (webdriver.Browser, error) { return webdriver.Firefox(nil) }},
	{name: "WebKit", start: webdriver.WebKit},
}

func closeOthers() {
	for _, e := range browsers {
		if e.open != nil {
			e.open.Close()
		}
	}
}

// visitor is one test in one of them: it fails at its end for what the console said.
type visitor struct {
	*testing.T
	webdriver.Browser
	tolerate []string // parts of console errors that the test provokes
}

// visit skips a test only where the engine cannot be had.
func (e *anyBrowser) visit(t *testing.T) *visitor {
	t.Helper()
	e.once.Do(func() { e.open, e.err = e.start() })
	return enter(t, e.open, e.err)
}

func enter(t *testing.T, open webdriver.Browser, err error) *visitor {
	t.Helper()
	if errors.Is(err, webdriver.ErrMissing) && os.Getenv("EMERGENT_ENGINES") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{T: t, Browser: open}
	v.Errors() // of the test before
	t.Cleanup(v.verdict)
	return v
}

func (v *visitor) verdict() {
	if v.Failed() {
		v.picture("failed")
	}
next:
	for _, m := range v.Errors() {
		for _, part := range v.tolerate {
			if strings.Contains(m, part) {
				continue next
			}
		}
		v.Errorf("console: %s", m)
	}
}

// picture keeps what is seen, where EMERGENT_SHOTS names a folder.
func (v *visitor) picture(name string) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		return
	}
	data, err := v.Screenshot()
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-").Replace(v.T.Name())+"-"+name+
			".png"), data, 0o644)
	}
	if err != nil {
		v.Log(err)
	}
}

// size is that of the page, in CSS pixels.
func (v *visitor) size(w, h int) {
	v.Helper()
	if err := v.Resize(w, h); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) navigate(address string) {
	v.Helper()
	if err := v.Open(address); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) act(devices ...webdriver.Device) {
	v.Helper()
	if err := v.Act(devices...); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) eval(expression string) { v.Helper(); read[any](v, expression) }

// read runs an expression and returns its (awaited) value.
func read[T any](v *visitor, expression string) (value T) {
	v.Helper()
	text, err := v.Evaluate(expression)
	if err == nil {
		err = json.Unmarshal([]byte(text), &value)
	}
	if err != nil {
		v.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for an expression to become true; it may throw meanwhile.
func (v *visitor) until(expression string) {
	v.Helper()
	var text string
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if text, err = v.Evaluate("(async () => Boolean(await (" + expression + ")))()"); err == nil && text == "true" {
			return
		}
	}
	says, _ := v.Evaluate("document.body.innerText.slice(0, 600)")
	v.Fatalf("waiting for %s: %v %v\nthe page says: %s", expression, text, err, says)
}

// figure opens the stage and waits until it is live.
func (v *visitor) figure(query string) {
	v.Helper()
	v.navigate(host.URL + "/stage.html" + query)
	v.until("document.documentElement.dataset.state === 'live'")
}

// inEngines runs a test in each of the engines.
func inEngines(t *testing.T, test func(*visitor)) {
	t.Helper()
	for _, e := range browsers {
		t.Run(e.name, func(t *testing.T) { test(e.visit(t)) })
	}
}
