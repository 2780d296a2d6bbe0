//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/web/site"
)

// example is one page that a tool made of a folder of examples/.
type example struct {
	name   string
	folder string
	tool   string                              // that has to be there
	page   string                              // below out/; empty: index.html
	frame  bool                                // a plain frame instead of the element
	serve  func(v *visitor, out string) string // returns the page's address; nil: out/ as plain files
	open   func(*visitor)                      // what a reader does until the figure is there
	check  func(*visitor)
	shot   string // a picture of docs/pictures
}

var examples = []example{
	{name: "reveal.js", folder: "reveal", tool: "npm", check: turnsSlides, shot: "reveal"},
	{name: "React 19 and Vite, typed", folder: "react", tool: "npm", check: hearsChanges("Ecologist"), shot: "react"},
	{name: "React 19 on a server", folder: "react-server", tool: "npm", check: hydrates},
	{name: "Svelte 5 and Vite, typed", folder: "svelte", tool: "npm", check: hearsChanges("Ecologist")},
	{name: "VitePress, coming from another page", folder: "vitepress", tool: "npm", open: follows},
	{name: "Astro", folder: "astro", tool: "npm"},
	{name: "Docusaurus, coming from another page", folder: "docusaurus", tool: "npm", open: follows},
	{name: "Observable Framework", folder: "observable", tool: "npm"},
	{name: "Hugo", folder: "hugo", tool: "hugo"},
	{name: "MkDocs", folder: "mkdocs", tool: "mkdocs"},
	{name: "Sphinx", folder: "sphinx", tool: "sphinx-build"},
	{name: "Pandoc, Quarto", folder: "pandoc", tool: "pandoc"},
	{name: "Pandoc `--self-contained`, Quarto `embed-resources`",
		folder: "pandoc", tool: "pandoc", page: "contained.html"},
	{name: "a Jupyter notebook, run (Notebook 6)", folder: "jupyter", tool: "jupyter-nbconvert", serve: notebook,
		open: runCells, shot: "notebook"},
	{name: "a Jupyter notebook as a page (nbconvert)", folder: "jupyter", tool: "jupyter-nbconvert",
		page: "figure.html"},
	{name: "a Jupyter notebook as slides (nbconvert)", folder: "jupyter", tool: "jupyter-nbconvert",
		page: "figure.slides.html", frame: true},
	{name: "a plain frame (Notion, Moodle, WordPress)", folder: "frame", tool: "bash", frame: true},
	{name: "an ES module from another site", folder: "module", tool: "bash"},
}

// Every example is built by its tool, with nothing changed but the figure's address, and has a figure
// that runs.
func TestExamples(t *testing.T) {
	onHosts(t)
	figure := serving(t, http.Header{"Access-Control-Allow-Origin": {"*"}})
	v := browsers[0].visit(t)
	v.size(1100, 700)
	tarball := packPackage(t, t.TempDir())
	built := map[string]string{}
	rows := make([][]string, len(examples))
	for i, e := range examples {
		says := ""
		t.Run(e.name, func(t *testing.T) {
			says = "fails"
			if _, err := exec.LookPath(e.tool); err != nil {
				says = "not tried: " + e.tool + " is not here"
				t.Skip(says)
			}
			if built[e.folder] == "" {
				built[e.folder] = buildExample(t, e.folder, figure, tarball)
			}
			says = e.read(enter(t, v.Browser, nil), built[e.folder])
		})
		rows[i] = []string{e.name, "[examples/" + e.folder + "](../examples/" + e.folder + ")", says}
	}
	publish(t, "examples", []string{"tool", "project", v.Version()}, rows)
}

// TestExampleSlideIsWhole: WebKit painted half a frame on a slide, until the window had another size.
// Each quarter of the figure's width has marks in it.
func TestExampleSlideIsWhole(t *testing.T) {
	onHosts(t)
	figure := serving(t, http.Header{"Access-Control-Allow-Origin": {"*"}})
	for _, e := range browsers {
		if e.name != "WebKit" {
			continue
		}
		v := e.visit(t)
		v.tolerate = toolsOwn
		v.size(1100, 700)
		v.navigate(plainFiles(v, buildExample(t, "reveal", figure, packPackage(t, t.TempDir()))))
		turnsSlides(v)
		v.until("(r => r.left >= 0 && r.right <= innerWidth && r.width > " +
			"250)(document.querySelector('emergent-alignment iframe').getBoundingClientRect())")
		v.figurePainted()
	}
}

