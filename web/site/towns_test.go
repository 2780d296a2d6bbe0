package site

import (
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// stepOf is the source of a step of the article, and its words alone.
func stepOf(t *testing.T, id string) (source, words string) {
	t.Helper()
	page := readFile(t, "../index.html")
	_, after, found := strings.Cut(page, `<section class="step" id="`+id+`"`)
	if !found {
		t.Fatalf("there is no step %s", id)
	}
	source, _, _ = strings.Cut(after, "</section>")
	words = html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(source, ""))
	return source, words
}

func presetOf(t *testing.T, name string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(readFile(t, "../static/presets/"+name+".json")))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// leaning is town-lean as the button in the text moves it.
func leaning(t *testing.T) engine.Scenario {
	t.Helper()
	source, _ := stepOf(t, "lean")
	if !strings.Contains(source, `data-move="A=0.998,0.002;B/Shopkeepers=0.998,0.002"`) {
		t.Fatal("the button does not lean the advisers by 0.002")
	}
	s := presetOf(t, "town-lean")
	s.Agents[0].Weights = []float64{0.998, 0.002}
	s.Agents[1].Toward = map[string]engine.Wish{"Shopkeepers": {Weights: []float64{0.998, 0.002}}}
	return s
}

// TestTownNumbers: what the part on several users says in numbers is what the engine computes.
func TestTownNumbers(t *testing.T) {
	for _, c := range []struct {
		step string
		s    engine.Scenario
		says func(own, other engine.MemberResult, shares []float64) []string
	}{
		{"residents", presetOf(t, "town-apart"), func(own, other engine.MemberResult, shares []float64) []string {
			return []string{
				fmt.Sprintf("you are sure of %.2f, the shopkeepers are sure of %.2f, and that is all there is",
					own.Personal.Worst, other.Opt),
				map[float64]string{.5: "commuters, who are half of the town"}[shares[0]],
			}
		}},
		{"speech", presetOf(t, "town"), func(own, other engine.MemberResult, _ []float64) []string {
			return []string{fmt.Sprintf("you and the shopkeepers are now sure of %.2f only. That is what signing "+
				"blindly brings", max(own.Anonymous.Worst, other.Anonymous.Worst, own.None))}
		}},
		{"speech", presetOf(t, "town-between"), func(own, other engine.MemberResult, _ []float64) []string {
			return []string{fmt.Sprintf("Apart each is sure of %.2f, which is all there is there; with one speech of "+
				"%.2f, which is what silence brings",
				min(own.Personal.Worst, other.Personal.Worst, own.Opt),
				max(own.Anonymous.Worst, other.Anonymous.Worst, own.None))}
		}},
		{"hall", presetOf(t, "town-hall"), func(own, other engine.MemberResult, _ []float64) []string {
			return []string{fmt.Sprintf("commuters and shopkeepers are sure of %.2f again",
				min(own.Anonymous.Worst, other.Anonymous.Worst))}
		}},
		{"lean", presetOf(t, "town-lean"), func(own, other engine.MemberResult, _ []float64) []string {
			return []string{
				fmt.Sprintf("of %.4f. Advised apart, that can cost nobody more than 2ε, which is %.3f, and in fact "+
					"costs nothing", own.Epsilon, 2*other.Epsilon),
				fmt.Sprintf("With one speech it costs everybody %.2f.",
					min(own.Opt-own.Anonymous.Worst, other.Opt-other.Anonymous.Worst)),
			}
		}},
		{"lean", leaning(t), func(own, other engine.MemberResult, _ []float64) []string {
			loss := min(own.Opt-own.Anonymous.Worst, other.Opt-other.Anonymous.Worst)
			times := map[string]string{"100": "a hundred times as much"}[fmt.Sprintf("%.0f",
				loss/max(own.Epsilon, other.Epsilon))]
			return []string{fmt.Sprintf("Then ε is %.4f, and one speech still costs everybody %.2f, %s",
				own.Epsilon, loss, times)}
		}},
		{"overheard", presetOf(t, "public-notice"), func(own, other engine.MemberResult, shares []float64) []string {
			return []string{
				map[float64]string{.75: "shopkeepers are three quarters of the town"}[shares[1]],
				fmt.Sprintf("Advised apart, you are sure of %.2f, as if nobody spoke",
					min(own.Personal.Worst, own.None)),
				fmt.Sprintf("and are sure of %.2f, as they are", min(own.Anonymous.Worst, other.Anonymous.Worst)),
			}
		}},
	} {
		users := engine.Solve(c.s).Population.Users
		_, words := stepOf(t, c.step)
		for _, want := range c.says(users[0], users[1], c.s.Shares()) {
			if want == "" || !strings.Contains(words, want) {
				t.Errorf("%s: the text does not say %q:\n%s", c.step, want, words)
			}
		}
	}
	if lean := engine.Solve(presetOf(t, "town-lean")).Population; lean.Users[0].Personal.Worst < lean.Users[0].Opt-
		1e-9 {
		t.Error("apart the small leans cost something")
	}
}

