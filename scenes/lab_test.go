package scenes

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// labApp is an app with a lab, and what it says to the reader.
func labApp() (*App, *worker.Local, *[]string) {
	d, said := new(worker.Local), new([]string)
	a := New(Options{Workers: d, Cores: 2, Say: func(text string) { *said = append(*said, text) }})
	return a, d, said
}

func play(t *testing.T, a *App, values map[string]string) {
	t.Helper()
	if err := a.SetView(stage.View{Scene: "lab", Values: values}); err != nil {
		t.Fatal(err)
	}
}

var few = map[string]string{"lab.kind": "hull", "lab.runs": "50", "play": "true"}

// A view with "play" runs what it asks for, once, in the lab alone; others wait for the end.
func TestPlayRunsTheLab(t *testing.T) {
	a, d, _ := labApp()
	if err := a.SetView(stage.View{Scene: "selection", Values: map[string]string{"play": "true"}}); err != nil {
		t.Fatal(err)
	}
	if d.Work() {
		t.Error("another figure runs an experiment")
	}
	play(t, a, few)
	if v := a.View(); v.Values["play"] != "" {
		t.Error("a copied link would run it again")
	}
	if few["play"] == "" {
		t.Error("the caller's view was changed")
	}
	settled := 0
	a.Settled(func(err error) {
		if settled++; err != nil || a.Report() == "" {
			t.Errorf("settled with %v and %q", err, a.Report())
		}
	})
	if settled != 0 || !strings.HasPrefix(a.Overlay().Panel.Verdict, "Running") {
		t.Errorf("settled before its end: %q", a.Overlay().Panel.Verdict)
	}
	d.Work()
	if settled != 1 || !strings.HasPrefix(a.Overlay().Announce, "All 44") {
		t.Errorf("settled %d times: %q", settled, a.Overlay().Panel.Verdict)
	}
	a.Settled(func(error) { settled++ })
	if settled != 2 {
		t.Error("somebody waits for nothing")
	}
}

// The buttons of the panel run and cancel, also while another figure is shown.
func TestLabButtons(t *testing.T) {
	a, d, _ := labApp()
	play(t, a, map[string]string{"lab.kind": "hull", "lab.runs": "50"})
	press := func(param string) {
		t.Helper()
		if err := a.Dispatch(stage.Event{Kind: stage.Param, Param: param}); err != nil {
			t.Error(err)
		}
	}
	press("lab.run")
	if err := a.SetView(stage.View{Scene: "hull"}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	play(t, a, map[string]string{"lab.kind": "hull", "lab.runs": "50"})
	if a.Report() == "" {
		t.Error("a run ends with its figure")
	}
	press("lab.dice")
	press("lab.cancel")
	d.Work()
	if p := a.Overlay().Panel; p.Control("lab.run") == nil {
		t.Errorf("after a cancel %+v", p.Player)
	}
	a.Pin()
	if p := a.Overlay().Panel; len(p.Pinned.Rows) > 0 {
		t.Errorf("an experiment is pinned: %+v", p.Pinned)
	}
}

// A table of the reader's goes to the lab whatever figure is shown; one that cannot be read is
// said with its name, and the one before stays.
func TestOpenTable(t *testing.T) {
	a, d, said := labApp()
	good, bad := "you,a,b\n1,0,2\n2,1,3\n3,4,2\n", "you,a\n1,x\n"
	if err := a.OpenTable("good.csv", &good); err != nil {
		t.Fatal(err)
	}
	d.Work()
	first := a.Report()
	if v := a.View(); v.Scene != "lab" || v.Values["lab.kind"] != "table" || !strings.Contains(first, "good.csv") {
		t.Fatalf("%+v, report %.300s", v, first)
	}
	if err := a.OpenTable("bad.csv", &bad); err != nil {
		t.Fatal(err)
	}
	d.Work()
	if len(*said) != 1 || !strings.HasPrefix((*said)[0], "bad.csv: row 2, column 2") || a.Report() != first {
		t.Errorf("said %q", *said)
	}
	refused := false
	a.Settled(func(err error) { refused = err != nil })
	if !refused {
		t.Error("who waits is not told")
	}
	if err := a.Dispatch(stage.Event{Kind: stage.Param, Param: "lab.run"}); err != nil {
		t.Fatal(err)
	}
	d.Work()
	if a.Report() != first {
		t.Error("the table before is lost")
	}
}

// A spec fills the form in; without a lab what cannot be done is said.
func TestOpenSpec(t *testing.T) {
	a, _, _ := labApp()
	if err := a.OpenSpec(`{"version":1,"kind":"selection","seed":9,"runs":12}`); err != nil {
		t.Fatal(err)
	}
	if v := a.View(); v.Scene != "lab" || v.Values["lab.seed"] != "9" ||
		v.Values["lab.kind"] != experiment.KindSelection {
		t.Errorf("%+v", v)
	}
	for _, text := range []string{`{`, `{"version":1,"kind":"luck"}`,
		`{"version":1,"kind":"hull","hull":{"agents":[3,9]}}`} {
		if err := a.OpenSpec(text); err == nil {
			t.Errorf("%s is taken", text)
		}
	}
	none := New(Options{})
	if none.OpenTable("a.csv", new(int)) == nil {
		t.Error("a table is opened without a lab")
	}
	play(t, none, few)
	settled := false
	none.Settled(func(error) { settled = true })
	if !settled || none.Report() != "" {
		t.Error("a lab that is not there works")
	}
	if err := none.Dispatch(stage.Event{Kind: stage.Param, Param: "lab.run"}); err == nil {
		t.Error("a run without a lab is started")
	}
}
