//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/web/site"

	"github.com/chromedp/cdproto/page"
)

// A slow line: 1.6 Mbit/s for all requests together, and 150 ms before each answer.
const (
	lineRate  = 200_000 // bytes in a second
	lineDelay = 150 * time.Millisecond
	lineChunk = 4096
)

// line is one that many answers share.
type line struct{ sync.Mutex }

type slowWriter struct {
	http.ResponseWriter
	line *line
}

func (w slowWriter) Write(data []byte) (n int, err error) {
	for len(data) > 0 && err == nil {
		part := data[:min(len(data), lineChunk)]
		w.line.Lock()
		time.Sleep(time.Duration(len(part)) * time.Second / lineRate)
		w.line.Unlock()
		var k int
		k, err = w.ResponseWriter.Write(part)
		n, data = n+k, data[len(part):]
		w.ResponseWriter.(http.Flusher).Flush()
	}
	return n, err
}

// throttled serves dist over a slow line, from an origin that the browser has never seen.
func throttled(t *testing.T) string {
	t.Helper()
	return throttling(t, site.Handler(dist))
}

// throttling serves files over a slow line.
func throttling(t *testing.T, files http.Handler) string {
	t.Helper()
	shared := &line{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(lineDelay)
		files.ServeHTTP(slowWriter{w, shared}, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// moment is what a reader sees at a time after a link was followed.
type moment struct {
	at    time.Duration
	Boxes [][4]float64 // of title, first heading and figure
	Shown bool         // the figure, or the picture in its place
	Live  bool
	shot  []byte
}

// look is what moment holds of the page; null before there is one.
const look = `(f => f?.dataset.step && f.picture ? {
	Boxes: [document.querySelector('h1'), document.querySelector('.step h3'), f].map(e => (r => [r.left, r.top + scrollY, r.width, r.height])(e.getBoundingClientRect())),
	Shown: f.phase === 'live' || f.picture.complete && f.picture.naturalWidth > 100,
	Live: f.phase === 'live',
} : null)(document.querySelector('emergent-alignment'))`

// On a slow line the right picture stands in the right place as soon as there is one: at none of
// these times is there another drawing than the live one that comes in the end, and nothing of the
// page has moved. Before, the picture of another scenario stood there from 3.5 to 18 s.
func TestThrottledLine(t *testing.T) {
	long(t)
	for _, d := range []device{wide, phone} {
		b := blank(t, d)
		start := time.Now()
		command(b, page.Navigate, page.NavigateParams{URL: throttled(t) + "/index.html"})
		var seen []moment
		see := func(at time.Duration) {
			time.Sleep(time.Until(start.Add(at)))
			if m := value[*moment](b, look); m != nil && m.Shown {
				m.at, m.shot = at, b.shot()
				seen = append(seen, *m)
			}
		}
		for _, ms := range []int{500, 1000, 2000, 3500, 5000, 10000, 20000} {
			see(time.Duration(ms) * time.Millisecond)
		}
		b.until(figure + ".phase === 'live'")
		b.eval(figure + ".getResult()")
		b.settled()
		b.eval("new Promise(r => setTimeout(r, 400))") // the picture has faded
		see(time.Since(start))
		last := seen[len(seen)-1]
		if !last.Live || len(seen) < 4 {
			t.Fatalf("%v: the picture was seen %d times", d, len(seen))
		}
		box := last.Boxes[2]
		crop := scaled(image.Rect(int(box[0]), int(box[1]), int(box[0]+box[2]),
			int(min(box[1]+box[3]-110, float64(d.h)))), d)
		drawn := grayOf(t, last.shot, crop)
		for _, m := range seen {
			if share := unlike(grayOf(t, m.shot, crop), drawn); share > 0.02 {
				t.Errorf("%v: after %v %.1f %% of the drawing is not the figure's", d, m.at, 100*share)
			}
			if got, want := fmt.Sprintf("%.0f", m.Boxes), fmt.Sprintf("%.0f", last.Boxes); got != want {
				t.Errorf("%v: after %v title, heading and figure stand at %s, in the end at %s", d, m.at, got, want)
			}
		}
	}
}
