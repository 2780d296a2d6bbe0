//go:build js

// Command page is the Go half of the measurements in the browser: it makes the problems and
// solves them with the project's own solver; bench.js solves the same ones with HiGHS.
package main

import (
	"math/rand/v2"
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine/align"
)

// tables is how many problems of a size are solved in turn, so that none is remembered.
const tables = 8

var (
	solver  align.Solver
	variant = align.Variant{Offset: align.Constant} // convex, constant: the default
)

// table is a random one; every entry is uniform on [0,1].
func table(seed uint64, agents, entries int) align.Table {
	r := rand.New(rand.NewPCG(8, seed))
	row := func() []float64 {
		x := make([]float64, entries)
		for i := range x {
			x[i] = r.Float64()
		}
		return x
	}
	t := align.Table{User: row(), States: 1}
	for range agents {
		t.Agents = append(t.Agents, row())
	}
	return t
}

func main() {
	var loaded []align.Table
	now := func() float64 { return js.Global().Get("performance").Call("now").Float() }
	bench := js.Global().Get("Object").New()
	bench.Set("load", js.FuncOf(func(_ js.Value, args []js.Value) any {
		loaded = loaded[:0]
		for seed := range tables {
			loaded = append(loaded, table(uint64(seed), args[0].Int(), args[1].Int()))
		}
		return nil
	}))
	// solve runs n solves and returns milliseconds a solve.
	bench.Set("solve", js.FuncOf(func(_ js.Value, args []js.Value) any {
		n := args[0].Int()
		start := now()
		for i := range n {
			solver.Solve(loaded[i%tables], variant)
		}
		return (now() - start) / float64(n)
	}))
	bench.Set("epsilon", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return solver.Solve(loaded[args[0].Int()], variant).Epsilon
	}))
	// table returns one problem: the user's row, then the agents'.
	bench.Set("table", js.FuncOf(func(_ js.Value, args []js.Value) any {
		t := loaded[args[0].Int()]
		rows := []any{}
		for _, row := range append([][]float64{t.User}, t.Agents...) {
			values := make([]any, len(row))
			for i, x := range row {
				values[i] = x
			}
			rows = append(rows, values)
		}
		return rows
	}))
	bench.Set("recompute", js.FuncOf(func(_ js.Value, args []js.Value) any { return recompute(now, args) }))
	js.Global().Set("bench", bench)
	select {}
}
