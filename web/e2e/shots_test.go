//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestShots writes pictures of the article and of every figure at three sizes in both
// themes, with text at 200 %, with the system's own colours, with more contrast and in a
// narrow window to EMERGENT_SHOTS; ./build.sh shots runs it. Without the variable there is
// nothing to do: it checks nothing.
func TestShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	scenes := stage(t, "", wide).scenes()
	for _, s := range [][2]string{
		{"hull", "pharma"}, {"hull", "shared-bias"}, {"hull", "crowd"}, {"hull", "rivals"}, {"hull", "clinic"},
		{"equilibrium", "judge"}, {"equilibrium", "rivals"}, {"equilibrium", "echo"}, {"equilibrium", "specialists"},
		{"equilibrium", "crowd"}, {"equilibrium", "clinic"}, {"conversation", "rivals"},
		{"conversation", "specialists"}, {"conversation", "whisper"}, {"quantal", "specialists"}, {"selection", "echo"},
		{"selection", "rivals"},
	} {
		name := fmt.Sprintf("%s-of-%s.png", s[0], s[1])
		t.Run(name, func(t *testing.T) {
			shoot(t, filepath.Join(dir, name), "stage.html?scene="+s[0]+"&preset="+s[1], wide, setTheme("light"), true)
		})
	}
	for _, theme := range []string{"light", "dark"} {
		for _, d := range []struct {
			name string
			device
		}{{"wide", wide}, {"phone", phone}, {"framed", framed}} {
			for _, scene := range scenes {
				name := fmt.Sprintf("%s-%s-%s.png", scene, d.name, theme)
				query := "?scene=" + scene + "&preset=" + telling[scene]
				if d.name == "framed" {
					query += "&embed=1"
				}
				if scene == "lab" {
					query += "&autoplay=1"
				}
				t.Run(name, func(t *testing.T) {
					shoot(t, filepath.Join(dir, name), "stage.html"+query, d.device, setTheme(theme), true)
				})
			}
			name := fmt.Sprintf("article-%s-%s.png", d.name, theme)
			t.Run(name, func(t *testing.T) {
				shoot(t, filepath.Join(dir, name), "index.html", d.device, setTheme(theme), false)
			})
		}
	}
	for _, c := range []struct {
		name string
		device
		wish func(*tab)
	}{
		{"text-200", wide, largeText}, {"text-200-phone", phone, largeText}, {"text-200-framed", framed, largeText},
		{"forced", wide, func(b *tab) { b.media(map[string]string{"forced-colors": "active"}) }},
		{"contrast", wide, func(b *tab) { b.media(map[string]string{"prefers-contrast": "more"}) }},
		{"narrow", device{320, 568, true}, setTheme("light")},
	} {
		for _, scene := range scenes {
			name := fmt.Sprintf("%s-%s.png", scene, c.name)
			t.Run(name, func(t *testing.T) {
				shoot(t, filepath.Join(dir, name), "stage.html?scene="+scene+"&preset="+telling[scene], c.device,
					c.wish, true)
			})
		}
		name := fmt.Sprintf("article-%s.png", c.name)
		t.Run(name, func(t *testing.T) { shoot(t, filepath.Join(dir, name), "index.html", c.device, c.wish, false) })
	}
}

func setTheme(name string) func(*tab) { return func(b *tab) { b.system(name) } }

// largeText is the browser's setting for readers who want text twice as large.
func largeText(b *tab) {
	b.system("light")
	command(b, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: 32, Fixed: 26}})
}

// TestLabShots writes pictures of every experiment and of the report on a table of one's own,
// where TestShots writes its own.
func TestLabShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for name, d := range map[string]device{"wide": wide, "phone": phone, "framed": framed} {
		for _, theme := range []string{"light", "dark"} {
			b := blank(t, d)
			b.system(theme)
			b.navigate("stage.html?scene=lab&embed=1")
			b.ready()
			b.until("document.documentElement.dataset.state === 'live'")
			for _, kind := range []string{"hull", "selection", "diversity"} {
				b.form(map[string]string{"lab.kind": kind,
					"lab.runs": map[string]string{"hull": "2000", "selection": "400", "diversity": "60"}[kind]}, true)
				b.report()
				b.picture(filepath.Join(dir, fmt.Sprintf("lab-%s-%s-%s.png", kind, name, theme)))
			}
			b.fall("scores.csv", scores(200))
			b.until("document.getElementById('verdict-text').textContent.startsWith('Inside')")
			b.picture(filepath.Join(dir, fmt.Sprintf("lab-own-%s-%s.png", name, theme)))
		}
	}
}

