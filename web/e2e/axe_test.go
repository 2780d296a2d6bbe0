//go:build e2e

package e2e

import (
	_ "embed"
	"strings"
	"testing"
)

// axe-core 4.14.1 (MPL-2.0), unchanged; it is for these tests alone and in no page.
//
//go:embed testdata/axe-core/axe.min.js
var axe string

// finding is one element that breaks one rule.
type finding struct{ Rule, Impact, Help, Where string }

// scan runs axe on the document as it stands and returns what is serious or critical.
func (b *tab) scan() []finding {
	b.Helper()
	if !value[bool](b, "'axe' in window") {
		b.eval("(() => {" + axe + "\n})()")
	}
	return value[[]finding](b,
		`axe.run(document, { resultTypes: ['violations'], iframes: false }).then(r => r.violations
		.filter(v => v.impact === 'serious' || v.impact === 'critical')
		.flatMap(v => v.nodes.map(n => ({ Rule: v.id, Impact: v.impact, Help: v.help, Where: n.html.slice(0, 200) + ' ' + n.any.concat(n.all).map(c => c.message).join('; ') }))))`)
}

// passes fails the test for everything that scan finds.
func (b *tab) passes(what string) {
	b.Helper()
	for _, f := range b.scan() {
		b.Errorf("%s: %s (%s): %s\n  %s", what, f.Rule, f.Impact, f.Help, f.Where)
	}
}

// axe finds nothing serious on the stage, whatever figure and dialog is open, in light and
// dark.
func TestAxeStage(t *testing.T) {
	b := stage(t, "?preset=rivals", wide)
	for _, theme := range []string{"light", "dark"} {
		b.system(theme)
		b.until("document.documentElement.dataset.theme === " + quoted(theme))
		for _, scene := range b.scenes() {
			b.to(scene)
			b.eval("document.querySelectorAll('#panel details').forEach(e => e.open = true)")
			b.passes(scene + ", " + theme)
		}
		for _, dialog := range []string{"help", "share", "edit"} {
			b.eval("document.getElementById('" + dialog + "').click()")
			b.until("document.getElementById('" + dialog + "-dialog').open")
			b.eval("document.querySelectorAll('dialog[open] details').forEach(e => e.open = true)")
			b.passes(dialog + " dialog, " + theme)
			b.eval("document.getElementById('" + dialog + "-dialog').close()")
		}
	}
}

// The same for the article, and for a page of somebody else that frames a figure.
func TestAxeArticle(t *testing.T) {
	b := article(t, wide)
	for _, theme := range []string{"light", "dark"} {
		b.system(theme)
		b.until("matchMedia('(prefers-color-scheme: " + theme + ")').matches")
		b.eval("document.querySelectorAll('details').forEach(e => e.open = true)")
		b.passes("article, " + theme)
	}
}

func TestAxeTeachers(t *testing.T) {
	b := open(t, "teachers.html", wide)
	for _, theme := range []string{"light", "dark"} {
		b.system(theme)
		b.until("matchMedia('(prefers-color-scheme: " + theme + ")').matches")
		b.passes("teachers, " + theme)
	}
}

func TestAxeEmbed(t *testing.T) {
	b := embedding(t, strings.Replace(tall, "<div", "<h1>A page of mine</h1><main><div", 1)+"</main>")
	b.eval("document.documentElement.lang = 'en', document.title = 'A page of mine'")
	b.passes("embedding page")
	framed := stage(t, "?embed=1&ui=min&preset=specialists", framed)
	framed.passes("framed figure, ui=min")
	none := stage(t, "?embed=1&ui=none&preset=specialists", device{720, 480, false})
	none.passes("framed figure, ui=none")
}

// to goes to a figure, showScene also waits until its answer is drawn.
func (b *tab) to(scene string) {
	b.Helper()
	b.eval("emergent.setView({scene: " + quoted(scene) + "})")
	b.until("document.documentElement.dataset.scene === " + quoted(scene))
	b.settled()
}

func (b *tab) showScene(scene string) {
	b.Helper()
	b.to(scene)
	b.until("!document.getElementById('labels').textContent.includes('updating') && " +
		"document.getElementById('stale').hidden")
	b.settled()
}
