package main

import (
	"encoding/csv"
	"flag"
	"io"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
)

const (
	// mapLines is into how many parts each edge of the simplex is cut unless asked otherwise.
	mapLines = 32
	// maxPlaces bounds a map: each place is a game to solve.
	maxPlaces = 200_000
	// mapSlice is how many places are solved before they are written.
	mapSlice = 256
)

// placeLine is one place of a map as JSON.
type placeLine struct {
	Weights []float64 `json:"weights"` // over the criteria
	engine.PlaceValue
}

// guaranteeMap prints what the user is sure of, place by place over the simplex of criteria:
// if she stood there, or if one more agent did.
func (p program) guaranteeMap(args []string) error {
	flags := flag.NewFlagSet("map", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	who := flags.String("of", string(engine.TheUser), "")
	value := flags.String("value", string(engine.WorstGuarantee), "")
	lines := flags.Int("lines", mapLines, "")
	asJSON := flags.Bool("json", false, "")
	names, err := mixed(flags, args)
	if err != nil {
		return badf("map: %s (emergent help map)", err)
	}
	if len(names) != 1 {
		return badf("map: %d scenarios given, must be one (emergent help map)", len(names))
	}
	s, _, err := p.scenario(names[0])
	if err != nil {
		return err
	}
	q := engine.Question{Who: engine.Who(*who), Guarantee: engine.Guarantee(*value)}
	if err := q.Refuses(s); err != nil {
		return badf("%s: map: %s", display(names[0]), err)
	}
	switch n := places(len(s.Criteria), *lines); {
	case len(s.Criteria) < 2:
		return badf("%s: criteria: %d given, a map needs 2 or more", display(names[0]), len(s.Criteria))
	case *lines < 1:
		return badf("map: -lines is %d, must be at least 1", *lines)
	case n > maxPlaces:
		return badf("map: -lines %d makes more than %d places; fewer lines would do", *lines, maxPlaces)
	}
	write := p.mapAsCSV(s)
	if *asJSON {
		write = p.mapAsJSON
	}
	return writeMap(s, q, *lines, write)
}

// places is the number of places of a simplex whose edges are cut into lines parts,
// binomial(lines+corners-1, corners-1), or a number above maxPlaces.
func places(corners, lines int) int {
	n := 1
	for i := 1; i < corners && n <= maxPlaces; i++ {
		n = n * (lines + i) / i
	}
	return n
}

// writeMap solves the places in slices and hands each slice on.
func writeMap(s engine.Scenario, q engine.Question, lines int,
	write func([][]float64, []engine.PlaceValue) error) error {
	var solver engine.Solver
	var slice [][]float64
	flush := func() error {
		values, err := solver.Survey(nil, s, q, slice)
		if err != nil {
			return badf("%s", err)
		}
		err = write(slice, values)
		slice = slice[:0]
		return err
	}
	err := eachPlace(nil, len(s.Criteria), lines, lines, func(w []float64) error {
		if slice = append(slice, slices.Clone(w)); len(slice) < mapSlice {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// eachPlace calls f with every place whose first weights are w, in multiples of 1/lines of
// which left are still to be given.
func eachPlace(w []float64, corners, lines, left int, f func([]float64) error) error {
	if len(w) == corners-1 {
		return f(append(w, float64(left)/float64(lines)))
	}
	for k := range left + 1 {
		if err := eachPlace(append(w, float64(k)/float64(lines)), corners, lines, left-k, f); err != nil {
			return err
		}
	}
	return nil
}

func (p program) mapAsJSON(places [][]float64, values []engine.PlaceValue) error {
	for i, w := range places {
		if err := p.line(placeLine{w, values[i]}); err != nil {
			return err
		}
	}
	return nil
}

// mapAsCSV writes a head of the criteria's names, value and loss; a value that is not known
// is left empty.
func (p program) mapAsCSV(s engine.Scenario) func([][]float64, []engine.PlaceValue) error {
	out := csv.NewWriter(p.stdout)
	var head []string
	for _, c := range s.Criteria {
		head = append(head, c.Name)
	}
	out.Write(append(head, "value", "loss")) // an error stays until Flush
	return func(places [][]float64, values []engine.PlaceValue) error {
		for i, w := range places {
			var cells []string
			for _, x := range w {
				cells = append(cells, decimal(x))
			}
			value, loss := "", ""
			if values[i].Known {
				value, loss = decimal(values[i].Value), decimal(values[i].Loss)
			}
			out.Write(append(cells, value, loss))
		}
		out.Flush()
		return out.Error()
	}
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
