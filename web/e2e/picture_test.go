//go:build e2e

package e2e

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/draw"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Two pictures of one figure differ by how edges are smoothed and letters hinted, so both are
// blurred before they are compared.
const (
	blurRadius = 2
	tile       = 12    // side of the squares in which the worst difference is looked for
	meanLimit  = 0.007 // of the mean difference, 1 being black for white
	tileLimit  = 0.11  // and in the worst square
)

// gray is a picture in shades, 0 to 1.
type gray struct {
	w, h int
	at   []float64
}

func grayOf(t *testing.T, data []byte, crop image.Rectangle) gray {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	crop = crop.Intersect(m.Bounds())
	flat := image.NewRGBA(crop)
	draw.Draw(flat, crop, m, crop.Min, draw.Src)
	g := gray{crop.Dx(), crop.Dy(), make([]float64, 3*crop.Dx()*crop.Dy())}
	for y := range g.h {
		for x := range g.w {
			for c, v := range flat.Pix[y*flat.Stride+4*x:][:3] {
				g.at[3*(y*g.w+x)+c] = float64(v) / 0xff
			}
		}
	}
	return g
}

// blurred is g with every point the mean of its neighbours.
func (g gray) blurred() gray {
	out := gray{g.w, g.h, make([]float64, len(g.at))}
	for y := range g.h {
		for x := range g.w {
			n := 0.
			for v := max(0, y-blurRadius); v <= min(g.h-1, y+blurRadius); v++ {
				for u := max(0, x-blurRadius); u <= min(g.w-1, x+blurRadius); u++ {
					n++
					for c := range 3 {
						out.at[3*(y*g.w+x)+c] += g.at[3*(v*g.w+u)+c]
					}
				}
			}
			for c := range 3 {
				out.at[3*(y*g.w+x)+c] /= n
			}
		}
	}
	return out
}

// apart is the mean difference of two pictures and that of the worst square, with its corner.
func (g gray) apart(o gray) (mean, worst float64, at image.Point) {
	a, b := g.blurred(), o.blurred()
	w, h := min(g.w, o.w), min(g.h, o.h)
	for top := 0; top+tile <= h; top += tile {
		for left := 0; left+tile <= w; left += tile {
			sum := 0.
			for y := top; y < top+tile; y++ {
				for x := left; x < left+tile; x++ {
					for c := range 3 {
						d := a.at[3*(y*g.w+x)+c] - b.at[3*(y*o.w+x)+c]
						sum += max(d, -d)
					}
				}
			}
			mean += sum / float64(3*w*h)
			if sum /= 3 * tile * tile; sum > worst {
				worst, at = sum, image.Pt(left, top)
			}
		}
	}
	return mean, worst, at
}

// viewer serves one SVG at a time and shows it in a tab of its own.
type viewer struct {
	*tab
	svg  string
	home string
}

func newViewer(t *testing.T) *viewer {
	v := &viewer{tab: blank(t, wide)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/figure.svg" {
			w.WriteHeader(http.StatusNoContent) // its icon
			return
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = io.WriteString(w, v.svg)
	}))
	t.Cleanup(server.Close)
	v.home = server.URL
	return v
}

// shows returns the SVG as the browser shows it by itself.
func (v *viewer) shows(svg string, w, h int) gray {
	v.Helper()
	v.svg = svg
	v.do(chromedp.EmulateViewport(int64(w), int64(h)), chromedp.Navigate(v.home+"/figure.svg"))
	return grayOf(v.T, v.shot(), image.Rect(0, 0, w, h))
}

func (b *tab) shot() []byte {
	b.Helper()
	data, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Fatal(err)
	}
	return data
}

// wellFormed reads a document as XML and counts its elements.
func wellFormed(t *testing.T, what, text string) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return seen
		}
		if err != nil {
			t.Fatalf("%s is no XML: %v", what, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			seen[e.Name.Local]++
		}
	}
}

// The SVG of every figure is XML with its text as text and without a raster; opened by itself
// it looks like the figure on the screen, in both themes, and so does one with a pinned state
// and one of a figure that larger text has enlarged.
func TestPicturesMatchTheScreen(t *testing.T) {
	composed(t)
	b := stage(t, "?preset=shared-bias", framed)
	v := newViewer(t)
	compare := func(what string) {
		t.Helper()
		b.settled()
		svg := value[string](b, "emergent.exportSVG()")
		seen := wellFormed(t, what, svg)
		if seen["text"] < 3 || seen["image"]+seen["foreignObject"]+seen["script"] > 0 {
			t.Errorf("%s: the SVG has %v", what, seen)
		}
		box := value[[]int](b,
			`((a, b) => [a.x + 8, a.y + 8, Math.max(a.right, b.right) - 8, Math.max(a.bottom, b.bottom) - 8].map(Math.round))(
			document.getElementById('figure').getBoundingClientRect(), (r => r.width && r.height ? r : document.getElementById('figure').getBoundingClientRect())(document.getElementById('aside').getBoundingClientRect()))`)
		crop := image.Rect(box[0], box[1], box[2], box[3])
		screen := grayOf(t, b.shot(), crop)
		mean, worst, at := screen.apart(v.shows(svg, crop.Dx(), crop.Dy()))
		t.Logf("%s: mean %.5f, worst %.4f", what, mean, worst)
		if mean > meanLimit || worst > tileLimit {
			t.Errorf("%s: the SVG differs from the screen by %.4f in the mean and %.3f around %v",
				what, mean, worst, at)
		}
	}
	for _, theme := range []string{"light", "dark"} {
		b.system(theme)
		b.until("document.documentElement.dataset.theme === " + quoted(theme))
		for _, scene := range b.scenes() {
			b.showScene(scene)
			compare(scene + ", " + theme)
		}
	}
	b.click("#pin")
	b.eval("emergent.setScenario((s => { s.user.weights = [0.5, 0.3, 0.2]; s.agents[0].weights = [0.2, 0.5, 0.3]; " +
		"return s })(emergent.getScenario()))")
	b.showScene("hull")
	compare("pinned")
	b.eval("document.documentElement.style.fontSize = '150%'")
	b.settled()
	compare("larger")
}