// TestTownAsTold: what the text says of the advisers: at every belief Transit and Market would rather
// have everybody sign than have everybody know that the scheme fails.
func TestTownAsTold(t *testing.T) {
	s := presetOf(t, "town")
	for i := range s.Agents {
		sign, wait := 0.0, 0.0 // in the state in which it fails
		for u, share := range s.Shares() {
			g := s.Facing(u).Game()
			sign, wait = sign+share*g.Agents[i].At(0, 1), wait+share*g.Agents[i].At(1, 1)
		}
		if sign <= wait {
			t.Errorf("%s gets %g if all sign a scheme that fails, and %g if all wait", s.Agents[i].Name, sign, wait)
		}
	}
}

// shaken is a scenario whose parties have the utilities that change makes of theirs, which reads the
// user and the agent, -1 for the user herself.
func shaken(t *testing.T, s engine.Scenario, change func(user, agent int, u [][]float64) [][]float64) engine.Scenario {
	t.Helper()
	s.Agents = append([]engine.Party(nil), s.Agents...)
	p := *s.Population
	p.Users = append([]engine.Member(nil), p.Users...)
	for u := range s.Users() {
		g := s.Facing(u).Game()
		own := change(u, -1, inRows(g.User.Data, g.States))
		if u == 0 {
			s.User.Weights, s.User.Utility = nil, own
		} else {
			p.Users[u-1].Weights, p.Users[u-1].Utility = nil, own
		}
		for i := range s.Agents {
			wish := change(u, i, inRows(g.Agents[i].Data, g.States))
			if u == 0 {
				s.Agents[i].Weights, s.Agents[i].Utility = nil, wish
				continue
			}
			s.Agents[i].Toward = map[string]engine.Wish{p.Users[u-1].Name: {Utility: wish}}
		}
	}
	s.Population = &p
	if err := engine.Validate(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// inRows breaks a list into rows of n.
func inRows(data []float64, n int) [][]float64 {
	var list [][]float64
	for at := 0; at < len(data); at += n {
		list = append(list, append([]float64(nil), data[at:at+n]...))
	}
	return list
}

// nearby moves every number by at most a hundredth, and keeps it in [0,1].
func nearby(rng *rand.Rand, u [][]float64) [][]float64 {
	for a := range u {
		for y := range u[a] {
			u[a][y] = min(max(u[a][y]+0.01*(2*rng.Float64()-1), 0), 1)
		}
	}
	return u
}

// TestTownCoincidence: all numbers of the town with small leans may change by a hundredth, and one
// speech costs everybody more than 2 epsilon. Of the town with an honest friend for everybody the
// numbers matter: where residents change their minds at different beliefs, one speech costs nothing.
func TestTownCoincidence(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 18))
	for range 100 {
		s := shaken(t, presetOf(t, "town-lean"), func(_, _ int, u [][]float64) [][]float64 { return nearby(rng, u) })
		for _, u := range engine.Solve(s).Population.Users {
			if u.Opt-u.Anonymous.Worst <= 2*u.Epsilon {
				t.Errorf("with small changes one speech costs %s %g, epsilon %g:\n%s", u.Name, u.Opt-u.Anonymous.Worst,
					u.Epsilon, engine.Format(s))
			}
		}
		var own [2][][]float64
		s = shaken(t, presetOf(t, "town"), func(user, agent int, u [][]float64) [][]float64 {
			u = nearby(rng, u)
			if agent < 0 {
				own[user] = u
			}
			if agent == user {
				return inRows(flat(own[user]), 2) // the friend wants just what she wants
			}
			return u
		})
		for _, u := range engine.Solve(s).Population.Users {
			if u.Epsilon > 1e-9 || u.Opt-u.Anonymous.Worst > 1e-6 {
				t.Errorf("with other numbers one speech costs %s %g, epsilon %g",
					u.Name, u.Opt-u.Anonymous.Worst, u.Epsilon)
			}
		}
	}
}

func flat(rows [][]float64) []float64 {
	var list []float64
	for _, r := range rows {
		list = append(list, r...)
	}
	return list
}

// TestTownGames: how often one speech helps and hurts, as the text says, is what the experiment counts.
func TestTownGames(t *testing.T) {
	job, err := experiment.New(experiment.Spec{Version: experiment.Version, Kind: experiment.KindSelection, Runs: 400,
		Selection: &experiment.Selection{Users: 2}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := job.Collect()
	for i := range job.Chunks() {
		if err := all.Add(job.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	_, words := stepOf(t, "overheard")
	r := all.Report()
	if n := r.Spec.Selection.Agents; n != 4 {
		t.Errorf("%d advisers, the text says four", n)
	}
	random, leaning := r.Selection.Crowd[0], r.Selection.Crowd[2]
	for _, want := range []string{
		fmt.Sprintf("In %d games with two users", random.Games),
		fmt.Sprintf("one speech leaves %d of the %d users worse off, and %d better.",
			random.Worse, random.Users, random.Better),
		fmt.Sprintf("it leaves %d worse off, and %d better.", leaning.Worse, leaning.Better),
	} {
		if !strings.Contains(words, want) {
			t.Errorf("the text does not say %q", want)
		}
	}
}
