package engine

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Validate checks every rule of the format and returns a *FieldError that names the first
// field that breaks one, or nil. Parse and Apply call it; a program that builds a Scenario
// by hand calls it once before Solve.
func Validate(s Scenario) error {
	p := pass{task: checking, err: validVersion(s.Version)}
	s.settings(&p)
	return p.err
}

// validWishes checks criteria and parties.
func validWishes(s *Scenario) error {
	err := validCriteria(s)
	if err == nil {
		err = validParties(s)
	}
	if err == nil {
		err = validLetters(s)
	}
	return err
}

func validVersion(version int) error {
	if version != Version {
		return refuse("version", "is %d, must be %d (the only one this program reads)", version, Version)
	}
	return nil
}

// validText refuses what cannot be shown on one line.
func validText(field, text string) error {
	if isPlain(text) {
		return nil
	}
	if !utf8.ValidString(text) {
		return refuse(field, "is not valid UTF-8")
	}
	for _, r := range text {
		if breaksLine(r) {
			return refuse(field, "contains the control character %U", r)
		}
		if unicode.Is(unicode.Bidi_Control, r) {
			return refuse(field, "contains the direction character %U, which would turn the text around it", r)
		}
	}
	return nil
}

// isPlain reports whether a text is of nothing but letters and signs of ASCII, as most are: every move of a drag
// is validated.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// breaksLine reports whether r may do more to a line of text than stand in it.
func breaksLine(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

func validName(field, name string) error {
	if err := validText(field, name); err != nil {
		return err
	}
	if strings.TrimSpace(name) == "" {
		return refuse(field, "is empty, must be a name")
	}
	if n := utf8.RuneCountInString(name); n > MaxNameRunes {
		return refuse(field, "has %d characters, must have at most %d", n, MaxNameRunes)
	}
	return nil
}

// validNames checks a list of names: its length, each name, and that they differ.
func validNames(field string, names []string, least, most int) error {
	if err := validCount(field, len(names), least, most); err != nil {
		return err
	}
	seen := make(map[string]string, len(names))
	for i, name := range names {
		if err := validUniqueName(at(field, i), name, seen); err != nil {
			return err
		}
	}
	return nil
}

// validUniqueName checks a name and that it is not in seen (name -> field), then adds it.
func validUniqueName(field, name string, seen map[string]string) error {
	if err := validName(field, name); err != nil {
		return err
	}
	if other, ok := seen[name]; ok {
		return refuse(field, "is %q like %s, names must differ", name, other)
	}
	seen[name] = field
	return nil
}

func validCount(field string, n, least, most int) error {
	if n < least || n > most {
		return refuse(field, "has %d, must have %d to %d", n, least, most)
	}
	return nil
}

// validUnit checks that x lies in [0,1].
func validUnit(field string, x float64) error {
	if !inUnit(x) {
		return refuse(field, "is %s, must be between 0 and 1", number(x))
	}
	return nil
}

// inUnit is false of what is no number, too.
func inUnit(x float64) bool { return 0 <= x && x <= 1 }

// validDistribution checks n numbers in [0,1] with sum 1.
func validDistribution(field string, p []float64, n int, of string) error {
	if len(p) != n {
		return refuse(field, "has %d numbers, must have %d (one for each %s)", len(p), n, of)
	}
	sum := 0.0
	for i, x := range p {
		if !inUnit(x) {
			return validUnit(at(field, i), x)
		}
		sum += x
	}
	if !closeToOne(sum) {
		return refuse(field, "sum is %s, must be 1", number(sum))
	}
	return nil
}

// closeToOne reports whether a sum is accepted as 1.
func closeToOne(sum float64) bool { return math.Abs(sum-1) <= SumTolerance+sumSlack }

// validUtility checks a matrix [action][state] in [0,1].
func validUtility(field string, u [][]float64, s *Scenario) error {
	if len(u) != len(s.Actions) {
		return refuse(field, "has %d rows, must have %d (one for each action)", len(u), len(s.Actions))
	}
	for a, row := range u {
		if len(row) != len(s.States) {
			return refuse(at(field, a), "has %d numbers, must have %d (one for each state)", len(row), len(s.States))
		}
		for y, x := range row {
			if !inUnit(x) {
				return validUnit(at(at(field, a), y), x)
			}
		}
	}
	return nil
}

func validCriteria(s *Scenario) error {
	if s.Criteria == nil {
		return nil
	}
	if err := validCount("criteria", len(s.Criteria), MinCriteria, MaxCriteria); err != nil {
		return err
	}
	seen := make(map[string]string, len(s.Criteria))
	for i, c := range s.Criteria {
		field := at("criteria", i)
		if err := validUniqueName(field+".name", c.Name, seen); err != nil {
			return err
		}
		if err := validUtility(field+".utility", c.Utility, s); err != nil {
			return err
		}
	}
	return nil
}

// validParties checks user, agents and further users: their utilities, that all names differ,
// and what agents want of single users.
func validParties(s *Scenario) error {
	if err := validCount("agents", len(s.Agents), MinAgents, MaxAgents); err != nil {
		return err
	}
	seen := make(map[string]string, len(s.Agents)+1+MaxMembers)
	if err := validParty("user", s.User, s, seen); err != nil {
		return err
	}
	for i, p := range s.Agents {
		if err := validParty(at("agents", i), p, s, seen); err != nil {
			return err
		}
	}
	if err := validPopulation(s, seen); err != nil {
		return err
	}
	return validToward(s)
}

func validParty(field string, p Party, s *Scenario, seen map[string]string) error {
	if err := validUniqueName(field+".name", p.Name, seen); err != nil {
		return err
	}
	return validWish(field, p.Weights, p.Utility, s)
}

// validWish checks that exactly one of weights and utility is given, and that one.
func validWish(field string, weights []float64, utility [][]float64, s *Scenario) error {
	switch {
	case weights != nil && utility != nil:
		return refuse(field, "has both weights and utility, must have exactly one of them")
	case utility != nil:
		return validUtility(field+".utility", utility, s)
	case weights == nil:
		return refuse(field, "has neither weights nor utility, must have exactly one of them")
	case len(s.Criteria) == 0:
		return refuse(field+".weights", "given, but there are no criteria to weigh")
	}
	return validDistribution(field+".weights", weights, len(s.Criteria), "criterion")
}

// validSignal checks an experiment [state][signal]; nil is the default.
func validSignal(field string, p [][]float64, states int) error {
	if p == nil {
		return nil
	}
	if len(p) != states {
		return refuse(field, "has %d rows, must have %d (one for each state)", len(p), states)
	}
	signals := len(p[0])
	if err := validCount(at(field, 0), signals, MinSignals, MaxSignals); err != nil {
		return err
	}
	for y, row := range p {
		if err := validDistribution(at(field, y), row, signals, "signal"); err != nil {
			return err
		}
	}
	return nil
}

// validLabels checks names of n things, which are of another field.
func validLabels(field string, names []string, n int, thing, of string) error {
	switch {
	case n == 0:
		return refuse(field, "names %ss that there are not: %s is missing", thing, of)
	case len(names) != n:
		return refuse(field, "has %d names, must have %d (one for each %s)", len(names), n, thing)
	}
	return validNames(field, names, n, n)
}

// validChoices checks that there is a word for each agent, and each is one of the choices.
func validChoices(field string, list []string, agents int, thing string, choices []string) error {
	if len(list) != agents {
		return refuse(field, "has %d, must have %d (one for each agent)", len(list), agents)
	}
	for i, word := range list {
		if word == "" {
			return refuse(at(field, i), "is empty, must be the name of a %s", thing)
		}
		if err := validChoice(at(field, i), word, choices...); err != nil {
			return err
		}
	}
	return nil
}

// Rules lists the rules an agent can converse by.
func Rules() []string {
	return []string{RuleSilent, RuleTruthful, RuleNoisy, RuleSelfish, RuleReport, RuleEquilibrium, RuleAligned}
}

// validOrder checks that every agent takes a turn, and one only.
func validOrder(field string, order []int, agents int) error {
	if len(order) != agents {
		return refuse(field, "has %d, must have %d (one for each agent)", len(order), agents)
	}
	for i, agent := range order {
		if err := validInt(at(field, i), agent, 0, agents-1); err != nil {
			return err
		}
		if j := slices.Index(order, agent); j < i {
			return refuse(at(field, i), "is %d like %s, every agent takes one turn", agent, at(field, j))
		}
	}
	return nil
}

// validChoice checks that text is one of the choices; empty means the default.
func validChoice(field, text string, choices ...string) error {
	if text == "" {
		return nil
	}
	for _, c := range choices {
		if text == c {
			return nil
		}
	}
	return refuse(field, "is %s, must be %s", quoted(text), strings.Join(choices, " or "))
}

func validInt(field string, n, least, most int) error {
	if n < least || n > most {
		return refuse(field, "is %d, must be between %d and %d", n, least, most)
	}
	return nil
}

// number writes x as people do: up to nine digits.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 9, 64) }
