package site

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/emergent-alignment/emergent/engine/puzzle"
)

// Challenge is a puzzle that ships with the page.
type Challenge struct {
	Name         string // file name without .json
	Title, Story string
}

// challengeOrder is the order of the page: from the easy to the hard.
var challengeOrder = []string{"two-enough", "one-voice", "one-too-many", "any-two", "outside-yet-opt", "only-silence"}

// ReadChallenges reads every puzzle of a folder, in the order of the page; puzzles that the order
// does not know follow by name. One that is not valid is refused: a reader could not play it.
func ReadChallenges(dir string) ([]Challenge, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var list []Challenge
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		p, err := puzzle.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		list = append(list, Challenge{Name: strings.TrimSuffix(filepath.Base(file), ".json"), Title: p.Title,
			Story: p.Story})
	}
	rank := map[string]int{}
	for i, name := range challengeOrder {
		rank[name] = i - len(challengeOrder)
	}
	sort.SliceStable(list, func(i, j int) bool { return rank[list[i].Name] < rank[list[j].Name] })
	return list, nil
}

// challenges writes the page of puzzles and the one for teachers, who set them.
func challenges(web, next string, data pageData) error {
	var err error
	if data.Puzzles, err = ReadChallenges(filepath.Join(web, "static", "puzzles")); err != nil {
		return err
	}
	for _, name := range []string{"challenges.html", "teachers.html"} {
		page, err := fill(filepath.Join(web, name), data)
		if err != nil {
			return err
		}
		if err := put(filepath.Join(next, name), page); err != nil {
			return err
		}
	}
	return nil
}
