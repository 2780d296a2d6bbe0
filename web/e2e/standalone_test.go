//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/chromedp"
)

// alone copies the page that is one file to a folder where nothing else is and returns its
// address on the disk.
func alone(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dist, site.Standalone))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s has %.2f MB", site.Standalone, float64(len(data))/1e6)
	name := filepath.Join(t.TempDir(), "a figure.html")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(name)
}

// The page that is one file opens from a disk, with nothing beside it: every figure and
// preset, drags, the worker, pictures, and the state in its address.
func TestStandalone(t *testing.T) {
	b := blank(t, wide)
	b.before(countWorkers)
	address := alone(t)
	b.do(chromedp.Navigate(address + "?preset=rivals"))
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	same(t, "a preset by its name", b.scenario(), preset(t, "rivals"))
	b.agrees()

	b.eval("(s => { s.value = 'specialists'; s.dispatchEvent(new Event('change')) " +
		"})(document.getElementById('preset'))")
	b.until(fmt.Sprintf("emergent.getScenario().title === %q", preset(t, "specialists").Title))
	from := b.at(agent0)
	b.drag(from, from.plus(30, 40))
	b.verdictAgrees(b.agrees())
	dragged := b.scenario()
	moved(t, dragged, preset(t, "specialists"), 0)
	b.until("location.hash.length > 10")
	b.do(chromedp.Reload())
	b.ready()
	same(t, "after loading again", b.scenario(), dragged)

	for _, scene := range b.scenes() {
		b.eval(fmt.Sprintf("emergent.setView({scene: %q})", scene))
		b.agrees()
	}
	if png := value[string](b, "emergent.exportPNG(1)"); len(png) < 1000 {
		t.Errorf("the picture is %.40q", png)
	}
	b.eval("emergent.setView({scene: 'hull'})")
	b.setScenario(heavy())
	b.agrees()
	if n := value[int](b, "started.length"); n == 0 {
		t.Error("no worker for a large scenario")
	}
	b.eval("document.getElementById('share').click()")
	if !value[bool](b, "!document.getElementById('link-note').hidden && "+
		"document.getElementById('link-text').value.startsWith('file:')") {
		t.Error("the dialog does not say what a link from a disk is")
	}
}