// TestTableShots writes pictures of what the lab makes of a table, wide and on a phone, in light and
// dark, where TestShots writes its own: held out, warnings, a long file being mapped, each in turn as
// the user, the loss near the hull; and the article's part on real tables.
func TestTableShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for name, d := range map[string]device{"wide": wide, "phone": phone} {
		for _, theme := range []string{"light", "dark"} {
			t.Run(name+"-"+theme, func(t *testing.T) { shootTables(t, dir, name, d, theme) })
		}
	}
}

// longTable has a row for each answer in words.
func longTable() string {
	long := "question,who,answer\n"
	for e := range 20 {
		for i, who := range []string{"me", "A", "B"} {
			long += fmt.Sprintf("q%d,%s,%s\n", e, who, []string{"Yes", "Unsure", "No"}[(e*e+i*e+i)%3])
		}
	}
	return long
}

func shootTables(t *testing.T, dir, name string, d device, theme string) {
	t.Helper()
	shot := func(b *tab, what string) {
		b.picture(filepath.Join(dir, fmt.Sprintf("table-%s-%s-%s.png", what, name, theme)))
	}
	b := blank(t, d)
	b.system(theme)
	b.navigate("index.html")
	b.comesTo("real")
	b.eval(figure + ".getReport()")
	shot(b, "article")
	b.eval("document.querySelector('.strips').scrollIntoView({ block: 'center' })")
	shot(b, "article-chart")
	b.navigate("stage.html?scene=lab")
	b.ready()
	b.until("document.documentElement.dataset.state === 'live'")
	b.form(map[string]string{"lab.kind": "selection", "lab.runs": "200", "lab.chart": "near"}, true)
	b.report()
	shot(b, "near")
	b.form(map[string]string{"lab.kind": "table", "lab.runs": "8", "lab.users": "each"}, false)
	b.pasted(usersBlock())
	b.until("document.body.textContent.includes('in turn as the user, held out')")
	b.report()
	shot(b, "heldout")
	b.eval(`emergent.press("lab.chart", "users")`)
	b.until("emergent.getView().values['lab.chart'] === 'users'")
	shot(b, "users")
	b.fall("few.csv", "you,A,B,C,D\n1,2,3,3,1\n2,1,1,3,1\n3,1,2,3,2\n4,2,,3,2\n")
	b.until("document.body.textContent.includes('almost any scores can be fitted')")
	b.report()
	shot(b, "warnings")
	b.fall("long.csv", longTable())
	b.until("document.querySelector('[data-param=\"lab.word:Unsure\"]')?.value === '0.5'")
	b.eval(`document.querySelector('[data-param="lab.word:Unsure"]').scrollIntoView({ block: 'center' })`)
	shot(b, "mapping")
}

// TestEquilibriaShots writes pictures of every equilibrium in the hand, and of the map of one more
// agent, where TestShots writes its own: at three sizes and on a small phone.
func TestEquilibriaShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, d := range []struct {
		name string
		device
	}{{"wide", wide}, {"phone", phone}, {"framed", framed}, {"small", device{360, 640, true}}} {
		for _, theme := range []string{"light", "dark"} {
			for _, c := range []struct{ name, scene, preset, values string }{
				{"every", "equilibrium", "shared-bias", "{ beside: 'every' }"},
				{"every-held", "equilibrium", "shared-bias", "{ beside: 'every', equilibrium: '1 0.62 0.6' }"},
				{"every-axis", "equilibrium", "echo", "{ beside: 'every', equilibrium: '0 0.8 0.5' }"},
				{"newcomer", "hull", "shared-bias", "{ map: 'worst', mapOf: 'agent' }"},
			} {
				t.Run(fmt.Sprintf("%s-%s-%s.png", c.name, d.name, theme), func(t *testing.T) {
					b := blank(t, d.device)
					b.system(theme)
					query := "stage.html?scene=" + c.scene + "&preset=" + c.preset
					if d.name == "framed" {
						query += "&embed=1"
					}
					b.navigate(query)
					b.ready()
					b.until("document.documentElement.dataset.state === 'live'")
					b.eval("emergent.setView({ scene: '" + c.scene + "', values: " + c.values + " })")
					if c.scene == "hull" {
						b.until("(s => s && !s.includes('So far'))(" + noteOfMap + ")")
					}
					b.picture(filepath.Join(dir, fmt.Sprintf("%s-%s-%s.png", c.name, d.name, theme)))
				})
			}
		}
	}
}

