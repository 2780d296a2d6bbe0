// Package randgame draws the random games on which the tests of the solvers try their
// laws. It sits beside those tests and above belief and linprog alone, so that every
// solver may use it; only tests import it, so that none of it reaches a program. It never
// decides what a law says, never imports a solver of games, and holds no state: what it
// draws depends on the *rand.Rand it is passed and on nothing else.
//
// Tests name games by their seeds. The order in which a function draws, and the way it
// computes with what it drew, are therefore part of what it promises.
package randgame

import (
	"math/rand/v2"
	"testing"
)

// Seeds is how many of all the random games a law is tried on: each of them, or a tenth,
// rounded up, under -short.
func Seeds(all int) int {
	if testing.Short() {
		return (all + 9) / 10
	}
	return all
}

// Each tries a law with the generators of Seeds(all) seeds and names the first seed that
// fails.
func Each(t *testing.T, all int, law func(r *rand.Rand)) {
	t.Helper()
	for seed := range uint64(Seeds(all)) {
		if law(rand.New(rand.NewPCG(seed, 1))); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
