// Package experiment runs the experiments of docs/model.md, section 9, and the report on a
// table of one's own, as seeded jobs in chunks.
//
//	s, err := experiment.Parse(data)          // checked once, at the door
//	job, err := experiment.New(s, table)      // table: nil unless s.Table names one
//	c := job.Collect()
//	for i := range job.Chunks() {             // in any order, by any number of workers
//		err = c.Add(job.Run(i))
//	}
//	text := experiment.Text(c.Report())
//
// It sits above package engine, from which it takes tables and errors that name a field,
// and calls selection, align and linprog directly. The command line and the page's workers
// call it alike. It never reads a clock or a file, starts no goroutine, and draws from no
// source that is not seeded by the spec.
//
// # Laws
//
//  1. A chunk is a function of the spec, its table and its number alone.
//  2. A report is a function of the spec and the set of chunks added, not of their order.
//     So the same spec gives the same text whatever the number of workers or shards.
//  3. Only +, -, *, / and the square root, which IEEE 754 rounds exactly, go into a number
//     that is reported, and no product is fused with a sum by amd64 or WebAssembly; so the
//     page and the command line print the same text. Numbers are published to 9 digits,
//     which hides what an arm64 machine, which does fuse, may change in the last ones.
package experiment