// TestUsersShots writes pictures of several users, in both policies and in both figures that show
// them, wide and on phones, where TestShots writes its own.
func TestUsersShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, d := range []struct {
		name string
		device
		themes []string
	}{{"wide", wide, []string{"light", "dark"}}, {"phone", phone, []string{"light", "dark"}},
		{"small", device{360, 640, true}, []string{"light"}}} {
		for _, theme := range d.themes {
			b := blank(t, d.device)
			b.system(theme)
			b.navigate("stage.html?preset=town")
			b.ready()
			b.until("document.documentElement.dataset.state === 'live'")
			for _, name := range []string{"town", "town-between", "town-lean", "public-notice"} {
				for _, scene := range []string{"hull", "equilibrium"} {
					for _, policy := range []string{engine.Personal, engine.Anonymous} {
						s := preset(t, name)
						s.Population.Policy = policy
						b.eval(fmt.Sprintf("emergent.setScenario(%s)", engine.Format(s)))
						b.eval(fmt.Sprintf("emergent.setView({ scene: %q, values: {} })", scene))
						b.eval("emergent.getResult()")
						b.picture(filepath.Join(dir, fmt.Sprintf("users-%s-%s-%s-%s-%s.png",
							name, scene, policy, d.name, theme)))
						if scene == "hull" { // what any further user would get
							b.mapped("worst")
							b.picture(filepath.Join(dir, fmt.Sprintf("users-%s-map-%s-%s-%s.png",
								name, policy, d.name, theme)))
						}
					}
				}
			}
		}
	}
}

// TestStepShots writes pictures of every step of the article at six sizes in both themes, as a reader
// meets them, where TestShots writes its own; of some steps alone where EMERGENT_STEPS lists them.
func TestStepShots(t *testing.T) {
	dir := os.Getenv("EMERGENT_SHOTS")
	if dir == "" {
		t.Skip("EMERGENT_SHOTS names no folder: run ./build.sh shots")
	}
	for _, d := range windows {
		for _, theme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%dx%d-%s", d.w, d.h, theme), func(t *testing.T) {
				folder := filepath.Join(dir, fmt.Sprintf("steps-%dx%d-%s", d.w, d.h, theme))
				if err := os.MkdirAll(folder, 0o755); err != nil {
					t.Fatal(err)
				}
				shootSteps(t, folder, d, theme)
			})
		}
	}
}

func shootSteps(t *testing.T, folder string, d device, theme string) {
	t.Helper()
	b := blank(t, d)
	b.system(theme)
	b.navigate("index.html")
	b.eval(figure + ".ready")
	only := strings.Fields(os.Getenv("EMERGENT_STEPS"))
	for i, id := range value[[]string](b, "[...document.querySelectorAll('.step')].map(e => e.id)") {
		if len(only) > 0 && !slices.Contains(only, id) {
			continue
		}
		b.comesTo(id)
		b.eval(figure + ".getResult()")
		b.eval(figure + ".getReport()")
		b.picture(filepath.Join(folder, fmt.Sprintf("%02d-%s.png", i, id)))
	}
}

// picture writes what the tab shows.
func (b *tab) picture(file string) {
	b.Helper()
	b.settled()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		b.Fatal(err)
	}
}

// telling is the preset in which a figure has most to show.
var telling = map[string]string{"hull": "specialists", "equilibrium": "shared-bias", "conversation": "clinic",
	"quantal": "overload", "selection": "shared-bias", "lab": "specialists"}

func shoot(t *testing.T, file, address string, d device, wish func(*tab), isStage bool) {
	b := blank(t, d)
	wish(b)
	b.navigate(address)
	if isStage {
		b.until("document.documentElement.dataset.state === 'live'")
		b.ready()
		b.until("!document.getElementById('labels').textContent.includes('updating')")
		b.eval("emergent.getReport()") // an experiment that runs
	} else {
		b.until("(e => e.phase === 'live' || e.scrollIntoView({ block: 'start', behavior: 'instant' " +
			"}))(document.querySelector('emergent-alignment'))")
		b.until("document.querySelector('emergent-alignment " +
			"iframe').contentDocument.documentElement.dataset.state === 'live'")
		b.settled()
	}
	b.picture(file)
}

// settled waits until the browser has painted what it has.
func (b *tab) settled() {
	b.Helper()
	b.eval("(async () => { for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame) })()")
}
