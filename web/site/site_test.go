package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

func TestGzipIsReproducible(t *testing.T) {
	data := bytes.Repeat([]byte("emergent "), 1000)
	a, b := Gzip(data), Gzip(data)
	if !bytes.Equal(a, b) {
		t.Error("two runs differ")
	}
	if !bytes.Equal(a[4:8], make([]byte, 4)) {
		t.Errorf("the header carries the time % x", a[4:8])
	}
	r, err := gzip.NewReader(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("does not unpack: %v", err)
	}
}

// Every preset is valid, and every name in the order of the menu exists.
func TestPresets(t *testing.T) {
	list, err := ReadPresets("../static/presets")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, p := range list {
		found[p.Name] = true
		if _, err := engine.Parse(p.Data); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if !regexp.MustCompile(`^[a-z0-9-]{1,40}$`).MatchString(p.Name) {
			t.Errorf("%s is no name that a link may carry", p.Name)
		}
	}
	for i, name := range presetOrder {
		if !found[name] {
			t.Errorf("there is no preset %s", name)
		} else if list[i].Name != name {
			t.Errorf("place %d of the menu is %s, want %s", i, list[i].Name, name)
		}
	}
}

func TestThemeCSS(t *testing.T) {
	text := string(ThemeCSS())
	for _, name := range theme.Names {
		if want := "--paper: " + cssColor(theme.Named(name).Paper) + ";"; !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if got, want := strings.Count(text, "--agent-0:"), 7; got != want {
		t.Errorf("%d rules set the colours, want %d: light, dark by system and dark by choice, all three with more "+
			"contrast, and the system's own", got, want)
	}
	for _, v := range regexp.MustCompile(`--[a-z0-9-]+: ([^;]+);`).FindAllStringSubmatch(text, -1) {
		if !regexp.MustCompile(`^(#[0-9a-f]{6}|rgba\(\d+, \d+, \d+, ` +
			`[0-9.]+\)|Canvas|CanvasText|LinkText|GrayText|Highlight)$`).MatchString(v[1]) {
			t.Errorf("%s is no colour", v[0])
		}
	}
}

// Every custom property that the style sheets use is defined somewhere.
func TestPropertiesAreDefined(t *testing.T) {
	all := string(ThemeCSS())
	files, _ := filepath.Glob("../static/*/*.css")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	defined := map[string]bool{"--r": true, "--words": true} // by the program, per handle, and by hero.js
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(all, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(all, -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used and nowhere defined", m[1])
		}
	}
}

// A poster is the figure: it names agents and corners, in text, and differs by theme.
func TestPoster(t *testing.T) {
	list, err := ReadPresets("../static/presets")
	if err != nil || len(list) == 0 {
		t.Fatalf("no presets: %v", err)
	}
	s, err := engine.Parse(list[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	light, _, err := Poster(s, stage.View{Scene: "hull"}, "light")
	if err != nil {
		t.Fatal(err)
	}
	dark, _, err := Poster(s, stage.View{Scene: "hull"}, "dark")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(light, dark) {
		t.Error("light and dark are the same")
	}
	for _, c := range s.Criteria {
		if !bytes.Contains(light, []byte(c.Name)) {
			t.Errorf("the poster does not name %q", c.Name)
		}
	}
	again, _, err := Poster(s, stage.View{Scene: "hull"}, "light")
	if err != nil || !bytes.Equal(again, light) {
		t.Errorf("a second poster differs (%v)", err)
	}
}

func TestHandler(t *testing.T) {
	dist := t.TempDir()
	for name, text := range map[string]string{"stage.html": "<p>", "static/a.js": "1", "stage.wasm.gz": "\x1f\x8b"} {
		if err := put(filepath.Join(dist, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"/stage.html":    "text/html; charset=utf-8",
		"/static/a.js":   "text/javascript; charset=utf-8",
		"/stage.wasm.gz": "application/gzip",
	} {
		w := httptest.NewRecorder()
		Handler(dist).ServeHTTP(w, httptest.NewRequest("GET", name, nil))
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != want {
			t.Errorf("%s: %d %q, want %q", name, w.Code, got, want)
		}
		if got := w.Header().Get("Content-Encoding"); got != "" {
			t.Errorf("%s is sent with Content-Encoding %q", name, got)
		}
	}
}

func TestListenTakesAFreePort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	l, err := Listen("127.0.0.1", taken.Addr().(*net.TCPAddr).Port)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if l.Addr().String() == taken.Addr().String() {
		t.Error("the taken port was given out")
	}
}

// The picture of an experiment shows what it gave, not the form that asks for it.
func TestPosterOfAnExperiment(t *testing.T) {
	list, err := ReadPresets("../static/presets")
	if err != nil || len(list) == 0 {
		t.Fatalf("no presets: %v", err)
	}
	s, err := engine.Parse(list[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	v := stage.View{Scene: "lab", Values: map[string]string{"lab.kind": "diversity", "lab.runs": "5", "lab.items": "40",
		"play": "true"}}
	svg, words, err := Poster(s, v, "light")
	if err != nil || !strings.HasPrefix(words, "With 40 agents") || !bytes.Contains(svg, []byte("best combination")) {
		t.Errorf("the words are %q (%v)", words, err)
	}
	delete(v.Values, "play")
	if _, words, _ := Poster(s, v, "light"); strings.HasPrefix(words, "With") {
		t.Errorf("without play it says %q", words)
	}
}
