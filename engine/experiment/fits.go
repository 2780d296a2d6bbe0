package experiment

import (
	"errors"
	"fmt"
	"strconv"
)

// This file checks chunks that come from a file or another program, so that a report can be
// made of whatever passes.

// fits checks that a chunk has the section, and its lists the lengths, that Run gives them.
func (j *Job) fits(c *Chunk) error {
	from, to := j.span(c.Chunk)
	if c.Runs != to-from {
		return fmt.Errorf("has %d runs, must have %d", c.Runs, to-from)
	}
	wants := [4]bool{} // hull, selection, diversity (and what is beside it), table
	switch {
	case c.Chunk < j.parts:
		wants[3] = true
	case j.spec.Kind == KindHull:
		wants[0] = true
	case j.spec.Kind == KindSelection:
		wants[1] = true
	default:
		wants[2] = true
	}
	if wants != [4]bool{c.Hull != nil, c.Selection != nil, c.Diversity != nil, c.Table != nil} {
		return errors.New("has the sections of another kind")
	}
	if !wants[1] && (c.Approximate != nil || c.Crowd != nil) ||
		!wants[2] && (c.Tried != nil || c.Weights != nil || c.Users != nil) {
		return errors.New("has the sections of another kind")
	}
	switch {
	case wants[0]:
		return j.fitsHull(c)
	case wants[1]:
		return j.fitsSelection(c)
	case wants[2]:
		return j.fitsDiversity(c)
	}
	return j.fitsTable(c)
}

func (j *Job) fitsHull(c *Chunk) error {
	if n := len(j.spec.Hull.cells()); len(c.Hull) != n {
		return fmt.Errorf("has %d cells, must have %d", len(c.Hull), n)
	}
	for _, hits := range c.Hull {
		if hits < 0 || hits > c.Runs {
			return fmt.Errorf("counts %d of %d runs", hits, c.Runs)
		}
	}
	return nil
}

func (j *Job) fitsSelection(c *Chunk) error {
	if len(c.Selection) != len(arms) {
		return fmt.Errorf("has %d games, must have %d", len(c.Selection), len(arms))
	}
	if err := j.fitsApproximate(c); err != nil {
		return err
	}
	if err := j.fitsCrowd(c); err != nil {
		return err
	}
	n := j.spec.Selection.Bids + 2
	for i := range c.Selection {
		s := &c.Selection[i]
		if len(s.Sums) != n || len(s.Squares) != n || len(s.Counts) != n {
			return fmt.Errorf("has %d, %d and %d entries by bids, must have %d",
				len(s.Sums), len(s.Squares), len(s.Counts), n)
		}
		for _, counts := range s.Counts {
			if err := histogram(counts, c.Runs); err != nil {
				return err
			}
		}
		if err := s.possible("selection["+strconv.Itoa(i)+"]", c.Runs); err != nil {
			return err
		}
	}
	return nil
}

// histogram checks pairs of a bin and a number, which sum to the runs.
func histogram(counts []int, runs int) error {
	if len(counts)%2 != 0 {
		return errors.New("has a histogram that ends in the middle")
	}
	sum := 0
	for i := 0; i < len(counts); i += 2 {
		if counts[i] < 0 || counts[i] > gapBins || counts[i+1] < 0 || counts[i+1] > runs {
			return errors.New("has a histogram beyond its bins")
		}
		sum += counts[i+1]
	}
	if sum != runs {
		return fmt.Errorf("has a histogram of %d runs, must be of %d", sum, runs)
	}
	return nil
}

func (j *Job) fitsDiversity(c *Chunk) error {
	if n := len(j.spec.Diversity.Sizes); len(c.Diversity) != n {
		return fmt.Errorf("has %d sizes, must have %d", len(c.Diversity), n)
	}
	for _, runs := range c.Diversity {
		if len(runs) != c.Runs {
			return fmt.Errorf("has %d runs of a size, must have %d", len(runs), c.Runs)
		}
	}
	if err := c.Diversity.possible(); err != nil {
		return err
	}
	if err := j.fitsTried(c); err != nil {
		return err
	}
	return j.fitsUsers(c)
}

// fitsUsers checks what a chunk says of each party as the user.
func (j *Job) fitsUsers(c *Chunk) error {
	from, to := j.span(c.Chunk)
	runs, users := max(0, min(to, j.spec.userRuns())-from), 0
	if runs > 0 {
		users = len(j.scores.outline.Names)
	}
	if len(c.Users) != users {
		return fmt.Errorf("has %d users, must have %d", len(c.Users), users)
	}
	for u, list := range c.Users {
		if len(list) != runs {
			return fmt.Errorf("has %d runs of a user, must have %d", len(list), runs)
		}
		for run, errors := range list {
			for which, pair := range errors {
				if !allBetween(pair[:], 0, mostNumber) {
					return eachBetween(fmt.Sprintf("users[%d][%d][%d]", u, run, which), pair[:], 0, mostNumber)
				}
			}
		}
	}
	return nil
}

func (j *Job) fitsTable(c *Chunk) error {
	parts := [...]bool{c.Table.Alignment != nil, c.Table.Comparison != nil, c.Table.Depth != nil, c.Table.User != nil}
	for i, given := range parts {
		if given != (i == min(c.Chunk, tableParts)) {
			return errors.New("has another part of the report on a table")
		}
	}
	return c.Table.possible(&j.scores.outline)
}
