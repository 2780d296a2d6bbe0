package site

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// standalone writes dist/standalone.html: the stage with all that it needs in one file, which
// opens from a disk. A page from a disk may fetch nothing, not even the file beside it, and
// loads no module and no worker from one. So its style sheets and scripts stand in it, the
// modules joined into one, and its data in elements (web/static/stage/source.js); its worker
// starts from a Blob. Each script and style sheet is allowed by the hash of its text and
// nothing else is: no inline code that anybody smuggles in runs, and no request can be made.
//
// The programs are in base64, a third larger than they need to be. Encodings that waste less
// rely on a byte order or character set that editors, mailers and hosts do change.
func standalone(dist string, presets []Preset) error {
	page, err := os.ReadFile(filepath.Join(dist, "stage.html"))
	if err != nil {
		return err
	}
	root, err := parsePage(page)
	if err != nil {
		return err
	}
	f := oneFile{dist: dist}
	if err := f.fill(root, presets); err != nil {
		return fmt.Errorf("%s: %w", Standalone, err)
	}
	if page, err = renderPage(root); err != nil {
		return err
	}
	return put(filepath.Join(dist, Standalone), page)
}

// oneFile is the page on its way to be one file. After an error nothing more is done.
type oneFile struct {
	dist            string
	scripts, styles []string // what the policy allows
	err             error
}

// fill puts into the page what it points to. It is an error if it still points to another file then.
func (f *oneFile) fill(root *html.Node, presets []Preset) error {
	var policy *html.Node
	for _, n := range slices.Collect(root.Descendants()) {
		switch src := attr(n, "src"); {
		case n.Data == "html":
			n.Attr = append(n.Attr, html.Attribute{Key: "data-standalone"})
		case attr(n, "http-equiv") == "Content-Security-Policy":
			policy = n
		case attr(n, "id") == "bare": // says that style sheets may be missing
			n.Parent.RemoveChild(n)
		case attr(n, "rel") == "stylesheet":
			f.style(n)
		case n.Data == "script":
			f.script(n)
		case strings.HasSuffix(src, ".svg"):
			setAttr(n, "src", "data:image/svg+xml;base64,"+base64.StdEncoding.EncodeToString(f.read(src)))
		case n.Data == "body":
			f.files(n, presets)
		}
	}
	if policy == nil {
		return errors.New("stage.html has no policy")
	}
	setAttr(policy, "content", f.policy())
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			points := a.Key == "src" || a.Key == "href"
			if points && !strings.HasPrefix(a.Val, "data:") && !strings.HasPrefix(a.Val, "#") {
				f.err = errors.Join(f.err, fmt.Errorf("%s needs another file: %s", n.Data, a.Val))
			}
		}
	}
	return f.err
}

func (f *oneFile) read(name string) []byte {
	data, err := os.ReadFile(filepath.Join(f.dist, filepath.FromSlash(name)))
	f.err = errors.Join(f.err, err)
	return data
}

// style turns a link into its style sheet.
func (f *oneFile) style(link *html.Node) {
	name := attr(link, "href")
	text := string(f.read(name))
	if strings.Contains(text, "@import") || strings.Contains(text, "url(") || strings.Contains(text, "</style") {
		f.err = errors.Join(f.err, fmt.Errorf("%s needs another file, or ends its element", name))
	}
	f.styles = append(f.styles, source(text))
	link.Data, link.Attr = "style", nil
	setText(link, text)
}

// script puts a script, module or not, into its element.
func (f *oneFile) script(n *html.Node) {
	code := f.code(attr(n, "src"))
	f.scripts = append(f.scripts, source(code))
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key != "type" })
	setText(n, code)
}

// code is a script without the address of its source map, which no text in an element has, and kept from
// ending its element by HTML among its strings.
func (f *oneFile) code(name string) string {
	text, _, _ := strings.Cut(string(f.read(name)), "//# sourceMappingURL=")
	return strings.NewReplacer("</script", `<\/script`, "<!--", `<\!--`).Replace(text)
}

// source is how a policy names a text.
func source(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// files adds to the page what it would fetch, as elements at its end.
func (f *oneFile) files(body *html.Node, presets []Preset) {
	add := func(name, text string, more ...html.Attribute) {
		n := &html.Node{Type: html.ElementNode, Data: "script", Attr: append([]html.Attribute{
			{Key: "type", Val: "text/plain"}, {Key: "data-file", Val: name}}, more...)}
		setText(n, text)
		body.AppendChild(n)
		body.AppendChild(&html.Node{Type: html.TextNode, Data: "\n"})
	}
	for _, p := range presets {
		// in JSON only strings hold what could end an element
		add("static/presets/"+p.Name+".json", strings.ReplaceAll(string(p.Data), "<", `\u003c`))
	}
	add(workerScript, f.code(workerScript))
	for _, name := range []string{StageWasm, WorkerWasm} {
		add(name, base64.StdEncoding.EncodeToString(f.read(name)), html.Attribute{Key: "data-base64"})
	}
}

func (f *oneFile) policy() string {
	return "default-src 'none'; script-src 'wasm-unsafe-eval' " + strings.Join(f.scripts, " ") +
		"; style-src " + strings.Join(f.styles, " ") +
		"; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
}