// figurePainted waits until each quarter of the first frame's width has pixels unlike its corner.
func (v *visitor) figurePainted() {
	v.Helper()
	blank := 4
	for end := time.Now().Add(patience); blank > 0 && time.Now().Before(end); time.Sleep(time.Second / 2) {
		data, err := v.Screenshot()
		if err != nil {
			v.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			v.Fatal(err)
		}
		// WebKit's picture is of the screen: the window stands in its corner, the page below the bar.
		box := read[[4]int](v,
			`(({ left, top, right, bottom }, bar) => [left, top + bar, right, bottom + bar].map(Math.round))(
			document.querySelector('emergent-alignment iframe').getBoundingClientRect(), outerHeight - innerHeight)`)
		blank = 0
		for q := range 4 {
			width := (box[2] - box[0]) / 4
			part := image.Rect(box[0]+q*width+4, box[1]+4, box[0]+(q+1)*width-4, box[3]-4)
			if marked(picture, part) < 50 {
				blank++
			}
		}
	}
	if blank > 0 {
		v.Errorf("%d of 4 quarters of the figure are blank", blank)
	}
}

// marked counts the pixels of a part that are unlike its first.
func marked(picture image.Image, part image.Rectangle) (n int) {
	paper := picture.At(part.Min.X, part.Min.Y)
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if picture.At(x, y) != paper {
				n++
			}
		}
	}
	return n
}

// buildExample copies a project to a folder that stays, for what npm has installed there, writes the
// figure's address into it and runs its build.sh; it returns what came out.
func buildExample(t *testing.T, name, figure, tarball string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	from, to := filepath.Join(root, "examples", name), filepath.Join(root, ".cache", "examples", name)
	swap := strings.NewReplacer("https://YOUR.HOST/figure/", figure+"/", "file:../../dist/npm", "file:"+tarball)
	err = filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(from, file) // it is below
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), []byte(swap.Replace(string(data))), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(to, "out")
	for _, old := range []string{out, filepath.Join(to, "package-lock.json"),
		filepath.Join(to, "node_modules", "emergent-alignment")} {
		os.RemoveAll(old)
	}
	cmd := exec.Command("bash", "-e", "build.sh")
	cmd.Dir = to
	cmd.Env = append(os.Environ(), "OBSERVABLE_TELEMETRY_DISABLE=true", "npm_config_prefer_offline=true",
		"PYTHONWARNINGS=ignore")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, said)
	}
	return out
}

// toolsOwn is what pages of tools say without a figure too, where they have no network or are Debian's.
var toolsOwn = []string{"favicon", "fonts.g", "ERR_", "404", "500", "hljs is not defined", "require is not defined",
	"file:///usr/share/javascript", "beforeunload"}

// read looks at the figure of a built page.
func (e example) read(v *visitor, out string) string {
	v.tolerate = toolsOwn
	if e.serve == nil {
		e.serve = plainFiles
	}
	v.navigate(e.serve(v, out) + e.page)
	if e.open != nil {
		e.open(v)
	}
	if e.frame {
		v.until(spoken)
		return e.done(v)
	}
	v.until("document.querySelector('emergent-alignment').getScenario")
	v.eval("document.querySelector('emergent-alignment').scrollIntoView()")
	v.eval("document.querySelector('emergent-alignment').ready")
	v.until("(r => r.width > 250 && r.height > 250)(document.querySelector('emergent-alignment " +
		"iframe').getBoundingClientRect())")
	if e.check != nil {
		e.check(v)
	}
	return e.done(v)
}

func (e example) done(v *visitor) string {
	v.picture("")
	if e.shot != "" {
		v.keep(e.shot)
	}
	return "works"
}

