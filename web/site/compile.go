package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// inlineless are the packages that a page's program has compiled without inlining: those that
// word, lay out, read and write, and most that compute, which is what a first visit within its size takes.
// It takes 11 % off what a visitor loads, and costs a drag about a tenth (BenchmarkDrags natively, with -l and
// without). The worker's program, which has what takes long, keeps inlining.
var inlineless = []string{
	ours + "scenes/...", ours + "wasm/...", ours + "engine/...",
	"container/...", "context", "hash/...", "math/rand/...", "sync/...", "syscall", "internal/godebug", "path/...",
	"unique", "weak", "internal/reflectlite", "vendor/...", "strconv", "slices", "cmp", "iter",
	"bufio", "bytes", "compress/...", "encoding/...", "errors", "fmt", "image/...", "internal/fmtsort", "internal/poll",
	"io/...", "maps", "math/big", "net/url", "os", "reflect", "sort", "strings", "time", "unicode/...",
}

// inlined are packages among them that keep it all the same: what puts triangles on the screen, what
// cuts beliefs into regions, where a drag spends most, and two that are hardly larger with it.
var inlined = []string{
	ours + "scenes/pen/ebitenpen", ours + "engine/persuasion", ours + "engine/belief", ours + "engine/exact",
	ours + "scenes/mark", ours + "scenes/pen/tessellate",
}

// elsewhere is the tag of a program that leaves to the worker what engine/exact says under this name.
const elsewhere = "elsewhere"

const ours = "github.com/emergent-alignment/emergent/"

// smallFlags are go build's for a small program; of several patterns that fit the last counts.
func smallFlags() (flags []string) {
	for _, p := range inlineless {
		flags = append(flags, "-gcflags="+p+"=-l")
	}
	for _, p := range inlined {
		flags = append(flags, "-gcflags="+p+"=")
	}
	return flags
}

// Compile builds the command pkg of the module at root for the browser and returns the
// binary; flags are more of go build's. Paths, version control and debug tables are left
// out, so the bytes depend on the sources and the Go release alone.
func Compile(root, pkg string, flags ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "emergent-wasm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "out.wasm")
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"}, flags...)
	cmd := exec.Command("go", append(args, "-o", out, pkg)...)
	cmd.Dir = root
	cmd.Env = browserEnv()
	if msg, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build %s for the browser: %v\n%s", pkg, err, bytes.TrimSpace(msg))
	}
	return os.ReadFile(out)
}

// CompileSlim is Compile without what a page never uses of the binary.
func CompileSlim(root, pkg string, flags ...string) ([]byte, error) {
	program, err := Compile(root, pkg, flags...)
	if err != nil {
		return nil, err
	}
	if program, err = slim(program); err != nil {
		return nil, fmt.Errorf("%s: %w", pkg, err)
	}
	return program, nil
}

// browserEnv is the environment in which go builds for the browser, whatever the user's says.
func browserEnv() []string {
	return append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOWASM=", "GOFLAGS=", "GOEXPERIMENT=",
		"GOWORK=off")
}

// Gzip compresses data as small as the standard library can. The header carries no name
// and no time, so equal input gives equal output.
func Gzip(data []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(data) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// Brotli compresses data as small as its format can, which takes a minute for a program.
// Equal input gives equal output.
func Brotli(data []byte) []byte {
	var b bytes.Buffer
	const widest = 24 // the largest window of the format: a program repeats itself far apart
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: widest})
	w.Write(data) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// wasmExec is Go's own glue between a browser and a Go program.
func wasmExec() ([]byte, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	goroot := strings.TrimSpace(string(out))
	for _, dir := range []string{"lib", "misc"} { // misc before Go 1.24
		if data, err := os.ReadFile(filepath.Join(goroot, dir, "wasm", "wasm_exec.js")); err == nil {
			return data, nil
		}
	}
	return nil, fmt.Errorf("wasm_exec.js is missing under %s: reinstall Go", goroot)
}
