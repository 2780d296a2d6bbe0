// Package webdriver drives Firefox (WebDriver BiDi) and WebKitGTK (WebDriver) for the browser
// tests, which drive Chromium by other means. It knows as much of both protocols as the tests
// need, and nothing of the page.
package webdriver

import (
	"errors"
	"os/exec"
	"time"
)

// ErrMissing is returned, wrapped with what to install, where a browser is not on this machine.
var ErrMissing = errors.New("webdriver: not installed")

// Patience bounds one command of a browser; a slow machine needs a part of it.
const Patience = 60 * time.Second

// Browser is one window of a browser.
type Browser interface {
	// Version names browser and version.
	Version() string
	// Resize gives the page that many CSS pixels, as far as the browser lets it.
	Resize(w, h int) error
	// Open loads an address and waits until it is loaded.
	Open(address string) error
	// Evaluate runs an expression in the page and returns its value, awaited, as JSON.
	Evaluate(expression string) (string, error)
	// Act presses and moves, each device in step with the others.
	Act(devices ...Device) error
	// Screenshot returns the page as it is seen, as PNG.
	Screenshot() ([]byte, error)
	// Errors returns what the console has said of errors since it was asked last. WebKit tells none.
	Errors() []string
	// Close ends the browser.
	Close()
}

// Device is a mouse or a keyboard and what it does, as both protocols write it.
type Device struct {
	Type       string            `json:"type"`
	ID         string            `json:"id"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Actions    []Action          `json:"actions"`
}

// Action is one step of a device.
type Action struct {
	Type     string `json:"type"`
	X        *int   `json:"x,omitempty"`
	Y        *int   `json:"y,omitempty"`
	Button   *int   `json:"button,omitempty"`
	Duration *int   `json:"duration,omitempty"`
	Value    string `json:"value,omitempty"`
}

// stride is how long one move of a drag takes, in milliseconds: about three frames.
const stride = 50

// Drag is a mouse that takes hold at a point and is led through others.
func Drag(points ...[2]int) Device {
	left := 0
	d := mouse(move(points[0], 0), Action{Type: "pointerDown", Button: &left})
	for _, p := range points[1:] {
		d.Actions = append(d.Actions, move(p, stride))
	}
	d.Actions = append(d.Actions, Action{Type: "pointerUp", Button: &left})
	return d
}

// Click is a mouse that clicks at a point.
func Click(p [2]int) Device { return Drag(p) }

func mouse(actions ...Action) Device {
	return Device{Type: "pointer", ID: "mouse", Parameters: map[string]string{"pointerType": "mouse"}, Actions: actions}
}

func move(p [2]int, ms int) Action {
	return Action{Type: "pointerMove", X: &p[0], Y: &p[1], Duration: &ms}
}

// Keys of the keyboard that are no characters.
const (
	Tab     = "\uE004"
	Enter   = "\uE007"
	Control = "\uE009"
	Escape  = "\uE00C"
	Left    = "\uE012"
	Right   = "\uE014"
)

// Press is a keyboard on which keys are pressed, one after another.
func Press(keys ...string) Device {
	d := Device{Type: "key", ID: "keys"}
	for _, k := range keys {
		d.Actions = append(d.Actions, Action{Type: "keyDown", Value: k}, Action{Type: "keyUp", Value: k})
	}
	return d
}

// Chord is a keyboard on which keys are pressed together.
func Chord(keys ...string) Device {
	d := Device{Type: "key", ID: "keys"}
	for _, k := range keys {
		d.Actions = append(d.Actions, Action{Type: "keyDown", Value: k})
	}
	for i := len(keys) - 1; i >= 0; i-- {
		d.Actions = append(d.Actions, Action{Type: "keyUp", Value: keys[i]})
	}
	return d
}

// look returns the first program of a list that is here.
func look(names ...string) string {
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}
