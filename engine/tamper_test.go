package engine

import (
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// A tampered result is a result of our own in which one number is another. A numeric leaf that
// Check lets pass must be one that its list of what is not verified names.

// leaf is a number of a result, by its path in JSON.
type leaf struct {
	path  string
	value reflect.Value
}

// shift changes the number: by a thousandth, or by one where it is whole.
func (l leaf) shift() {
	switch v := l.value; {
	case v.CanFloat():
		v.SetFloat(v.Float() + 1e-3)
	case v.CanUint():
		v.SetUint(v.Uint() + 1)
	default:
		v.SetInt(v.Int() + 1)
	}
}

// leaves lists the numbers of a value.
func leaves(path string, v reflect.Value) (list []leaf) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return leaves(path, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			list = append(list, leaves(path+"."+name, v.Field(i))...)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			list = append(list, leaves(at(path, i), v.Index(i))...)
		}
	case reflect.Float64, reflect.Int:
		list = append(list, leaf{strings.TrimPrefix(path, "."), v})
	}
	return list
}

// tampering counts what Check let pass, by the leaf's path without numbers.
type tampering struct {
	tried, passed int
	where         map[string]int
}

var inBrackets = regexp.MustCompile(`\[\d+\]`)

// try changes leaves of the scenario's result, one at a time: all, or so many of each kind.
func (c *tampering) try(t *testing.T, s Scenario, each int, rng *rand.Rand) {
	t.Helper()
	good := Solve(s)
	if failures := Check(s, good).Failures; len(failures) > 0 {
		t.Errorf("%s: our own result: %v", s.Title, &failures[0])
		return
	}
	r, err := throughJSON(good)
	if err != nil {
		t.Errorf("%s: %v", s.Title, err)
		return
	}
	all, kinds := leaves("", reflect.ValueOf(&r)), map[string][]int{}
	for i, l := range all {
		kind := inBrackets.ReplaceAllString(l.path, "")
		kinds[kind] = append(kinds[kind], i)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		which := kinds[kind]
		rng.Shuffle(len(which), func(i, j int) { which[i], which[j] = which[j], which[i] })
		for _, i := range which[:min(each, len(which))] {
			before := reflect.New(all[i].value.Type()).Elem()
			before.Set(all[i].value)
			all[i].shift()
			c.tried++
			if !refuses(s, r) {
				c.passed++
				c.where[kind]++
			}
			all[i].value.Set(before)
		}
	}
	if failures := Check(s, r).Failures; len(failures) > 0 {
		t.Errorf("%s: put back: %v", s.Title, &failures[0])
	}
}

// add adds what was counted of another result.
func (c *tampering) add(o tampering) {
	c.tried, c.passed = c.tried+o.tried, c.passed+o.passed
	for kind, n := range o.where {
		c.where[kind] += n
	}
}

// summary lists what passed, most often first.
func (c *tampering) summary() (lines []string) {
	for kind := range c.where {
		lines = append(lines, kind)
	}
	sort.Strings(lines)
	slices.SortStableFunc(lines, func(a, b string) int { return c.where[b] - c.where[a] })
	return lines
}

// TestTampered changes numbers of results, of which at least 99 % of the changes must be refused,
// whatever the list of what is not verified says. EMERGENT_TAMPERED (./build.sh tampered: 200)
// says of how many results every number is tried, or of which ("50-100"); else some of some.
func TestTampered(t *testing.T) {
	t.Parallel()
	first, end, each := 0, randgame.Seeds(8), 1
	if asked := os.Getenv("EMERGENT_TAMPERED"); asked != "" {
		first, end = piece(t, asked)
		each = math.MaxInt
	}
	c := tampering{where: map[string]int{}}
	names := slices.Sorted(maps.Keys(stories))
	done := make(chan tampering)
	free := make(chan bool, runtime.GOMAXPROCS(0))
	for j := first; j < end; j++ {
		go func() {
			free <- true
			one := tampering{where: map[string]int{}}
			rng := rand.New(rand.NewPCG(13, uint64(j)))
			if s := tamperable(rand.New(rand.NewPCG(14, uint64(j)))); j%4 > 0 || j/4 >= len(names) {
				one.try(t, s, each, rng)
			} else {
				one.try(t, readPreset(t, presetDir+"/"+names[j/4]+".json"), each, rng)
			}
			<-free
			done <- one
		}()
	}
	for range end - first {
		c.add(<-done)
	}
	t.Logf("%d numbers of results %d to %d, of which %d pass", c.tried, first, end-1, c.passed)
	if float64(c.passed) > 0.01*float64(c.tried) {
		t.Errorf("%d of %d tampered numbers pass", c.passed, c.tried)
	}
	for _, kind := range c.summary() {
		t.Logf("%4d %s", c.where[kind], kind)
	}
}

// piece reads which results are asked for: the first so many, or from one to before another.
func piece(t *testing.T, asked string) (first, end int) {
	t.Helper()
	from, to, isRange := strings.Cut(asked, "-")
	if !isRange {
		from, to = "0", asked
	}
	first, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || first >= end {
		t.Fatalf("EMERGENT_TAMPERED is %q, not how many results or from which to which", asked)
	}
	return first, end
}

// TestOwnResultsAreRead: what is solved can be written, read and checked; no list is null.
func TestOwnResultsAreRead(t *testing.T) {
	for seed := range uint64(randgame.Seeds(40)) {
		s := tamperable(rand.New(rand.NewPCG(16, seed)))
		r, err := throughJSON(Solve(s))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v", seed, &failure)
		}
	}
}

// tamperable is a random scenario in which all sections have something to say.
func tamperable(rng *rand.Rand) Scenario {
	k := 1 + rng.IntN(3)
	s := sizedScenario(rng, 2+rng.IntN(2), 2+rng.IntN(2), 3, k)
	if rng.IntN(2) == 0 {
		for range s.States {
			s.UserSignal = append(s.UserSignal, randomDistribution(rng, 2))
		}
	}
	s.Alignment = &Alignment{Combination: []string{Convex, Conic}[rng.IntN(2)],
		Offset: []string{NoOffset, Constant, State}[rng.IntN(3)], Tolerance: 0.2}
	s.Response = &Response{Kind: Quantal, Lambda: 1 + 20*rng.Float64()}
	if rng.IntN(2) == 0 {
		s.Response = nil
	}
	rules := Rules()
	var chosen []string
	for range k {
		chosen = append(chosen, rules[rng.IntN(len(rules))])
	}
	noise := 0.1
	s.Conversation = &Conversation{
		Rounds: 3, Alphabet: 2, Reply: []string{ReplyBest, ReplySignal, ReplyActionKind}[rng.IntN(3)],
		Rules: chosen, Noise: &noise, Seed: rng.Uint64N(100), Game: rng.IntN(2) == 0,
	}
	s.Selection = &Selection{Samples: 20, Step: 0.01, Seed: rng.Uint64N(100)}
	s.EquilibriumSets = rng.IntN(3) == 0
	if k > 1 && rng.IntN(3) == 0 {
		s.Indifference = 0.02
	}
	if rng.IntN(3) == 0 {
		other := Member{Name: "other", Share: 0.25, Utility: randomMatrix(rng, len(s.Actions), len(s.States))}
		s.Population = &Population{Policy: "anonymous", Users: []Member{other}}
	}
	return normalize(s)
}