func plainFiles(v *visitor, out string) string {
	pages := httptest.NewServer(clean(out))
	v.Cleanup(pages.Close)
	return strings.Replace(pages.URL, "127.0.0.1", "localhost", 1) + "/"
}

// notebook starts Jupyter's own server in the project's folder.
func notebook(v *visitor, out string) string {
	p := place{v.T, freePort(v.T), v.T.TempDir(), filepath.Dir(out)}
	v.Cleanup(p.run("/usr/bin/python3", "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1",
		fmt.Sprintf("--port=%d", p.port),
		"--NotebookApp.token=", "--NotebookApp.password="))
	return fmt.Sprintf("http://127.0.0.1:%d/notebooks/figure.ipynb", p.port)
}

func runCells(v *visitor) {
	v.Helper()
	v.until("Jupyter.notebook.kernel.is_connected()")
	v.eval("Jupyter.notebook.execute_all_cells()")
	v.until("document.querySelector('.output iframe') && document.querySelector('.output emergent-alignment')")
}

// follows is a reader who comes to the figure from another page of the site, without loading it.
func follows(v *visitor) {
	v.Helper()
	const link = "document.querySelector('main a[href*=figure]')"
	v.until(link)
	v.eval(link + ".click()")
}

// spoken asks a plain frame how it is, until it says that it is ready.
const spoken = `new Promise((done) => {
	const frame = document.querySelector('iframe');
	frame.scrollIntoView();
	addEventListener('message', (e) => { if (e.source === frame.contentWindow && e.data.event === 'ready') done(true); });
	frame.contentWindow.postMessage({ emergent: 1, method: 'hello' }, '*');
	setTimeout(() => done(false), 3000);
})`

// clean serves a folder in which pages may be named without their ending.
func clean(out string) http.Handler {
	files := site.Handler(out)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(out, r.URL.Path+".html")); err == nil && r.URL.Path != "/" {
			r.URL.Path += ".html"
		}
		files.ServeHTTP(w, r)
	})
}

// turnsSlides: the arrows turn slides, and the figure of the next is loaded, beside its text.
func turnsSlides(v *visitor) {
	v.Helper()
	v.until("Reveal.isReady()")
	v.eval("Reveal.next()")
	v.eval("document.querySelectorAll('emergent-alignment')[1].ready")
	v.until("(r => r.width >= 250)(document.querySelectorAll('emergent-alignment')[1].getBoundingClientRect())")
	v.eval("Reveal.prev()")
	v.eval("document.querySelector('emergent-alignment').ready")
}

// hearsChanges: the page hears what changes in the figure, and shows the names of its agents.
func hearsChanges(name string) func(*visitor) {
	return func(v *visitor) {
		v.Helper()
		const figure = "document.querySelector('emergent-alignment')"
		v.eval(figure + ".getScenario().then((s) => " + figure + ".setScenario({ ...s, title: 'changed' }))")
		v.until(fmt.Sprintf("document.getElementById('heard').textContent.includes(%q)", name))
	}
}

// hydrates: React takes the page over without a complaint, which would be an error of the console, and
// the figure goes on in its frame.
func hydrates(v *visitor) {
	v.Helper()
	v.eval("window.first = document.querySelector('emergent-alignment iframe')")
	v.until("document.documentElement.dataset.hydrated")
	v.eval("document.getElementById('counter').click()")
	v.until("document.getElementById('counter').textContent === '1'")
	if !read[bool](v, "document.querySelector('emergent-alignment iframe') === first") {
		v.Error("the figure was made anew")
	}
}

// keep writes a picture of the page for docs, small, where EMERGENT_TABLE names what is written.
func (v *visitor) keep(name string) {
	v.Helper()
	if os.Getenv("EMERGENT_TABLE") == "" {
		return
	}
	data, err := v.Screenshot()
	if err != nil {
		v.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		v.Fatal(err)
	}
	if err := writeJPEG(filepath.Join("..", "..", "docs", "pictures", name+".jpg"), picture); err != nil {
		v.Fatal(err)
	}
}

// quality of a picture that is to have less than 100 kB and legible letters.
const quality = 82

func writeJPEG(name string, picture image.Image) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality}); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
