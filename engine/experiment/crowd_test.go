package experiment

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestCrowd: what hearing the same does to several users has a sign, and of users each of whom has a
// champion everybody is in the hull and nobody gains: apart each has OPT. The rest of E1 is what it
// is without them, but for the order in which chunks of other sizes are added up.
func TestCrowd(t *testing.T) {
	spec := Spec{Version: 1, Kind: KindSelection, Runs: 60, Selection: &Selection{Users: 2, Agents: 4}}
	r := report(t, spec).Selection
	if len(r.Crowd) != 3 || r.Crowd[0].Wishes != RandomWishes || r.Crowd[1].Wishes != Champions {
		t.Fatalf("%+v", r.Crowd)
	}
	random, champions, leaning := r.Crowd[0], r.Crowd[1], r.Crowd[2]
	if random.Games != 60 || random.Users != 120 || random.Worse == 0 || random.Better == 0 ||
		!(random.Least < 0 && 0 < random.Most) {
		t.Errorf("random wishes: %+v, want losses and gains", random)
	}
	if champions.Inside != champions.Games || champions.Better != 0 || champions.Most > 1e-9 ||
		champions.Difference.Mean > 1e-9 {
		t.Errorf("champions: %+v, want all inside and nobody better off", champions)
	}
	if leaning.Inside != 0 || leaning.Worse <= leaning.Better || leaning.Least > -0.05 {
		t.Errorf("champions who lean: %+v, want nobody inside and large losses", leaning)
	}
	spec.Selection = &Selection{Agents: 4}
	alone := report(t, spec).Selection
	for i, a := range r.Arms {
		if b := alone.Arms[i]; a.End.Reached != b.End.Reached || math.Abs(a.End.Value-b.End.Value) > 1e-8 {
			t.Errorf("the games of one user end with %+v, without several with %+v", a.End, b.End)
		}
	}
	if alone.Crowd != nil {
		t.Errorf("%+v, not asked for", alone.Crowd)
	}
}

// TestCrowdedGames: the games are as docs/model.md, section 9, has them: equal shares, and a champion of each user.
func TestCrowdedGames(t *testing.T) {
	v := Spec{Version: 1, Kind: KindSelection, Selection: &Selection{Users: 3, Agents: 5}}.Filled().Selection
	rng := rand.New(rand.NewPCG(1, 2))
	for _, kind := range towns {
		s := crowded(rng, v, kind)
		if err := engine.Validate(s); err != nil {
			t.Fatal(err)
		}
		for u := range 3 {
			alone := s.Facing(u)
			for i, a := range alone.Agents {
				if same := reflect.DeepEqual(a.Utility, alone.User.Utility); same != (kind == Champions && i%3 == u) {
					t.Errorf("%s: agent %d and user %d want the same: %v", kind, i, u, same)
				}
			}
		}
	}
}

// TestCrowdRefused: what cannot be asked for, and chunks that cannot be.
func TestCrowdRefused(t *testing.T) {
	for _, users := range []int{-1, 5} {
		s := Spec{Version: 1, Kind: KindSelection, Selection: &Selection{Users: users}}
		if err := s.Validate(); err == nil {
			t.Errorf("%d users are taken", users)
		}
	}
	j, err := New(Spec{Version: 1, Kind: KindSelection, Runs: 4, Selection: &Selection{Users: 2}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	good := j.Run(0)
	if err := j.Collect().Add(good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Chunk){
		"none":      func(c *Chunk) { c.Crowd = nil },
		"too many":  func(c *Chunk) { c.Crowd[0].Differences = make([]float64, c.Runs+1) },
		"too large": func(c *Chunk) { c.Crowd[1].Differences[0] = 2 },
		"inside":    func(c *Chunk) { c.Crowd[0].Inside = c.Runs + 1 },
		"users":     func(c *Chunk) { c.Crowd[0].Worse = 2*c.Runs + 1 },
	} {
		var c Chunk
		text, _ := json.Marshal(good)
		if err := json.Unmarshal(text, &c); err != nil {
			t.Fatal(err)
		}
		spoil(&c)
		if err := j.Collect().Add(c); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
