package engine

import "slices"

// These are the lines of text and lists (setting.go). Each is checked only where all before it is valid, for some ask
// how many there are of what stands there.

// valid reports whether a field is to be checked: all before it is valid.
func (p *pass) valid() bool { return p.task == checking && p.err == nil }

// owns reports whether a list is to be copied, and changed if it is about agents.
func (p *pass) owns() bool { return owning <= p.task && p.task <= leaving }

// list describes a list of that length.
func (p *pass) list(field string, k kind, least, most int) {
	if p.task == listing {
		p.describe(field, k, "", float64(least), float64(most), nil)
	}
}

// text is a text in one line.
func (p *pass) text(field string, x *string) {
	if p.valid() {
		p.fail(validText(field, *x))
	}
	p.list(field, aText, 0, 0)
}

// names are those of what there is, which differ.
func (p *pass) names(field string, x *[]string, least, most int) {
	if p.valid() {
		p.fail(validNames(field, *x, least, most))
	}
	p.list(field, aNames, least, most)
}

// labels are the names of n things, which are of another field; absent: they have none.
func (p *pass) labels(field string, x *[]string, n int, thing, of string, least, most int) {
	switch {
	case *x == nil:
	case p.valid():
		p.fail(validLabels(field, *x, n, thing, of))
	case p.owns():
		*x = namesFor(*x, min(n, most), thing)
	}
	p.list(field, aNames, least, most)
}

// distribution is one over n things.
func (p *pass) distribution(field string, x *[]float64, n int, thing string, least, most int) {
	switch {
	case p.valid():
		p.fail(validDistribution(field, *x, n, thing))
	case p.task == seeking:
		p.rough = p.rough || !isNormal(*x)
	case p.task == rounding:
		*x = normalized(*x)
	}
	p.list(field, aDistribution, least, most)
}

// experiment has a distribution over signals for each state; absent: there is none.
func (p *pass) experiment(field string, x *[][]float64, states int) {
	switch {
	case p.valid():
		p.fail(validSignal(field, *x, states))
	case p.task == seeking:
		p.rough = p.rough || !areNormal(*x)
	case p.task == rounding:
		*x = normalizedRows(*x)
	}
	p.list(field, anExperiment, MinSignals, MaxSignals)
}

// choices are one of some words for each agent; absent: the same for all.
func (p *pass) choices(field string, x *[]string, agents int, thing, standard string, choices ...string) {
	switch {
	case p.task == listing:
		p.describe(field, aChoices, "", MinAgents, MaxAgents, choices)
	case p.task == filling && *x == nil:
		*x = make([]string, agents)
		for i := range *x {
			(*x)[i] = standard
		}
	case *x == nil:
	case p.valid():
		p.fail(validChoices(field, *x, agents, thing, choices))
	case p.owns():
		own := slices.Clone(*x)
		if p.task == joining {
			own = append(own, standard)
		} else if p.task == leaving {
			own = append(own[:p.agent], own[p.agent+1:]...)
		}
		*x = own
	}
}

// order is one of all agents; absent: as they are listed.
func (p *pass) order(field string, x *[]int, agents int) {
	switch {
	case p.task == filling && *x == nil:
		*x = make([]int, agents)
		for i := range *x {
			(*x)[i] = i
		}
	case *x == nil:
	case p.valid():
		p.fail(validOrder(field, *x, agents))
	case p.owns():
		own := slices.Clone(*x)
		if p.task == joining {
			own = append(own, agents-1)
		} else if p.task == leaving {
			own = own[:0]
			for _, agent := range *x {
				if agent > p.agent {
					own = append(own, agent-1)
				} else if agent < p.agent {
					own = append(own, agent)
				}
			}
		}
		*x = own
	}
	p.list(field, anOrder, MinAgents, MaxAgents)
}
