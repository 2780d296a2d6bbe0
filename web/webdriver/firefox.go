package webdriver

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// firefox speaks WebDriver BiDi: numbered commands and their answers over one socket, and events.
type firefox struct {
	*screen
	process *exec.Cmd
	profile string
	socket  *socket
	version string
	context string // the window's page

	mu      sync.Mutex
	next    int
	waiting map[int]chan answer
	errors  []string
}

type answer struct {
	Type    string
	ID      int
	Result  json.RawMessage
	Error   string
	Message string
	Method  string // of an event
	Params  struct {
		Level, Text string
	}
}

// quiet are preferences for a browser that asks nobody anything.
var quiet = map[string]any{
	"app.normandy.enabled":                       false,
	"app.update.enabled":                         false,
	"browser.aboutConfig.showWarning":            false,
	"browser.safebrowsing.update.enabled":        false,
	"browser.shell.checkDefaultBrowser":          false,
	"browser.startup.homepage_override.mstone":   "ignore",
	"browser.startup.page":                       0,
	"datareporting.policy.dataSubmissionEnabled": false,
	"datareporting.usage.uploadEnabled":          false,
	"extensions.update.enabled":                  false,
	"network.captive-portal-service.enabled":     false,
	"network.connectivity-service.enabled":       false,
	"network.dns.disablePrefetch":                true,
	"services.settings.server":                   "data:,",
	"termsofuse.acceptedVersion":                 999,
	"toolkit.telemetry.enabled":                  false,
	"toolkit.telemetry.server":                   "",
	"webgl.force-enabled":                        true, // on the processor too
}

// Firefox starts a Firefox of its own, with preferences beside the usual.
func Firefox(preferences map[string]any) (Browser, error) {
	program := look(os.Getenv("FIREFOX"), "firefox-esr", "firefox")
	if program == "" {
		return nil, fmt.Errorf("%w: Firefox (Debian: apt-get install firefox-esr)", ErrMissing)
	}
	s, err := newScreen()
	if err != nil {
		return nil, err
	}
	f := &firefox{screen: s, waiting: map[int]chan answer{}}
	if err := f.start(program, preferences); err != nil {
		f.Close()
		return nil, fmt.Errorf("webdriver: %s: %w", program, err)
	}
	return f, nil
}

func (f *firefox) start(program string, preferences map[string]any) (err error) {
	if f.profile, err = os.MkdirTemp("", "firefox"); err != nil {
		return err
	}
	var text strings.Builder
	for _, list := range []map[string]any{quiet, preferences} {
		for name, value := range list {
			data, err := json.Marshal(value)
			if err != nil {
				return err
			}
			fmt.Fprintf(&text, "user_pref(%q, %s);\n", name, data)
		}
	}
	if err := os.WriteFile(filepath.Join(f.profile, "user.js"), []byte(text.String()), 0o600); err != nil {
		return err
	}
	f.process = exec.Command(program, "--remote-debugging-port",
		"0", "--profile", f.profile, "--no-remote", "--new-instance", "about:blank")
	f.process.Env = append(f.environment(), "MOZ_CRASHREPORTER_DISABLE=1", "HOME="+f.profile)
	f.process.SysProcAttr = withParent()
	said, err := f.process.StderrPipe()
	if err != nil {
		return err
	}
	if err := f.process.Start(); err != nil {
		return err
	}
	address, err := listening(said)
	if err != nil {
		return err
	}
	if f.socket, err = dial(address, "/session"); err != nil {
		return err
	}
	go f.listen()
	return f.begin()
}

var listens = regexp.MustCompile(`WebDriver BiDi listening on ws://(\S+)`)

// listening waits until the browser says where it listens, and goes on reading what it says.
func listening(said io.Reader) (string, error) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if m := listens.FindStringSubmatch(lines.Text()); m != nil {
			go io.Copy(io.Discard, said)
			return m[1], nil
		}
	}
	return "", fmt.Errorf("it ends before it listens: %w", io.ErrUnexpectedEOF)
}

