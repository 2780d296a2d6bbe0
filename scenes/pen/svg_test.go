package pen

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/view"
)

var hostile = []string{
	`</text><script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`' onload='alert(1)`,
	`]]></svg><svg onload=alert(1)>`,
	`<!--`, `&amp;&lt;`, `&#x3c;script&#x3e;`,
	"nul \x00, bell \x07, line\nbreak, \xff not UTF-8, \uFFFE",
	"‮right to left", "a\u0301 combining", "漢字 и ελληνικά 👩‍⚕️",
	strings.Repeat("long ", 200), "",
}

// Whatever a name holds, the picture is well-formed XML whose only elements are its own,
// and the name is there as text.
func TestSVGSurvivesHostileNames(t *testing.T) {
	for _, name := range hostile {
		svg := NewSVG(view.Rect{W: 100, H: 50}, Color{1, 1, 1, 1}, name, name)
		sketch(svg, name)
		var b strings.Builder
		if _, err := svg.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		texts := readXML(t, name, b.String())
		want := strings.Map(func(r rune) rune {
			switch {
			case r == '\n':
				return ' '
			case r < 0x20 || r == 0xFFFE:
				return 0xFFFD
			}
			return r
		}, strings.ToValidUTF8(name, "\uFFFD"))
		if got := texts["text"]; got != want {
			t.Errorf("text of %q reads %q, want %q", name, got, want)
		}
	}
}

func readXML(t *testing.T, name, text string) map[string]string {
	t.Helper()
	known := map[string]bool{"svg": true, "title": true, "desc": true, "rect": true, "g": true, "path": true,
		"text": true}
	texts := map[string]string{}
	ids := map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(text))
	element := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return texts
		}
		if err != nil {
			t.Fatalf("%q: %v in\n%s", name, err, text)
		}
		switch e := token.(type) {
		case xml.StartElement:
			element = e.Name.Local
			if !known[element] {
				t.Errorf("%q: element <%s>", name, element)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
					t.Errorf("%q: attribute %s", name, a.Name.Local)
				}
				if a.Name.Local == "id" {
					if ids[a.Value] {
						t.Errorf("%q: id %q twice", name, a.Value)
					}
					ids[a.Value] = true
				}
			}
		case xml.EndElement:
			element = ""
		case xml.CharData:
			texts[element] += string(e)
		}
	}
}

func TestSVGIsAccessible(t *testing.T) {
	svg := NewSVG(view.Rect{X: 10, Y: 20, W: 300, H: 200}, Color{}, "A title", "What it shows")
	svg.Begin("agents", "The agents")
	svg.Begin("agents", "")
	svg.Text(view.Pixel{X: 1, Y: 2}, "name", TextStyle{Halo: Color{1, 1, 1, 1}, H: Center})
	svg.End()
	svg.End()
	svg.End() // one too many does no harm
	var b strings.Builder
	if _, err := svg.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`role="img"`, `aria-labelledby="title desc"`, `<title id="title">A title</title>`,
		`<desc id="desc">What it shows</desc>`,
		`viewBox="10 20 300 200"`, `paint-order="stroke"`, `text-anchor="middle"`, `<title>The agents</title>`,
		`id="agents-1"`, `id="agents-2"`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "<rect") {
		t.Error("transparent paper is painted")
	}
	readXML(t, "accessible", b.String())
}

func TestSVGClosesOpenGroups(t *testing.T) {
	svg := NewSVG(view.Rect{W: 1, H: 1}, Color{}, "", "")
	svg.Begin("open", "")
	var b strings.Builder
	if _, err := svg.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	readXML(t, "open", b.String())
}
