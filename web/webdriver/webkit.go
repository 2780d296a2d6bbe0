package webdriver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// webkit speaks WebDriver over HTTP with WebKitWebDriver, which starts the small browser that comes
// with WebKitGTK.
type webkit struct {
	*screen
	driver  *exec.Cmd
	address string // of the session, once there is one
	version string
	home    string
}

// MiniBrowser lies beside the library, in a folder named after the processor.
var miniBrowsers = []string{
	"/usr/lib/*/webkitgtk-6.0/MiniBrowser",
	"/usr/lib/*/webkit2gtk-4.1/MiniBrowser",
	"/usr/lib/*/webkit2gtk-4.0/MiniBrowser",
}

// WebKit starts a WebKitGTK of its own.
func WebKit() (Browser, error) {
	program := look("WebKitWebDriver")
	browser := ""
	for _, pattern := range miniBrowsers {
		if found, _ := filepath.Glob(pattern); len(found) > 0 && browser == "" {
			browser = found[0]
		}
	}
	if program == "" || browser == "" {
		return nil, fmt.Errorf("%w: WebKitGTK (Debian: apt-get install webkit2gtk-driver)", ErrMissing)
	}
	s, err := newScreen()
	if err != nil {
		return nil, err
	}
	k := &webkit{screen: s}
	if err := k.start(program, browser); err != nil {
		k.Close()
		return nil, fmt.Errorf("webdriver: %s: %w", program, err)
	}
	return k, nil
}

func (k *webkit) start(program, browser string) (err error) {
	if k.home, err = os.MkdirTemp("", "webkit"); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	k.driver = exec.Command(program, fmt.Sprintf("--port=%d", port))
	k.driver.Env = append(k.environment(), "HOME="+k.home, "XDG_CACHE_HOME="+k.home, "XDG_DATA_HOME="+
		k.home, "WEBKIT_DISABLE_DMABUF_RENDERER=1")
	k.driver.SysProcAttr = withParent()
	if err := k.driver.Start(); err != nil {
		return err
	}
	root := fmt.Sprintf("http://127.0.0.1:%d/session", port)
	if err := waitFor(port); err != nil {
		return err
	}
	var session struct {
		SessionID    string
		Capabilities struct{ BrowserName, BrowserVersion string }
	}
	options := map[string]any{"binary": browser, "args": []string{"--automation"}}
	always := map[string]any{"webkitgtk:browserOptions": options}
	wanted := map[string]any{"capabilities": map[string]any{"alwaysMatch": always}}
	if err := request(http.MethodPost, root, wanted, &session); err != nil {
		return err
	}
	k.address = root + "/" + session.SessionID
	k.version = "WebKitGTK " + session.Capabilities.BrowserVersion
	limits := map[string]any{"script": Patience.Milliseconds(), "pageLoad": Patience.Milliseconds()}
	return k.post("/timeouts", limits, nil)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// waitFor waits until somebody listens.
func waitFor(port int) error {
	for end := time.Now().Add(Patience); ; {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return conn.Close()
		}
		if time.Now().After(end) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (k *webkit) post(path string, body, result any) error {
	return request(http.MethodPost, k.address+path, body, result)
}

var client = http.Client{Timeout: Patience + 10*time.Second}

// request is one command; what it answers is in value.
func request(method, address string, body, result any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequest(method, address, bytes.NewReader(data))
	if err != nil {
		return err
	}
	response, err := client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("webdriver: %s: %w", address, err)
	}
	if response.StatusCode != http.StatusOK {
		var refused struct{ Error, Message string }
		json.Unmarshal(answer.Value, &refused)
		return fmt.Errorf("webdriver: %s: %s", refused.Error, refused.Message)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}

func (k *webkit) Version() string { return k.version }

// Resize sets the window's size so that the page has the one that is wanted.
func (k *webkit) Resize(w, h int) error {
	for range 2 {
		var outer struct{ Width, Height int }
		if err := request(http.MethodGet, k.address+"/window/rect", nil, &outer); err != nil {
			return err
		}
		text, err := k.Evaluate("[innerWidth, innerHeight]")
		if err != nil {
			return err
		}
		var inner [2]int
		if err := json.Unmarshal([]byte(text), &inner); err != nil {
			return err
		}
		if inner == [2]int{w, h} {
			return nil
		}
		if err := k.post("/window/rect", map[string]int{"width": outer.Width + w - inner[0],
			"height": outer.Height + h - inner[1]}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (k *webkit) Open(address string) error {
	return k.post("/url", map[string]string{"url": address}, nil)
}

func (k *webkit) Evaluate(expression string) (string, error) {
	script := "const done = arguments[0]; " + AsJSON(expression) +
		".then((v) => done(v), (e) => done('!' + (e.stack ? e.message + ' ' + e.stack : e)))"
	var text string
	if err := k.post("/execute/async", map[string]any{"script": script, "args": []any{}}, &text); err != nil {
		return "", err
	}
	if len(text) > 0 && text[0] == '!' {
		return "", fmt.Errorf("%s", text[1:])
	}
	return text, nil
}

func (k *webkit) Act(devices ...Device) error {
	return k.post("/actions", map[string]any{"actions": devices}, nil)
}

// Screenshot is one of the screen: WebKitWebDriver's own may wait for ever under Xvfb.
func (k *webkit) Screenshot() ([]byte, error) { return k.screen.picture() }

func (k *webkit) Errors() []string { return nil }

func (k *webkit) Close() {
	if k.address != "" {
		request(http.MethodDelete, k.address, nil, nil)
	}
	if k.driver != nil && k.driver.Process != nil {
		k.driver.Process.Kill()
		k.driver.Wait()
	}
	k.screen.close()
	os.RemoveAll(k.home)
}
