//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	policy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)"/?>`)
	inline = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:\s+type="[^"]*")?>|javascript:`)
)

// Every page allows itself what it needs and nothing else: its own files, WebAssembly where
// a program runs, no inline script or style, no other host.
func TestPolicy(t *testing.T) {
	for page, wasm := range map[string]bool{"index.html": false, "stage.html": true} {
		data, err := os.ReadFile(filepath.Join(dist, page))
		if err != nil {
			t.Fatal(err)
		}
		m := policy.FindStringSubmatch(strings.ReplaceAll(string(data), "&#39;", "'"))
		if m == nil {
			t.Errorf("%s has no policy", page)
			continue
		}
		if !strings.HasPrefix(m[1], "default-src 'none';") {
			t.Errorf("%s allows more than it lists: %s", page, m[1])
		}
		for _, directive := range strings.Split(m[1], ";") {
			words := strings.Fields(directive)
			for _, source := range words[1:] {
				switch source {
				case "'self'", "'none'", "data:", "blob:":
					if words[0] == "script-src" && source != "'self'" {
						t.Errorf("%s: %s allows %s", page, words[0], source)
					}
				case "'wasm-unsafe-eval'":
					if words[0] != "script-src" || !wasm {
						t.Errorf("%s: %s allows %s", page, words[0], source)
					}
				default:
					t.Errorf("%s: %s allows %s", page, words[0], source)
				}
			}
		}
		if found := inline.FindString(string(data)); found != "" {
			t.Errorf("%s has inline code or style: %q", page, found)
		}
	}
}

// A tour through every step of the article and every figure of the stage asks its own host and
// nobody else, not even in vain.
func TestNoOtherHost(t *testing.T) {
	b := article(t, wide)
	for _, id := range value[[]string](b, "[...document.querySelectorAll('.step')].map(e => e.id)") {
		b.eval(fmt.Sprintf("document.getElementById(%q).scrollIntoView({block: 'center', behavior: 'instant'})", id))
		b.settled()
	}
	b.navigate("stage.html")
	b.ready()
	for _, scene := range b.scenes() {
		b.eval(fmt.Sprintf("emergent.setView({scene: %q})", scene))
		b.settled()
	}
	b.eval("document.getElementById('share').click()")
	b.until("document.querySelector('#embed-preview iframe')?.contentWindow.emergent?.ready")
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requested) < 20 {
		t.Errorf("only %d requests were seen", len(b.requested))
	}
	for _, address := range b.requested {
		if !strings.HasPrefix(address, host.URL+"/") && !strings.HasPrefix(address, "data:") &&
			!strings.HasPrefix(address, "blob:"+host.URL) {
			t.Errorf("request to %s", address)
		}
	}
}
