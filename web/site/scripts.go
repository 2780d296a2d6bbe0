package site

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Scripts are written in the syntax of the oldest browsers that get as far as to say what they lack, and what
// says it in that of 2009; style sheets in that of those that show the page whole (docs/browsers.md).
const (
	scriptSyntax = api.ES2021
	guardSyntax  = api.ES5
)

var styleEngines = []api.Engine{{Name: api.EngineChrome, Version: "111"},
	{Name: api.EngineFirefox, Version: "121"}, {Name: api.EngineSafari, Version: "16.4"}}

// Scripts that the build knows by name.
const (
	guardScript  = "static/stage/guard.js" // says what an old browser lacks
	workerScript = "static/stage/worker.js"
	glueScript   = "static/wasm_exec.js" // Go's own, which stays as it comes
)

// scripts makes the scripts and style sheets of dist small. Each script that a page or the program loads holds
// all that it imports; what only they import goes. Beside it lies its source map, which nobody loads but a
// debugger.
func scripts(dist string) error {
	modules, classic, err := pageScripts(dist)
	if err != nil {
		return err
	}
	var styles, parts []string
	err = eachFile(dist, func(name string, _ []byte) error {
		switch {
		case !strings.HasPrefix(name, "static/"):
		case path.Ext(name) == ".css":
			styles = append(styles, name)
		case path.Ext(name) == ".js" && name != glueScript && name != guardScript &&
			!slices.Contains(slices.Concat(modules, classic), name):
			parts = append(parts, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, o := range []api.BuildOptions{
		{EntryPoints: modules, Bundle: true, Format: api.FormatESModule, Target: scriptSyntax},
		{EntryPoints: classic, Bundle: true, Format: api.FormatIIFE, Target: scriptSyntax},
		{EntryPoints: []string{guardScript}, Target: guardSyntax},
		{EntryPoints: styles, Engines: styleEngines},
	} {
		if err := minify(dist, o); err != nil {
			return err
		}
	}
	for _, part := range parts {
		err = errors.Join(err, os.Remove(filepath.Join(dist, filepath.FromSlash(part))))
	}
	return err
}

// pageScripts lists the scripts in static that pages and program load: modules, now or later, and others.
func pageScripts(dist string) (modules, classic []string, err error) {
	pages, err := filepath.Glob(filepath.Join(dist, "*.html"))
	if err != nil {
		return nil, nil, err
	}
	classic = []string{workerScript}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			return nil, nil, err
		}
		root, err := parsePage(text)
		if err != nil {
			return nil, nil, err
		}
		for n := range root.Descendants() {
			src := attr(n, "src")
			switch {
			case n.Data == "body":
				modules = append(modules, attr(n, "data-later"), attr(n, "data-further"))
			case n.Data == "script" && attr(n, "type") == "module":
				modules = append(modules, src)
			case n.Data == "script" && strings.HasPrefix(src, "static/") && src != guardScript && src != glueScript:
				classic = append(classic, src)
			}
		}
	}
	return named(modules), named(classic), nil
}

// named are the names of a list, each once.
func named(list []string) []string {
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(name string) bool { return name == "" })
}

// minify writes scripts or style sheets of dir small, over themselves where o names no other place. What esbuild
// warns of is an error too.
func minify(dir string, o api.BuildOptions) (err error) {
	if o.AbsWorkingDir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if o.Outfile == "" {
		o.Outdir, o.Outbase, o.AllowOverwrite = o.AbsWorkingDir, o.AbsWorkingDir, true
	}
	if o.Target != 0 {
		o.Sourcemap = api.SourceMapLinked
	}
	o.MinifyWhitespace, o.MinifySyntax, o.MinifyIdentifiers, o.Write = true, true, true, true
	o.TsconfigRaw = "{}" // and none that lies around
	done := api.Build(o)
	for _, m := range slices.Concat(done.Errors, done.Warnings) {
		at := cmp.Or(m.Location, &api.Location{})
		err = errors.Join(err, fmt.Errorf("web/%s:%d:%d: %s", at.File, at.Line, at.Column+1, m.Text))
	}
	return err
}
