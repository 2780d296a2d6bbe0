package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryTargetIsFuzzed: ./build.sh fuzz, whose rows this command writes down, runs each fuzz target there is.
func TestEveryTargetIsFuzzed(t *testing.T) {
	const root = "../../.."
	script, err := os.ReadFile(filepath.Join(root, "build.sh"))
	if err != nil {
		t.Fatal(err)
	}
	target, found := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`), 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "dist"):
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, m := range target.FindAllSubmatch(source, -1) {
			found++
			call := "fuzz_target ./" + filepath.ToSlash(folder) + " " + string(m[1]) + " "
			if !strings.Contains(string(script), call) {
				t.Errorf("build.sh has no %q", call)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 10 {
		t.Errorf("only %d targets were found", found)
	}
}
