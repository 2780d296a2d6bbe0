package experiment

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine"
)

// This file is E1 of several users, where a spec asks for them (docs/model.md, section 11): what it
// does to them that all hear the same. Each run plays three more games, of one size and with equal shares:
//
//   - random: what each user wants, and what each agent wants of each of them, is uniform in [0,1].
//   - champions: agent i wants of user i (counted round) just what she wants, and of all others that
//     they take the first action, come what may. Every user is in the hull.
//   - leaning: champions who want a little that their own user takes the first action, too.
//
// The difference is the worst welfare where all hear the same less the worst where each is advised
// apart. It has a sign.

// MaxCrowd is how many users one game has at most.
const MaxCrowd = 1 + engine.MaxMembers

// The three games of a run.
const (
	RandomWishes = "random"
	Champions    = "champions"
	Leaning      = "leaning"
)

// lean is how much of what a leaning champion wants of its own user is the first action.
const lean = 0.05

// towns are they, in order.
var towns = []string{RandomWishes, Champions, Leaning}

// CrowdChunk is one of the three games of several users, over the runs of a chunk.
type CrowdChunk struct {
	Differences []float64 `json:"differences"` // one a run, but where the work budget is passed
	Inside      int       `json:"inside"`      // runs in which all users are in their hulls
	Worse       int       `json:"worse"`       // users whose worst value falls where all hear the same
	Better      int       `json:"better"`      // and for whom it rises
}

// crowd plays the three games of a run.
func (g *gameRunner) crowd(r *rand.Rand, chunks []CrowdChunk, v *Selection) {
	for i := range chunks {
		s := crowded(r, v, towns[i])
		p := g.several.Solve(s, engine.PopulationSection).Population
		c := &chunks[i]
		if p == nil || p.Welfare.Difference == nil {
			continue // too large, or a program could not be solved to its digits
		}
		c.Differences = append(c.Differences, math.Round(*p.Welfare.Difference*1e9)/1e9)
		all := true
		for _, u := range p.Users {
			all = all && u.Inside
			switch d := u.Anonymous.Worst - u.Personal.Worst; {
			case d < -reachTol:
				c.Worse++
			case d > reachTol:
				c.Better++
			}
		}
		if all {
			c.Inside++
		}
	}
}

// crowded draws a game of several users.
func crowded(r *rand.Rand, v *Selection, kind string) engine.Scenario {
	s := engine.Scenario{Version: engine.Version, Prior: make([]float64, v.States),
		Population: &engine.Population{Policy: engine.Anonymous}}
	weights(r, s.Prior)
	for y := range v.States {
		s.States = append(s.States, fmt.Sprint("state ", y))
	}
	for a := range v.Actions {
		s.Actions = append(s.Actions, fmt.Sprint("action ", a))
	}
	users := make([][][]float64, v.Users)
	for t := range users {
		users[t] = uniform(r, v)
		if t == 0 {
			s.User = engine.Party{Name: "user 0", Utility: users[t]}
			continue
		}
		s.Population.Users = append(s.Population.Users,
			engine.Member{Name: fmt.Sprint("user ", t), Share: 1 / float64(v.Users), Utility: users[t]})
	}
	for i := range v.Agents {
		agent := engine.Party{Name: fmt.Sprint("agent ", i), Toward: map[string]engine.Wish{}}
		for t := range users {
			wish := uniform(r, v)
			switch {
			case kind == RandomWishes:
			case i%v.Users != t:
				wish = firstAction(v)
			case kind == Champions:
				wish = users[t]
			default:
				wish = mixture(users[t], firstAction(v), lean)
			}
			if t == 0 {
				agent.Utility = wish
				continue
			}
			agent.Toward[s.Population.Users[t-1].Name] = engine.Wish{Utility: wish}
		}
		s.Agents = append(s.Agents, agent)
	}
	return s
}

// uniform draws a utility [action][state].
func uniform(r *rand.Rand, v *Selection) [][]float64 {
	u := make([][]float64, v.Actions)
	for a := range u {
		u[a] = make([]float64, v.States)
		for y := range u[a] {
			u[a][y] = r.Float64()
		}
	}
	return u
}

// mixture is a utility with a share of another.
func mixture(u, other [][]float64, share float64) [][]float64 {
	m := make([][]float64, len(u))
	for a := range u {
		for y, x := range u[a] {
			m[a] = append(m[a], x+float64(share*(other[a][y]-x)))
		}
	}
	return m
}

// firstAction is the utility of one who wants the first action taken.
func firstAction(v *Selection) [][]float64 {
	u := make([][]float64, v.Actions)
	for a := range u {
		u[a] = make([]float64, v.States)
	}
	for y := range u[0] {
		u[0][y] = 1
	}
	return u
}

// crowds is how many games of several users a run plays.
func (v *Selection) crowds() int {
	if v.Users < 2 {
		return 0
	}
	return len(towns)
}

// fitsCrowd checks that section of a chunk.
func (v *Selection) fitsCrowd(c *Chunk) error {
	if len(c.Crowd) != v.crowds() {
		return fmt.Errorf("has %d games of several users, must have %d", len(c.Crowd), v.crowds())
	}
	for _, a := range c.Crowd {
		if len(a.Differences) > c.Runs || a.Inside < 0 || a.Inside > c.Runs || a.Worse < 0 || a.Better < 0 ||
			a.Worse+a.Better > c.Runs*v.Users {
			return errors.New("has games of several users that cannot be")
		}
		for _, d := range a.Differences {
			if !(math.Abs(d) <= 1+reachTol) {
				return errors.New("has a difference of welfare that cannot be")
			}
		}
	}
	return nil
}

// CrowdArm is what hearing the same does to several users, in one of the kinds of game.
type CrowdArm struct {
	Wishes     string  `json:"wishes"` // random, champions or leaning
	Games      int     `json:"games"`
	Difference Summary `json:"difference"` // of the worst welfare: together less apart
	Least      float64 `json:"least"`
	Most       float64 `json:"most"`
	Inside     int     `json:"inside"` // games in which all users are in their hulls
	Users      int     `json:"users"`  // in all games, of whom it is
	Worse      int     `json:"worse"`  // worse for so many
	Better     int     `json:"better"` // and better for so many
}

// crowdReport sums up, in the order of the chunks.
func (c *Collector) crowdReport() (list []CrowdArm) {
	for i := range c.spec.Selection.crowds() {
		a := CrowdArm{Wishes: towns[i]}
		differences := []float64{}
		for _, chunk := range c.came {
			differences = append(differences, chunk.Crowd[i].Differences...)
			a.Inside += chunk.Crowd[i].Inside
			a.Worse += chunk.Crowd[i].Worse
			a.Better += chunk.Crowd[i].Better
		}
		a.Games, a.Users = len(differences), len(differences)*c.spec.Selection.Users
		if a.Difference = summary(differences, deviate(c.spec.Confidence)); len(differences) > 0 { // which sorts them
			a.Least, a.Most = differences[0], differences[len(differences)-1]
		}
		list = append(list, a)
	}
	return list
}
