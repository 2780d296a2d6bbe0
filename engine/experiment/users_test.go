package experiment

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestUsers: the first row of users is the report on the user herself, figure by figure; a party is
// the same user whether it is asked for in turn or alone; counts and distributions are of the rows.
func TestUsers(t *testing.T) {
	text := chance(40, 5, 4, func(_ int, s []float64) { s[0] = (s[1] + s[2]) / 2 })
	s := Spec{Runs: 12, Users: EachUser, Holdout: &Holdout{By: ByItem}}
	r := tableReport(t, s, text)
	u := r.Table.Users
	if u == nil || len(u.Rows) != 6 || u.Repetitions != 12 || !u.Rows[0].Inside || u.Inside != 1 {
		t.Fatalf("got %+v", u)
	}
	for choice, p := range u.Rows[0].Choices {
		row, held := r.Table.Comparison.Rows[choice], r.Table.Holdout.Rows[choice]
		if p.Kind != row.Kind || p.RMS != row.RMS || p.Fitted != held.Fitted || p.HeldOut != held.HeldOut {
			t.Errorf("%s: in turn %+v, alone %+v and %+v", p.Kind, p, row, held)
		}
	}
	s.Users, s.Reading = "", &engine.Reading{User: "agent 3"}
	alone := tableReport(t, s, text).Table
	for choice, p := range u.Rows[3].Choices {
		row, held := alone.Comparison.Rows[choice], alone.Holdout.Rows[choice]
		if math.Abs(p.RMS-row.RMS) > sameTol || math.Abs(p.HeldOut-held.HeldOut) > sameTol ||
			math.Abs(p.Fitted-held.Fitted) > sameTol {
			t.Errorf("%s: agent 3 in turn %+v, alone %+v and %+v", p.Kind, p, row, held)
		}
	}
	if math.Abs(u.Rows[3].Epsilon-alone.Alignment.Epsilon) > sameTol ||
		u.Rows[3].Best != alone.Agents[*alone.Comparison.Rows[BestAgent].Agent] {
		t.Errorf("agent 3 in turn %+v, alone %+v", u.Rows[3], alone.Alignment)
	}
	better, least := 0, math.Inf(1)
	for _, row := range u.Rows {
		if row.Choices[Convex].HeldOut < row.Choices[Average].HeldOut {
			better++
		}
		least = min(least, row.Choices[Convex].HeldOut)
	}
	if b := u.Better[Average]; b.Than != "average" || b.Users != better ||
		u.Spread[Convex].HeldOut.Quantiles[0] != least {
		t.Errorf("%+v and %+v, want %d and %v", b, u.Spread[Convex], better, least)
	}
}

// TestUsersHoles: where scores are missing each user has the items in which it has its own.
func TestUsersHoles(t *testing.T) {
	lines := strings.Split(chance(30, 4, 3, nil), "\n")
	cells := strings.Split(lines[3], ",")
	cells[3] = "" // of the first agent
	lines[3] = strings.Join(cells, ",")
	s := Spec{Runs: 3, Users: EachUser, Reading: &engine.Reading{Missing: engine.Pairwise}}
	u := tableReport(t, s, strings.Join(lines, "\n")).Table.Users
	if u.Rows[0].Items != 30 || u.Rows[1].Items != 29 || u.Rows[2].Items != 30 {
		t.Errorf("got %+v", u.Rows)
	}
	for _, row := range u.Rows {
		for _, p := range row.Choices {
			if !(p.HeldOut > 0 && p.RMS > 0) {
				t.Errorf("%s: %+v", row.Name, p)
			}
		}
	}
	few := "you,A,B\n1,2,\n2,1,\n3,5,\n4,4,2\n5,5,3\n"
	table, err := ReadTable([]byte(few), s.Reading)
	if err != nil {
		t.Fatal(err)
	}
	s.Version, s.Kind, s.Table = Version, KindTable, &Source{File: "t.csv"}
	if _, err := New(s, table); message(err) != "users: asks for each as the user, but B has 2 scores, must have 4: "+
		"leave that column out" {
		t.Errorf("got %v", err)
	}
}

// TestUsersChunks: chunks that say something else of users are refused.
func TestUsersChunks(t *testing.T) {
	j := job(t, Spec{Version: 1, Kind: KindTable, Runs: 2, Users: EachUser,
		Synthetic: &Synthetic{Items: 20, Agents: 2}})
	if j.Chunks() != tableParts+3+1 {
		t.Fatalf("%d chunks", j.Chunks())
	}
	for what, spoil := range map[string]func(c *Chunk){
		"a user too few": func(c *Chunk) { c.Users = c.Users[1:] },
		"a run too few":  func(c *Chunk) { c.Users[1] = c.Users[1][1:] },
		"a negative":     func(c *Chunk) { c.Users[1][0][Convex][1] = -1 },
		"no users":       func(c *Chunk) { c.Users = nil },
	} {
		c := j.Run(j.Chunks() - 1)
		spoil(&c)
		if err := j.Collect().Add(c); err == nil {
			t.Errorf("%s: taken", what)
		}
	}
	c := j.Run(tableParts + 1)
	if c.Table.User.Best = 9; j.Collect().Add(c) == nil {
		t.Error("an agent that there is not is the best")
	}
}
