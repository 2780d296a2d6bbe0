// Package population answers for several users at once (docs/model.md, section 11): what each
// is sure of when agents talk to every user apart, and when everybody hears the same; and the
// conditions under which either is safe. It stands on align and linprog for the conditions and
// on equilibrium for the games. It knows nothing of scenarios and never samples.
package population
