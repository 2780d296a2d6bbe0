package engine

import "slices"

// letters are what an agent can be called in short.
const letters = 26

// Letter is what agent i is called in short, for as long as it lives: its own letter, or that of
// its place where it has none.
func (s *Scenario) Letter(i int) string {
	if own := s.Agents[i].Letter; own != "" {
		return own
	}
	return placeLetter(i)
}

// placeLetter is the letter of a place, A for the first.
func placeLetter(i int) string { return string(rune('A' + i%letters)) }

// letters lists those of all agents.
func (s *Scenario) letters() []string {
	list := make([]string, len(s.Agents))
	for i := range list {
		list[i] = s.Letter(i)
	}
	return list
}

// keepLetters gives agents that have come to other places the letters they had; nobody is written
// one that is that of its place.
func (s *Scenario) keepLetters(had []string) {
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		s.Agents[i].Letter = ""
		if had[i] != placeLetter(i) {
			s.Agents[i].Letter = had[i]
		}
	}
}

// freeLetter is the first after all that are taken, or else the first that is not: a newcomer is
// not taken for one who has left, as long as there are letters.
func freeLetter(taken []string) string {
	last := -1
	for _, l := range taken {
		last = max(last, int(l[0]-'A'))
	}
	for k := range letters {
		if l := placeLetter(last + 1 + k); !slices.Contains(taken, l) {
			return l
		}
	}
	return placeLetter(len(taken))
}

// validLetters checks that every letter is one and nobody else's.
func validLetters(s *Scenario) error {
	if s.User.Letter != "" {
		return refuse("user.letter", "is given, only agents have one")
	}
	seen := map[string]string{}
	for i, p := range s.Agents {
		if l := p.Letter; l != "" && (len(l) != 1 || l[0] < 'A' || l[0] > 'Z') {
			return refuse(at("agents", i)+".letter", "is %q, must be one letter from A to Z", l)
		}
		l, field := s.Letter(i), at("agents", i)+".letter"
		if other, taken := seen[l]; taken {
			return refuse(field, "is %q like %s, letters must differ", l, other)
		}
		seen[l] = field
	}
	return nil
}