func (f *firefox) begin() error {
	var session struct {
		Capabilities struct{ BrowserName, BrowserVersion string }
	}
	wanted := map[string]any{"alwaysMatch": map[string]any{"acceptInsecureCerts": true}} // those of servers of tests
	if err := f.call("session.new", map[string]any{"capabilities": wanted}, &session); err != nil {
		return err
	}
	f.version = "Firefox " + session.Capabilities.BrowserVersion
	var tree struct{ Contexts []struct{ Context string } }
	if err := f.call("browsingContext.getTree", map[string]any{}, &tree); err != nil {
		return err
	}
	f.context = tree.Contexts[0].Context
	return f.call("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
}

// listen hands answers to those who wait, until the browser ends.
func (f *firefox) listen() {
	for {
		data, err := f.socket.receive()
		if err != nil {
			f.ended()
			return
		}
		var a answer
		if json.Unmarshal(data, &a) != nil {
			continue
		}
		f.mu.Lock()
		if a.Type == "event" && a.Params.Level == "error" {
			f.errors = append(f.errors, a.Params.Text)
		}
		if c := f.waiting[a.ID]; c != nil && a.Type != "event" {
			delete(f.waiting, a.ID)
			c <- a
		}
		f.mu.Unlock()
	}
}

func (f *firefox) ended() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for id, c := range f.waiting {
		delete(f.waiting, id)
		c <- answer{Type: "error", Error: "closed", Message: errClosed.Error()}
	}
}

func (f *firefox) call(method string, params, result any) error {
	c := make(chan answer, 1)
	f.mu.Lock()
	f.next++
	id := f.next
	f.waiting[id] = c
	f.mu.Unlock()
	data, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err != nil {
		return err
	}
	if err := f.socket.send(data); err != nil {
		return err
	}
	select {
	case a := <-c:
		if a.Type == "error" {
			return fmt.Errorf("webdriver: %s: %s: %s", method, a.Error, a.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-time.After(Patience):
		return fmt.Errorf("webdriver: %s: no answer in %v", method, Patience)
	}
}

func (f *firefox) Version() string { return f.version }

func (f *firefox) Resize(w, h int) error {
	return f.call("browsingContext.setViewport",
		map[string]any{"context": f.context, "viewport": map[string]int{"width": w, "height": h}}, nil)
}

func (f *firefox) Open(address string) error {
	return f.call("browsingContext.navigate", map[string]any{"context": f.context, "url": address, "wait": "complete"},
		nil)
}

func (f *firefox) Evaluate(expression string) (string, error) {
	var r struct {
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	err := f.call("script.evaluate", map[string]any{
		"expression":     AsJSON(expression),
		"target":         map[string]string{"context": f.context},
		"awaitPromise":   true,
		"userActivation": false,
	}, &r)
	if err == nil && r.ExceptionDetails.Text != "" {
		err = fmt.Errorf("%s", r.ExceptionDetails.Text)
	}
	return r.Result.Value, err
}

// AsJSON wraps an expression in a promise of an expression's value as JSON; nothing is null.
func AsJSON(expression string) string {
	return "(async () => JSON.stringify(await (" + expression + ")) ?? 'null')()"
}

func (f *firefox) Act(devices ...Device) error {
	return f.call("input.performActions", map[string]any{"context": f.context, "actions": devices}, nil)
}

func (f *firefox) Screenshot() ([]byte, error) {
	var r struct{ Data string }
	if err := f.call("browsingContext.captureScreenshot", map[string]any{"context": f.context}, &r); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(r.Data)
}

func (f *firefox) Errors() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := f.errors
	f.errors = nil
	return list
}

func (f *firefox) Close() {
	if f.socket != nil {
		f.call("browser.close", map[string]any{}, nil)
		f.socket.close()
	}
	if f.process != nil && f.process.Process != nil {
		f.process.Process.Kill()
		f.process.Wait()
	}
	f.screen.close()
	os.RemoveAll(f.profile)
}
