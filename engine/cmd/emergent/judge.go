package main

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/puzzle"
)

// judge verifies the certificate of an answer to a puzzle.
func (p program) judge(names []string) error {
	if len(names) != 1 {
		return badf("judge: %d files given, must be the certificate of an answer (emergent help judge)", len(names))
	}
	data, err := p.read(names[0], maxResultBytes)
	if err != nil {
		return err
	}
	answer, err := puzzle.ParseAnswer(data)
	if err != nil {
		return badf("%s: %s", display(names[0]), err)
	}
	report := answer.Judge()
	for _, failure := range report.Failures {
		fmt.Fprintln(p.stdout, clip(visible("wrong: "+failure.Error()), mostMessage))
	}
	if n := len(report.Failures); n > 0 {
		return fmt.Errorf("%s: is no answer to the puzzle, %d things are wrong", display(names[0]), n)
	}
	_, err = fmt.Fprintf(p.stdout, "solved: %s\n%s\n", visible(answer.Puzzle.Title), verdict(report))
	return err
}
