package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// readOnly makes a folder one on which nothing can be written: a disk mounted so, or for who may not
// mount one, a folder without the right.
func readOnly(t *testing.T, dir string, contents map[string]string) {
	t.Helper()
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	disk := syscall.Mount("tmpfs", dir, "tmpfs", 0, "") == nil
	if disk {
		t.Cleanup(func() { syscall.Unmount(dir, 0) })
	} else if os.Geteuid() == 0 {
		t.Skip("root may write anywhere, and cannot mount a disk here")
	}
	for name, text := range contents {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	if disk {
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
}

// TestReadOnlyDisk: what cannot be written is said in one sentence that names the file, before anything
// is computed, and what is there stays and can be read.
func TestReadOnlyDisk(t *testing.T) {
	files(t, map[string]string{"hull.json": hullSpec})
	whole := emergent("", "sweep", "-quiet", "hull.json").out
	lines := strings.SplitAfter(whole, "\n")
	part := strings.Join(lines[:3], "")
	readOnly(t, "disk", map[string]string{"whole.jsonl": whole, "part.jsonl": part})
	for _, args := range [][]string{
		{"sweep", "-quiet", "hull.json", "-o", "disk/new.jsonl"},
		{"sweep", "-quiet", "hull.json", "-o", "disk/part.jsonl"},
		{"merge", "disk/whole.jsonl", "-o", "disk/report.json"},
	} {
		o := emergent("", args...)
		if o.status != 2 || o.out != "" || !strings.HasPrefix(o.errors, "emergent: "+args[len(args)-1]+": ") {
			t.Errorf("%v: status %d, %q, %q", args, o.status, o.out, o.errors)
		}
		oneSentence(t, o.errors)
	}
	if got, err := os.ReadFile("disk/part.jsonl"); err != nil || string(got) != part {
		t.Errorf("what was there has changed (%v)", err)
	}
	if got, want := emergent("", "merge", "disk/whole.jsonl"), emergent(whole, "merge", "-"); got != want ||
		got.status != 0 {
		t.Errorf("merged from there: %v, want %v", got, want)
	}
	tally(t, "a read-only disk: a new sweep, one to resume, a report", 3)
}
