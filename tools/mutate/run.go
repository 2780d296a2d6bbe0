package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// program is a compiled test program.
type program struct{ binary, dir, run string }

type programs []program

// build compiles the tests; mutants that do not compile are dropped, as often as it takes.
func (m *mutation) build(t target, work string) (programs, error) {
	var list programs
	for i, k := range t.tests {
		if i > 0 && k.dir == t.tests[i-1].dir {
			list = append(list, program{list[i-1].binary, k.dir, k.run})
			continue
		}
		binary := filepath.Join(work, fmt.Sprintf("tests%d", i))
		for {
			out, err := m.compile(k.dir, binary, work)
			if err == nil {
				break
			}
			if !m.drop(out) {
				return nil, fmt.Errorf("%s does not compile: %s", k.dir, out)
			}
			if err := m.write(work); err != nil {
				return nil, err
			}
		}
		list = append(list, program{binary, k.dir, k.run})
	}
	return list, nil
}

// compile builds the tests of a package with the mutated files in place of the true ones.
func (m *mutation) compile(dir, binary, work string) (string, error) {
	replace := map[string]string{}
	for j, path := range m.files {
		whole, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		replace[whole] = filepath.Join(work, fmt.Sprintf("%d.go", j))
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(work, "overlay.json")
	if err := os.WriteFile(overlay, data, 0o644); err != nil {
		return "", err
	}
	out, err := exec.Command("go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay", overlay, "-o", binary, "./"+
		dir).CombinedOutput()
	return string(out), err
}

var complaint = regexp.MustCompile(`(?m)^\s*(\S+\.go):(\d+):\d+: `)

// drop drops the mutants on the lines that the compiler complains about.
func (m *mutation) drop(output string) (dropped bool) {
	for _, match := range complaint.FindAllStringSubmatch(output, -1) {
		line, _ := strconv.Atoi(match[2])
		for name, lines := range m.lines {
			if filepath.Base(name) != filepath.Base(match[1]) {
				continue
			}
			for _, n := range lines[line] {
				dropped = dropped || !m.list[n].dropped
				m.list[n].dropped = true
			}
		}
	}
	return dropped
}

// try runs the tests with one mutant, or none (-1), and reports whether one fails.
func (p programs) try(mutant int) (killed bool, why string) {
	for _, t := range p {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		c := exec.CommandContext(ctx, t.binary, "-test.short", "-test.failfast", "-test.run", t.run)
		c.Dir = t.dir
		c.Env = append(os.Environ(), "EMERGENT_MUTANT="+strconv.Itoa(mutant+1))
		out, err := c.CombinedOutput()
		late := errors.Is(ctx.Err(), context.DeadlineExceeded)
		cancel()
		if err != nil || late {
			return true, strings.TrimSpace(string(out))
		}
	}
	return false, ""
}
