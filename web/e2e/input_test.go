//go:build e2e

package e2e

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

type point struct{ X, Y float64 }

func (p point) plus(dx, dy float64) point { return point{p.X + dx, p.Y + dy} }

// command sends one command of the protocol to the tab.
func command[P, R any](b *tab, c cdp.Command[P, R], params P) R {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	r, err := chromedp.Call(ctx, c, params)
	if err != nil {
		b.Fatalf("%s: %v", c.Method, err)
	}
	return r
}

func (b *tab) call(c cdp.Command[network.EnableParams, cdp.Empty]) {
	b.Helper()
	command(b, c, network.EnableParams{})
}

// at returns the centre of an element in CSS pixels of the window.
func (b *tab) at(selector string) point {
	b.Helper()
	return value[point](b,
		fmt.Sprintf(
			"(r => ({X: r.x + r.width/2, Y: r.y + r.height/2}))(document.querySelector(%q).getBoundingClientRect())",
			selector))
}

func (b *tab) mouse(kind input.DispatchMouseEventType, p point, opts ...chromedp.MouseOption) {
	b.Helper()
	b.do(chromedp.MouseEvent(kind, p.X, p.Y, opts...))
}

func (b *tab) press(p point) {
	b.Helper()
	b.mouse(input.DispatchMouseEventTypeMouseMoved, p)
	b.mouse(input.DispatchMouseEventTypeMousePressed, p, chromedp.ButtonLeft, chromedp.ClickCount(1))
}

func (b *tab) moveTo(p point) {
	b.Helper()
	b.mouse(input.DispatchMouseEventTypeMouseMoved, p, chromedp.ButtonLeft)
}
func (b *tab) release(p point) {
	b.Helper()
	b.mouse(input.DispatchMouseEventTypeMouseReleased, p, chromedp.ButtonLeft, chromedp.ClickCount(1))
}

// doubleClick clicks twice in one place.
func (b *tab) doubleClick(p point) {
	b.Helper()
	b.press(p)
	b.release(p)
	b.mouse(input.DispatchMouseEventTypeMousePressed, p, chromedp.ButtonLeft, chromedp.ClickCount(2))
	b.mouse(input.DispatchMouseEventTypeMouseReleased, p, chromedp.ButtonLeft, chromedp.ClickCount(2))
}

// drag moves the mouse with its button down from one point to another in a few steps.
func (b *tab) drag(from, to point) {
	b.Helper()
	b.press(from)
	for i := 1; i <= 4; i++ {
		f := float64(i) / 4
		b.moveTo(point{from.X + f*(to.X-from.X), from.Y + f*(to.Y-from.Y)})
	}
	b.release(to)
}

// swipe does the same with a finger.
func (b *tab) swipe(from, to point) {
	b.Helper()
	b.touch(input.DispatchTouchEventTypeTouchStart, from)
	for i := 1; i <= 4; i++ {
		f := float64(i) / 4
		b.touch(input.DispatchTouchEventTypeTouchMove, point{from.X + f*(to.X-from.X), from.Y + f*(to.Y-from.Y)})
	}
	b.touch(input.DispatchTouchEventTypeTouchEnd)
}

func (b *tab) touch(kind input.DispatchTouchEventType, points ...point) {
	b.Helper()
	params := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
	for _, p := range points {
		params.TouchPoints = append(params.TouchPoints, &input.TouchPoint{X: p.X, Y: p.Y})
	}
	command(b, input.DispatchTouchEvent, params)
}

func (b *tab) wheel(p point, dy float64) {
	b.Helper()
	command(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		// a delta of 0 would be left out
		Type: input.DispatchMouseEventTypeMouseWheel, X: p.X, Y: p.Y, DeltaX: 0.01, DeltaY: dy,
	})
}

// keys presses keys one after the other, as from kb, with modifiers.
func (b *tab) keys(keys string, modifiers ...chromedp.Modifier) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

func (b *tab) click(selector string) {
	b.Helper()
	p := b.at(selector)
	b.press(p)
	b.release(p)
}

// system sets what the system prefers: a theme, and no motion, so that nothing moves under
// the tests' hands.
func (b *tab) system(name string) {
	b.Helper()
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: name},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	})
}
