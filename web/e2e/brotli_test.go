//go:build e2e

package e2e

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/emergent-alignment/emergent/web/site"
)

// TestBrotli: the smaller packing is asked for where the browser unpacks it, the other is where it
// does not and where the host has none or changes it. Chromium unpacks no Brotli yet: here it takes
// raw deflate for it, which like Brotli begins with no mark.
func TestBrotli(t *testing.T) {
	program := unpackedStage(t)
	var tight bytes.Buffer
	w, err := flate.NewWriter(&tight, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(program)
	w.Close()
	const teach = `const Real = DecompressionStream;
		window.DecompressionStream = function (format) { return new Real(format === "brotli" ? "deflate-raw" : format) };`
	text := func(content []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.Write(content) }
	}
	for _, row := range []struct {
		name, script string
		answer       http.HandlerFunc // to who asks for the smaller packing
		asked        string           // the packings that are asked for
	}{
		{"unpacked here", teach, text(tight.Bytes()), "br"},
		{"unpacked on the way", teach, text(program), "br"},
		{"not unpacked here", "", text(tight.Bytes()), "gz"},
		{"not on this host", teach, http.NotFound, "br gz"},
		{"another page for it", teach, text([]byte("<!doctype html><p>Welcome")), "br gz"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var asked []string
			address := changed(t, func(w http.ResponseWriter, r *http.Request, files http.Handler) {
				switch name := strings.TrimPrefix(r.URL.Path, "/stage"); name {
				case ".wasm.br":
					asked = append(asked, "br")
					row.answer(w, r)
				case ".html":
					page, err := os.ReadFile(filepath.Join(dist, "stage.html"))
					if err != nil {
						t.Error(err)
					}
					w.Header().Set("Content-Type", "text/html")
					w.Write(bytes.Replace(page, []byte("<html "),
						fmt.Appendf(nil, `<html data-brotli="stage.wasm.br?v=1" data-tight="%d" `, tight.Len()), 1))
				default:
					if name == ".wasm.gz" {
						asked = append(asked, "gz")
					}
					files.ServeHTTP(w, r)
				}
			})
			b := blank(t, wide)
			b.tolerate = append(b.tolerate, "404")
			if row.script != "" {
				b.before(row.script)
			}
			b.do(chromedp.Navigate(address + "/stage.html"))
			b.ready()
			b.until("document.documentElement.dataset.state === 'live'")
			if got := strings.Join(asked, " "); got != row.asked {
				t.Errorf("asked for %q, want %q", got, row.asked)
			}
		})
	}
}

// unpackedStage is the program as the browser compiles it.
func unpackedStage(t *testing.T) []byte {
	t.Helper()
	packed, err := os.Open(filepath.Join(dist, site.StageWasm))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	program, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return program
}
