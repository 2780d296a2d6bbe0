package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Preset is a scenario that ships with the page.
type Preset struct {
	Name  string // file name without .json
	Title string
	Data  []byte
}

// presetOrder is the order of the menu: the order in which the article tells its story.
var presetOrder = []string{"specialists", "pharma", "shared-bias", "crowd", "judge", "rivals", "echo", "clinic",
	"town-apart", "town", "town-hall", "town-lean", "public-notice"}

// ReadPresets reads every preset of a folder, in the order of the menu; presets that the
// order does not know follow by name. A folder that does not exist holds none.
func ReadPresets(dir string) ([]Preset, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var list []Preset
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var head struct {
			Title string `json:"title"`
		}
		if err := json.Unmarshal(data, &head); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		p := Preset{Name: strings.TrimSuffix(filepath.Base(name), ".json"), Title: head.Title, Data: data}
		if p.Title == "" {
			p.Title = p.Name
		}
		list = append(list, p)
	}
	rank := map[string]int{}
	for i, name := range presetOrder {
		rank[name] = i - len(presetOrder)
	}
	sort.SliceStable(list, func(i, j int) bool { return rank[list[i].Name] < rank[list[j].Name] })
	return list, nil
}

// pages fills in the templates and copies what is shipped as it is.
func pages(web, next string, data pageData) error {
	stage, err := fill(filepath.Join(web, "stage.html"), data)
	if err != nil {
		return err
	}
	if err := put(filepath.Join(next, "stage.html"), stage); err != nil {
		return err
	}
	if err := article(web, next, data); err != nil {
		return err
	}
	if err := challenges(web, next, data); err != nil {
		return err
	}
	if err := embed(web, filepath.Join(next, "embed.mjs"), "module"); err != nil {
		return err
	}
	return embed(web, filepath.Join(next, "embed.js"), "script")
}

// fill executes a page's template.
func fill(name string, data pageData) ([]byte, error) {
	t, err := template.ParseFiles(name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, data)
	return b.Bytes(), err
}

// article writes index.html, with its contents, and the pictures of its steps.
func article(web, next string, data pageData) error {
	name := filepath.Join(web, "index.html")
	source, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if data.Parts, err = readParts(string(source)); err != nil {
		return err
	}
	if data.Hero, err = hero(data.Parts[0].Steps[0], data.Presets); err != nil {
		return err
	}
	drawn, err := stepPosters(filepath.Join(next, "static", "posters"), data.Parts, data.Presets)
	if err != nil {
		return err
	}
	picture, err := card(drawn["inside"].scenario)
	if err != nil {
		return err
	}
	if err := put(filepath.Join(next, "static", "card.png"), picture); err != nil {
		return err
	}
	page, err := fill(name, data)
	if err != nil {
		return err
	}
	if page, err = writeArticle(page, drawn); err != nil {
		return err
	}
	return put(filepath.Join(next, "index.html"), page)
}
