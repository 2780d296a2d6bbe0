package engine

import (
	"fmt"
	"reflect"
	"strings"
)

// This file keeps Check quick on results that no solver wrote: what is longer than any right result
// is refused unread, and proofs that would take too long are left, and said to be.

const (
	// mostEntries is longer than any list of a result: a path has at most 20,000 bids
	// (selection.MaxBids), a conversation game 20,000 profiles (conversation.MaxProfiles).
	mostEntries = 20_001
	// mostNotes is more than there are reasons for notes; each is compared with each.
	mostNotes = 200
	// mostMixed is how many pairs of supports of the seven rules of two agents there are; of three
	// agents or more one mixture is looked for.
	mostMixed = 3432
	// mostSteps is how many pieces an interval of equilibria of the selection may have: each is held
	// against all others. The largest games admitted have fewer than a hundred.
	mostSteps = 1000
	// mostFailures are listed: a reader needs no more.
	mostFailures = 200
	// mostLooks bounds the proofs of one section, counted as planes x vertices of the regions: about
	// two seconds.
	mostLooks = 50_000_000
)

// longest of the lists that are checked entry by entry against many things.
var longestLists = map[string]int{
	"notes": mostNotes, "mixed": mostMixed, "posteriors": mostPosteriors, "low": mostPosteriors, "high": mostPosteriors,
	"scheme": mostPosteriors, "steps": mostSteps, "worstPosteriors": mostPosteriors, "bestPosteriors": mostPosteriors,
}

// bounded fails for the first list that is too long to be a right result's, and reports whether none is.
func (c *checker) bounded(field, name string, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || c.bounded(field, name, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if !c.bounded(strings.TrimPrefix(field+"."+name, "."), name, v.Field(i)) {
				return false
			}
		}
	case reflect.Slice:
		most := mostEntries
		if m, ok := longestLists[name]; ok {
			most = m
		}
		if v.Len() > most {
			c.fail(field, "has %d entries, must have at most %d", v.Len(), most)
			return false
		}
		for i := range v.Len() {
			if kind := v.Type().Elem().Kind(); kind != reflect.Struct && kind != reflect.Slice {
				break
			}
			if !c.bounded(at(field, i), "", v.Index(i)) {
				return false
			}
		}
	}
	return true
}

// affords reports whether the proofs of a section can be looked at in time; those that cannot are left.
func (c *checker) affords(section string, planes, pairs int) bool {
	if planes <= mostLooks/max(1, pairs) {
		return true
	}
	c.unverified(fmt.Sprintf("%s, which has %d proofs over %d vertices, more than are looked at", section, planes,
		pairs))
	return false
}

// planesOf is how many different planes the equilibria of sets have.
func planesOf(sets []EquilibriumSet) int {
	type plane struct {
		agent   int
		entries [MaxSignals]float64
	}
	seen := map[plane]bool{}
	for _, set := range sets {
		for _, e := range set.Equilibria {
			for _, p := range e.Posteriors {
				for i, row := range p.Planes {
					at := plane{agent: i}
					copy(at.entries[:], row)
					seen[at] = true
				}
			}
		}
	}
	return len(seen)
}

// proofsOf is how many planes and posteriors the frontiers and equilibria of a selection state.
func proofsOf(v *SelectionResult) (n int) {
	for _, p := range v.Proofs {
		n += 2 + len(p.Edges)
	}
	for _, f := range v.Frontiers {
		for _, p := range f {
			n += 1 + len(p.Scheme)
		}
	}
	for _, e := range v.Equilibria {
		for _, scheme := range e.Steps {
			n += 1 + len(scheme)
		}
	}
	return n
}
