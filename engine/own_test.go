package engine

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// TestOwnResults: check accepts what solve says of scenarios with the numbers that people and programs type: thirds of
// 5 to 12 digits, rare states, stakes of 1e-7, a tolerance of 1e-300, denormals; with weights or matrices, signals,
// several users, conversations that can be and that cannot. EMERGENT_OWN says how many.
func TestOwnResults(t *testing.T) {
	games := randgame.Seeds(40)
	if n, err := strconv.Atoi(os.Getenv("EMERGENT_OWN")); err == nil {
		games = n
	}
	from, _ := strconv.Atoi(os.Getenv("EMERGENT_OWN_FROM"))
	var solver Solver
	refused := 0
	for seed := uint64(from); seed < uint64(games); seed++ {
		text := typedScenario(rand.New(rand.NewPCG(seed, 71)))
		s, err := Parse(text)
		if err != nil {
			refused++
			continue
		}
		r, err := throughJSON(solver.Solve(s, All))
		if err != nil {
			t.Fatal(err)
		}
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v\n%s", seed, &failure, text)
		}
	}
	t.Logf("%d scenarios from %d on, %d more refused", games-from-refused, from, refused)
	if 4*refused > games-from {
		t.Errorf("%d of %d are refused at the door", refused, games-from)
	}
}

// typing draws numbers as they are typed.
type typing struct{ *rand.Rand }

func (t typing) number() json.Number {
	whole := []string{"0", "1", "0.5", "0.25", "0.1", "0.3", "1e-7", "5e-324", "1e-300", "1e-12", "1e-13"}
	switch t.IntN(4) {
	case 0:
		return json.Number(whole[t.IntN(len(whole))])
	case 1:
		digits := 5 + t.IntN(8)
		return json.Number(strconv.FormatFloat(float64(1+t.IntN(6))/[]float64{3, 6, 7}[t.IntN(3)], 'f', digits,
			64)[:2+digits])
	case 2:
		return json.Number([]string{"0", "1", "0.5"}[t.IntN(3)])
	}
	return json.Number(strconv.FormatFloat(t.Float64(), 'f', 2+t.IntN(3), 64))
}

// utility is a matrix of numbers up to 1, often of one scale and in few values.
func (t typing) utility(actions, states int) (rows [][]json.Number) {
	scale := []float64{1, 1, 1, 1e-3, 1e-7}[t.IntN(5)]
	for range actions {
		var row []json.Number
		for range states {
			x, _ := t.number().Float64()
			row = append(row, json.Number(strconv.FormatFloat(min(x, 1)*scale, 'g', -1, 64)))
		}
		rows = append(rows, row)
	}
	return rows
}

// shares are probabilities that sum to 1 within 1e-6, some of them rare.
func (t typing) shares(n int) []json.Number {
	list, sum := make([]float64, n), 0.
	for i := range list {
		list[i] = []float64{t.Float64(), 1, 1, 1e-6, 1e-9, 0}[t.IntN(6)]
		sum += list[i]
	}
	if sum < 0.5 {
		list[0], sum = list[0]+1, sum+1
	}
	digits := []int{6, 9, 12, -1}[t.IntN(4)]
	out, rest := make([]json.Number, n), 1.
	for i := n - 1; i > 0; i-- {
		text := strconv.FormatFloat(list[i]/sum, 'f', digits, 64)
		x, _ := strconv.ParseFloat(text, 64)
		out[i], rest = json.Number(text), rest-x
	}
	out[0] = json.Number(strconv.FormatFloat(max(rest, 0), 'f', digits, 64))
	return out
}

// signals is an experiment.
func (t typing) signals(states int) (rows [][]json.Number) {
	n := 1 + t.IntN(3)
	for range states {
		rows = append(rows, t.shares(n))
	}
	return rows
}

type object = map[string]any

// typedScenario is one of up to 3 states, actions and agents with some of everything.
func typedScenario(rng *rand.Rand) []byte {
	t := typing{rng}
	states, actions, agents, criteria := 2+t.IntN(2), 2+t.IntN(2), 1+t.IntN(3), t.IntN(4)
	names := func(letter string, n int) (list []string) {
		for i := range n {
			list = append(list, letter+strconv.Itoa(i))
		}
		return list
	}
	s := object{"version": 1, "states": names("y", states), "actions": names("a", actions), "prior": t.shares(states)}
	wants := func(o object) object {
		if o["utility"] = t.utility(actions, states); criteria > 0 && t.IntN(2) == 0 {
			delete(o, "utility")
			o["weights"] = t.shares(criteria)
		}
		return o
	}
	if criteria > 0 {
		var list []object
		for j := range criteria {
			list = append(list, object{"name": "c" + strconv.Itoa(j), "utility": t.utility(actions, states)})
		}
		s["criteria"] = list
	}
	s["user"] = wants(object{"name": "user"})
	var list []object
	for i := range agents {
		list = append(list, wants(object{"name": "p" + strconv.Itoa(i)}))
	}
	s["agents"] = list
	t.settings(s, states, agents)
	if t.IntN(5) == 0 {
		s["population"] = object{"policy": "anonymous",
			"users": []object{wants(object{"name": "other", "share": 0.25})}}
	}
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return text
}

// settings adds those that a scenario may have.
func (t typing) settings(s object, states, agents int) {
	pick := func(list ...string) string { return list[t.IntN(len(list))] }
	if t.IntN(3) == 0 {
		s["userSignal"] = t.signals(states)
	}
	if t.IntN(4) == 0 {
		s["agentSignal"] = t.signals(states)
	}
	if t.IntN(2) == 0 {
		s["alignment"] = object{
			"combination": pick(Convex, Conic), "offset": pick(NoOffset, Constant, State),
			"tolerance": json.Number(pick("1e-300", "1e-12", "1e-6", "0.1", "0.25")),
		}
	}
	if t.IntN(4) == 0 {
		s["response"] = object{"kind": Quantal, "lambda": json.Number(pick("0", "5e-324", "1", "12.5", "300", "1000"))}
	}
	if t.IntN(2) == 0 {
		rules := make([]string, agents)
		for i := range rules {
			rules[i] = pick(Rules()...)
		}
		s["conversation"] = object{
			"rounds": 1 + t.IntN(4), "alphabet": 2 + t.IntN(2),
			"reply": pick(ReplySilent, ReplySignal, ReplyActionKind, ReplyBest),
			"rules": rules, "noise": json.Number(pick("0", "0.1", "1e-13", "1")), "game": t.IntN(2) == 0,
			"outcome": pick(WorstOutcome, FullOutcome),
		}
	}
	if t.IntN(4) == 0 {
		s["indifference"] = json.Number(pick("0", "1e-13", "0.001", "0.1"))
	}
	s["equilibriumSets"] = t.IntN(4) == 0
}
