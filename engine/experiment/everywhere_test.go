package experiment

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestSameEverywhere: law 3. The reports are recorded, to the byte; the tests run natively
// and as WebAssembly, so both make the same text. After a change that is meant to change
// numbers: go test ./engine/experiment -run Everywhere -update.
func TestSameEverywhere(t *testing.T) {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "wasm" {
		t.Skip("other machines may fuse products with sums; law 3 says what holds there")
	}
	bids := &Selection{States: 3, Actions: 3, Agents: 3, Bids: 6}
	roster := &Synthetic{Items: 100, Agents: 7}
	for name, s := range map[string]Spec{
		"selection": {Version: 1, Kind: KindSelection, Runs: 150, Selection: bids},
		"crowd":     {Version: 1, Kind: KindSelection, Runs: 20, Selection: &Selection{Users: 3, Agents: 3, Bids: 1}},
		"hullcrowd": {Version: 1, Kind: KindHull, Runs: 200,
			Hull: &Hull{Users: 2, Dimensions: []int{1, 2}, Agents: []int{4, 9}}},
		"hull": {Version: 1, Kind: KindHull, Runs: 500, Hull: &Hull{Dimensions: []int{2, 4}, Agents: []int{4, 9}}},
		"diversity": {Version: 1, Kind: KindDiversity, Runs: 12, Synthetic: roster,
			Diversity: &Diversity{Error: Max, Sizes: []int{1, 3, 7}}},
		"table": {Version: 1, Kind: KindTable, Runs: 12, Synthetic: roster},
		"users": {Version: 1, Kind: KindTable, Runs: 3, Synthetic: &Synthetic{Items: 40, Agents: 4}, Users: EachUser},
	} {
		path, got := filepath.Join("testdata", name+".json"), Text(report(t, s))
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from %s:\n%s", name, path, got)
		}
	}
}
