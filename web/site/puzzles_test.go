package site

import (
	"os"
	"path/filepath"
	"slices"
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

// Every link of the page for teachers leads somewhere: to a part or step of the article, or to
// puzzles that there are; its pictures are those of steps; and each question has an answer.
func TestTeachersPage(t *testing.T) {
	page, text := readFile(t, "../teachers.html"), readFile(t, "../index.html")
	steps := all(page, `href="index\.html#([^"]+)"`)
	steps = append(steps, all(page, `static/posters/step-([a-z-]+)-light\.svg`)...)
	for _, id := range steps {
		if !strings.Contains(text, `class="step" id="`+id+`"`) {
			t.Errorf("the article has no step %s", id)
		}
	}
	sets := all(page, `href="challenges\.html#(?:set|at)=([^"]+)"`)
	for _, set := range sets {
		for name := range strings.SplitSeq(set, ",") {
			if !slices.Contains(challengeOrder, name) {
				t.Errorf("there is no puzzle %s", name)
			}
		}
	}
	if len(steps) < 8 || len(sets) < 3 {
		t.Errorf("%d links to steps, %d to puzzles", len(steps), len(sets))
	}
	_, asked, _ := strings.Cut(page, `<ol class="questions">`)
	asked, answers, _ := strings.Cut(asked, `id="answers"`)
	if q, a := strings.Count(asked, "<li>"), strings.Count(answers, "<li>"); q == 0 || q != a {
		t.Errorf("%d questions, %d answers", q, a)
	}
}
