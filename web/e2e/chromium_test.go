//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/emergent-alignment/emergent/web/webdriver"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium drives the browser of the other tests as webdriver drives the others, for the tests
// that all engines take.
type chromium struct {
	ctx  context.Context
	end  context.CancelFunc
	mu   sync.Mutex
	said []string
}

func newChromium() (webdriver.Browser, error) {
	c := &chromium{}
	c.ctx, c.end = chromedp.NewContext(browser)
	messages := chromedp.Console(c.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == "error" {
				c.mu.Lock()
				c.said = append(c.said, m.String())
				c.mu.Unlock()
			}
		}
	}()
	return c, chromedp.Do(c.ctx)
}

func (c *chromium) Version() string {
	v, _ := c.Evaluate("navigator.userAgent")
	_, v, _ = strings.Cut(v, "Chrome/")
	v, _, _ = strings.Cut(v, " ")
	return "Chromium " + v
}

func (c *chromium) do(actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// order sends one command of the protocol.
func order[P, R any](c *chromium, command cdp.Command[P, R], params P) error {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	_, err := chromedp.Call(ctx, command, params)
	return err
}

func (c *chromium) Resize(w, h int) error {
	return c.do(chromedp.EmulateViewport(int64(w), int64(h)))
}

func (c *chromium) Open(address string) error {
	if err := order(c, page.BringToFront, cdp.Empty{}); err != nil {
		return err
	}
	return c.do(chromedp.Navigate(address))
}

func (c *chromium) Evaluate(expression string) (string, error) {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[string](webdriver.AsJSON(expression), chromedp.EvalAwaitPromise))
}

func (c *chromium) Act(devices ...webdriver.Device) error {
	for _, d := range devices {
		var err error
		if d.Type == "key" {
			err = c.press(d.Actions)
		} else {
			err = c.lead(d.Actions)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lead moves the mouse.
func (c *chromium) lead(actions []webdriver.Action) error {
	var at [2]int
	button := input.MouseButtonNone
	for _, a := range actions {
		p := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved}
		switch a.Type {
		case "pointerMove":
			at = [2]int{*a.X, *a.Y}
		case "pointerDown":
			p.Type, button, p.ClickCount = input.DispatchMouseEventTypeMousePressed, input.MouseButtonLeft, 1
		case "pointerUp":
			p.Type, p.ClickCount = input.DispatchMouseEventTypeMouseReleased, 1
		}
		p.X, p.Y, p.Button = float64(at[0]), float64(at[1]), button
		if err := order(c, input.DispatchMouseEvent, p); err != nil {
			return err
		}
	}
	return nil
}

// keyNames are the keys of webdriver that are no characters.
var keyNames = map[string]string{
	webdriver.Tab: kb.Tab, webdriver.Enter: kb.Enter, webdriver.Escape: kb.Escape,
	webdriver.Left: kb.ArrowLeft, webdriver.Right: kb.ArrowRight,
}

// press presses keys, with Control where it is held.
func (c *chromium) press(actions []webdriver.Action) error {
	var held []chromedp.KeyOption
	for _, a := range actions {
		switch {
		case a.Value == webdriver.Control && a.Type == "keyDown":
			held = append(held, chromedp.KeyModifiers(chromedp.ModifierCtrl))
		case a.Type == "keyDown":
			key := a.Value
			if name, ok := keyNames[key]; ok {
				key = name
			}
			if err := c.do(chromedp.KeyEvent(key, held...)); err != nil {
				return fmt.Errorf("key %q: %w", a.Value, err)
			}
		}
	}
	return nil
}

func (c *chromium) Screenshot() ([]byte, error) {
	return chromedp.Run(c.ctx, chromedp.CaptureScreenshot())
}

func (c *chromium) Errors() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.said
	c.said = nil
	return list
}

func (c *chromium) Close() { c.end() }
