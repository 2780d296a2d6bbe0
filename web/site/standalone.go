package site

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
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
	f := oneFile{dist: dist, text: string(page)}
	f.replace(`<p id="bare">.*</p>\n`, func([]string) (string, error) { return "", nil }) // its style sheets are in it
	f.replace(`<link rel="stylesheet" href="([^"]+)">`, f.style)
	f.replace(`<script src="([^"]+)"(?: defer|( type="module")|)></script>`, f.script)
	f.replace(` src="(static/[^"]+\.svg)"`, f.picture)
	f.replace(`</body>`, func([]string) (string, error) { return f.files(presets) })
	f.replace(`http-equiv="Content-Security-Policy" content="[^"]*"`, f.policy)
	f.replace(`<html `, func([]string) (string, error) { return "<html data-standalone ", nil })
	f.check()
	text := f.fill()
	if f.err != nil {
		return fmt.Errorf("%s: %w", Standalone, f.err)
	}
	return put(filepath.Join(dist, Standalone), []byte(text))
}

// oneFile is the page on its way to be one file. After an error nothing more is done.
type oneFile struct {
	dist            string
	text            string
	scripts, styles []string // what the policy allows
	contents        []string // of elements, put in last so that nothing in them is taken for HTML
	err             error
}

// replace replaces every match of a pattern, of which there must be one.
func (f *oneFile) replace(pattern string, by func(match []string) (string, error)) {
	re := regexp.MustCompile(pattern)
	if f.err == nil && !re.MatchString(f.text) {
		f.err = fmt.Errorf("stage.html has no %s", pattern)
	}
	if f.err != nil {
		return
	}
	f.text = re.ReplaceAllStringFunc(f.text, func(found string) string {
		with, err := by(re.FindStringSubmatch(found))
		f.err = errors.Join(f.err, err)
		return with
	})
}

func (f *oneFile) read(name string) (string, error) {
	data, err := os.ReadFile(filepath.Join(f.dist, filepath.FromSlash(name)))
	return string(data), err
}

func (f *oneFile) style(m []string) (string, error) {
	text, err := f.read(m[1])
	if err == nil && (strings.Contains(text, "@import") || strings.Contains(text, "url(") ||
		strings.Contains(text, "</style")) {
		err = fmt.Errorf("%s needs another file, or ends its element", m[1])
	}
	f.styles = append(f.styles, source(text))
	return "<style>" + f.content(text) + "</style>", err
}

func (f *oneFile) script(m []string) (string, error) {
	code, err := f.code(m[1])
	f.scripts = append(f.scripts, source(code))
	return "<script" + m[2] + ">" + f.content(code) + "</script>", err
}

// code is a script without the address of its source map, which no text in an element has, and kept from
// ending its element by HTML among its strings.
func (f *oneFile) code(name string) (string, error) {
	text, err := f.read(name)
	text, _, _ = strings.Cut(text, "//# sourceMappingURL=")
	return strings.NewReplacer("</script", `<\/script`, "<!--", `<\!--`).Replace(text), err
}

// content keeps a place for the text of an element.
func (f *oneFile) content(text string) string {
	f.contents = append(f.contents, text)
	return fmt.Sprintf("\x00%d\x00", len(f.contents)-1)
}

var place = regexp.MustCompile("\x00([0-9]+)\x00")

// fill puts every text in its place.
func (f *oneFile) fill() string {
	return place.ReplaceAllStringFunc(f.text, func(found string) string {
		i, err := strconv.Atoi(strings.Trim(found, "\x00"))
		f.err = errors.Join(f.err, err)
		return f.contents[i]
	})
}

// source is how a policy names a text.
func source(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (f *oneFile) picture(m []string) (string, error) {
	text, err := f.read(m[1])
	return ` src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(text)) + `"`, err
}

// files writes what the stage would fetch, as elements at the end of the page.
func (f *oneFile) files(presets []Preset) (string, error) {
	var b strings.Builder
	for _, p := range presets {
		data := strings.ReplaceAll(string(p.Data), "<", `\u003c`) // in JSON only strings hold one
		fmt.Fprintf(&b, "<script type=\"text/plain\" data-file=\"static/presets/%s.json\">%s</script>\n",
			p.Name, f.content(data))
	}
	worker, err := f.code(workerScript)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&b, "<script type=\"text/plain\" data-file=%q>%s</script>\n",
		workerScript, f.content(worker))
	for _, name := range []string{StageWasm, WorkerWasm} {
		data, err := f.read(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "<script type=\"text/plain\" data-file=%q data-base64>%s</script>\n",
			name, f.content(base64.StdEncoding.EncodeToString([]byte(data))))
	}
	return b.String() + "</body>", nil
}

func (f *oneFile) policy([]string) (string, error) {
	return `http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'wasm-unsafe-eval' ` +
		strings.Join(f.scripts, " ") +
		`; style-src ` + strings.Join(f.styles, " ") +
		`; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'"`, nil
}

var reference = regexp.MustCompile(`<(?:link|script|img|iframe|a)\b[^>]*\b(?:src|href)="[^"]*"`)

// check refuses a page that still points to another file.
func (f *oneFile) check() {
	for _, element := range reference.FindAllString(f.text, -1) {
		if f.err == nil && !strings.Contains(element, `="data:`) && !strings.Contains(element, `="#`) {
			f.err = fmt.Errorf("needs another file: %.200s", element)
		}
	}
}
