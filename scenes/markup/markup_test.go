package markup

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// written is what is written into a tree.
func written(write func(t *Tree)) string {
	var t Tree
	write(&t)
	return strings.TrimSuffix(strings.TrimPrefix(t.List(), "["), "]")
}

// Whatever a text holds is read as it was written.
func TestJSON(t *testing.T) {
	text := "a \"b\" \\ \n\x01\x1f <b> & \u2028 é 𝛼"
	var tree Tree
	tree.Open("p", "c")
	tree.Attribute("title", text)
	tree.Text(text)
	tree.Leaf("b", "", "in")
	tree.Close()
	tree.Leaf("i", "", "")
	var got any
	if err := json.Unmarshal([]byte(tree.List()), &got); err != nil {
		t.Fatal(err)
	}
	want := []any{[]any{"p", map[string]any{"class": "c", "title": text}, text, []any{"b", map[string]any{}, "in"}},
		[]any{"i", map[string]any{}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
}

func TestWritten(t *testing.T) {
	number := stage.Row{Label: "x", Words: "w", Bar: -1, Swatch: -1}
	full := stage.Row{Label: "x", Help: "h", Words: "w", Bar: 2, Swatch: 9, Removable: "agent:9"}
	c := claim.Claim{ID: "i", Title: "t", Statement: "s", Formula: "f",
		Hypotheses: []claim.Hypothesis{{Text: "h", Holds: true, Why: "w"}},
		Lines:      []claim.Line{{Text: "l", Numbers: "1"}, {Text: "m"}}}
	bare := claim.Claim{Hypotheses: []claim.Hypothesis{{Text: "h", Why: "w"}}}
	for name, c := range map[string]struct {
		write func(t *Tree)
		want  string
	}{
		"a row": {func(t *Tree) { t.row(&number) },
			`["li",{"class":"row"},["span",{"class":"label"},"x"],["span",{"class":"value"},"w"]]`},
		"all that a row may have": {func(t *Tree) { t.row(&full) }, `["li",{"class":"row","data-agent":"1"},` +
			`["span",{"class":"swatch","aria-hidden":"true"},"J"],` +
			`["span",{"class":"label","data-help":"h","tabindex":"0"},"x"],["span",{"class":"value"},"w"],` +
			`["span",{"class":"bar","aria-hidden":"true"},["i",{"style.transform":"scaleX(1.0000)"}]],["button",` +
			`{"class":"remove","type":"button","data-remove":"agent:9","aria-label":"Remove x","title":"Remove x"},"×"]]`},
		"a badge": {func(t *Tree) { t.Badge(&c) }, `["details",{"class":"badge","data-claim":"i","data-state":"holds"},` +
			`["summary",{},["span",{"class":"title"},"t"],["span",{"class":"state"},"holds"]],["div",{},["p",{},"s"],` +
			`["ul",{"class":"hypotheses"},["li",{"data-holds":"true"},"h: w"]],` +
			`["p",{"class":"lead-in"},"Proof, with the numbers of the figure:"],` +
			`["ol",{"class":"proof"},["li",{},"l",["span",{"class":"numbers"},"1"]],["li",{},"m"]]]]`},
		"a claim": {func(t *Tree) { t.claim(&c, false) }, `["details",{"class":"claim","data-claim":"i",` +
			`"data-state":"holds"},["summary",{},["span",{"class":"state"},"holds"],["span",{"class":"title"},"t"]],["div",{"class":"body"},["p",{},"s"],` +
			`["p",{"class":"formula"},"f"],["ul",{"class":"hypotheses"},["li",{"data-holds":"true"},"h: w"]],` +
			`["h4",{},"Proof with these numbers"],` +
			`["ol",{"class":"proof"},["li",{},"l",["span",{"class":"numbers"},"1"]],["li",{},"m"]]]]`},
		"a folded claim that fails": {func(t *Tree) { t.claim(&bare, true) }, `["details",{"class":"claim","data-claim":"",` +
			`"data-state":"off"},["summary",{},["span",{"class":"state"},"does not apply"],["span",{"class":"title"}],` +
			`["span",{"class":"figures"},"w"]],["div",{"class":"body"},null]]`},
		"a slider": {func(t *Tree) {
			t.control(&stage.Control{Kind: stage.Range, Param: "p", Label: "l", Value: "2", Max: 3, Step: 0.5})
		},
			`["label",{"class":"control","key":"p 1"},["span",{"class":"label"},"l"],` +
				`["input",{"type":"range","data-param":"p",` +
				`"min":"0","max":"3","step":"0.5","value":"2"}],["output",{},"2"]]`},
		"a number": {func(t *Tree) {
			t.control(&stage.Control{Kind: stage.Number, Param: "p", Value: "2", Max: 3, Disabled: true})
		},
			`["label",{"class":"control","key":"p 4"},["span",{"class":"label"}],` +
				`["input",{"type":"number","data-param":"p",` +
				`"disabled":"","min":"0","max":"3","step":"any","value":"2"}]]`},
		"a toggle": {func(t *Tree) { t.control(&stage.Control{Kind: stage.Toggle, Param: "p", Value: "true", Help: "h"}) },
			`["label",{"class":"control toggle","key":"p 2"},["span",{"class":"label"}],["input",{"type":"checkbox",` +
				`"data-param":"p","data-help":"h","value":"true"}]]`},
		"a choice": {func(t *Tree) {
			t.control(&stage.Control{Param: "p", Value: "b", Options: []stage.Option{{Value: "b", Label: "B"}}})
		},
			`["label",{"class":"control","key":"p 0"},["span",{"class":"label"}],` +
				`["select",{"data-param":"p","value":"b"},` +
				`["option",{"value":"b"},"B"]]]`},
		"a button": {func(t *Tree) { t.control(&stage.Control{Kind: stage.Button, Param: "p", Label: "l"}) },
			`["div",{"class":"control action","key":"p 3"},["button",{"type":"button","data-param":"p"},["span",{},"l"]]]`},
		"what the user says": {func(t *Tree) { t.turn(&stage.Turn{Speaker: -1, Name: "You", Words: "w"}, 0) },
			`["li",{"class":"turn","data-when":"past"},["span",{"class":"swatch","aria-hidden":"true"},"★"],` +
				`["p",{"class":"said"},["b",{},"You"],["span",{"class":"words"}," w"]]]`},
		"no dialogue": {func(t *Tree) { t.dialogue(&stage.Dialogue{}) },
			`["section",{"id":"dialogue","hidden":""},["h3",{}],["ol",` +
				`{"class":"turns","tabindex":"0","aria-label":""}]]`},
		"bars": {func(t *Tree) {
			t.Outcomes([]claim.Outcome{{Title: "o", Bars: []claim.Bar{
				{Letter: "B", Name: "n", Has: -0.5, Full: 1}, {Name: "You", Has: 1, Full: 1}}}})
		},
			`["div",{"class":"outcomes"},["div",{"class":"outcome"},["p",{"class":"title"},"o"],["ul",{},` +
				`["li",{"data-agent":"1","data-gains":"true"},["span",{"class":"letter"},"B"],["span",{"class":"name"},"n"],` +
				`["svg",{"viewBox":"0 0 100 10","preserveAspectRatio":"none","aria-hidden":"true"},` +
				`["rect",{"width":"0.0","height":"10"}],["path",{"d":"M100.0 0v10"}]],["span",{"class":"has"},"−0.50"],` +
				`["span",{"class":"gains"},"would gain 1.50"]],` +
				`["li",{"data-gains":"false"},["span",{"class":"letter"}],["span",{"class":"name"},"You"],` +
				`["svg",{"viewBox":"0 0 100 10","preserveAspectRatio":"none","aria-hidden":"true"},` +
				`["rect",{"width":"100.0","height":"10"}],["path",{"d":"M100.0 0v10"}]],["span",{"class":"has"},"1.00"],` +
				`["span",{"class":"gains"}]]]]]`},
	} {
		if got := written(c.write); got != c.want {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

// Each part of a panel is an element of the stage's page, and the page's script takes all that a panel is made of.
func TestPanelFitsThePage(t *testing.T) {
	table := stage.Table{Title: "t", Head: []string{"a", "b"}, Rows: [][]string{{"1", "2"}}}
	p := stage.Panel{Pinned: table, Tables: []stage.Table{table}, Notes: []string{"n"}, Claims: make([]claim.Claim, 1),
		Sections: []stage.Section{{Title: "s", Rows: []stage.Row{{Help: "h", Removable: "x"}}}},
		Dialogue: stage.Dialogue{Turns: []stage.Turn{{Heading: "h", Meaning: "m", When: stage.Now}}}}
	for kind := stage.Choice; kind <= stage.Number; kind++ {
		p.Controls = append(p.Controls, stage.Control{Kind: kind, Help: "h", Disabled: true,
			Options: make([]stage.Option, 1)})
	}
	read := func(name string) string {
		text, err := os.ReadFile("../../web/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	page, script := read("stage.html"), read("static/tree.js")
	accepted := func(what string) *regexp.Regexp {
		m := regexp.MustCompile(`(?m)^const ` + what + ` = /(.*)/;$`).FindStringSubmatch(script)
		if m == nil {
			t.Fatalf("tree.js has no list of %s", what)
		}
		return regexp.MustCompile(m[1])
	}
	tags, names := accepted("tags"), accepted("names")
	var tree Tree
	tree.Panel(&p, func(int) bool { return false })
	tree.Tables("tables-twin", nil)
	var parts []any
	if err := json.Unmarshal([]byte(tree.List()), &parts); err != nil {
		t.Fatal(err)
	}
	for _, e := range parts {
		e := e.([]any)
		if id := e[1].(map[string]any)["id"]; !strings.Contains(page, fmt.Sprintf(`<%s id="%s"`, e[0], id)) {
			t.Errorf("stage.html has no %s with the id %q", e[0], id)
		}
	}
	tree.Outcomes([]claim.Outcome{{Bars: make([]claim.Bar, 1)}})
	if err := json.Unmarshal([]byte(tree.List()), &parts); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	var look func(e any)
	look = func(e any) {
		list, ok := e.([]any)
		if !ok {
			return
		}
		if !tags.MatchString(list[0].(string)) {
			t.Errorf("tree.js makes no %s", list[0])
		}
		for name, value := range list[1].(map[string]any) {
			if name == "key" {
				keys[value.(string)] = true
			} else if !names.MatchString(name) {
				t.Errorf("tree.js gives no %s", name)
			}
		}
		for _, c := range list[2:] {
			look(c)
		}
	}
	for _, e := range parts {
		look(e)
	}
	if len(keys) != len(p.Controls) {
		t.Errorf("%d controls have a key of their own", len(keys))
	}
}
