package site

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every puzzle of the order exists and is listed in it, with its story, which is what a reader
// without the program has; one that is not valid stops the build.
func TestChallengesPage(t *testing.T) {
	dir := t.TempDir()
	if err := challenges("..", dir, pageData{}); err != nil {
		t.Fatal(err)
	}
	page := readFile(t, filepath.Join(dir, "challenges.html"))
	links := all(page, `<a href="#at=([a-z-]+)"`)
	if got, want := strings.Join(links, " "), strings.Join(challengeOrder, " "); got != want {
		t.Errorf("the page lists %s, want %s", got, want)
	}
	if n := len(all(page, `<p class="told">([^<]{40,})`)); n != len(challengeOrder) {
		t.Errorf("%d stories, want %d", n, len(challengeOrder))
	}
	bad := t.TempDir()
	if err := os.WriteFile(filepath.Join(bad, "x.json"), []byte(`{"version": 1}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadChallenges(bad); err == nil || !strings.Contains(err.Error(), "x.json: title: missing") {
		t.Errorf("a puzzle without a title: %v", err)
	}
}
