//go:build e2e

package e2e

import (
	"encoding/base64"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// Elements that are made of data (web/static/tree.js): what the reader holds is kept, and nothing is made that could
// run or load something.
func TestTree(t *testing.T) {
	source, err := os.ReadFile("../static/tree.js")
	if err != nil {
		t.Fatal(err)
	}
	laws, err := os.ReadFile("testdata/tree.js")
	if err != nil {
		t.Fatal(err)
	}
	b := blank(t, wide)
	b.do(chromedp.Navigate("about:blank"))
	module := "data:text/javascript;base64," + base64.StdEncoding.EncodeToString(source)
	for _, broken := range value[[]string](b, "import('"+module+"').then("+string(laws)+")") {
		t.Error(broken)
	}
}
