package tables

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Users lists who is inside, what each is sure of under either policy, and what hearing the
// same does to each, with its sign.
func Users(r *engine.PopulationResult, number, signed func(float64) string) stage.Table {
	t := stage.Table{
		Title: "What each user is sure of",
		Head:  []string{"User", "Share", "Inside", "OPT", "Apart", "All at once", "Difference"},
	}
	row := func(name, share, inside string, opt, personal float64, anonymous *float64) {
		cells := []string{name, share, inside, number(opt), number(personal), "", ""}
		if anonymous != nil {
			cells[5], cells[6] = number(*anonymous), signed(*anonymous-personal)
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, u := range r.Users {
		inside := "no, ε " + words.Small(u.Epsilon)
		if u.Inside {
			inside = "yes"
		}
		var worst *float64
		if u.Anonymous != nil {
			worst = &u.Anonymous.Worst
		}
		row(u.Name, number(u.Share), inside, u.Opt, u.Personal.Worst, worst)
	}
	row("All, by share", number(1), "", r.Welfare.Opt, r.Welfare.PersonalWorst, r.Welfare.AnonymousWorst)
	return t
}
