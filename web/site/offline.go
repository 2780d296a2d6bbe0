package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"github.com/andybalholm/brotli"
)

// hashBytes of a file's SHA-256 tell versions apart; they keep no secret.
const hashBytes = 16

// Standalone is the page that is one file. It needs no service worker, so none keeps it.
const Standalone = "standalone.html"

const serviceWorker = "sw.js"

// Offline writes the service worker for the files of dist but for source maps, from web/sw.js. A file that
// changes later needs it to be written anew.
func Offline(web, dist string) error {
	first, err := firstPosters(dist)
	if err != nil {
		return err
	}
	core, later := map[string]string{}, map[string]string{}
	err = eachFile(dist, func(name string, data []byte) error {
		if name == Standalone || name == serviceWorker || path.Ext(name) == ".map" {
			return nil
		}
		list := later
		if first[name] || isCore(name) {
			list = core
		}
		list[name], err = hashesOf(name, data)
		return err
	})
	if err != nil {
		return err
	}
	t, err := template.ParseFiles(filepath.Join(web, serviceWorker))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	coreJSON, laterJSON := plainJSON(core), plainJSON(later)
	err = t.Execute(&b, map[string]any{
		"Version": shortHash(append(coreJSON, laterJSON...)), "HashBytes": hashBytes,
		"Core": string(coreJSON), "Later": string(laterJSON),
	})
	if err != nil {
		return err
	}
	return put(filepath.Join(dist, serviceWorker), b.Bytes())
}

// isCore says which files are kept at the first visit: what runs, and the presets. Pictures,
// schemas and texts are kept when somebody asks for them.
func isCore(name string) bool {
	switch path.Ext(name) {
	case ".html", ".js", ".css", ".gz":
		return true
	}
	return path.Dir(name) == "static/presets"
}

var posterName = regexp.MustCompile(`static/posters/[a-z0-9-]+-(light|dark)\.svg`)

// firstPosters are the pictures that the pages show while a figure loads, in both themes. Those
// of the article's steps are for readers without scripts and for paper, and may come when asked for.
func firstPosters(dist string) (map[string]bool, error) {
	first := map[string]bool{}
	for _, page := range []string{"index.html", "stage.html"} {
		data, err := os.ReadFile(filepath.Join(dist, page))
		if err != nil {
			return nil, err
		}
		for _, m := range posterName.FindAllStringSubmatch(string(data), -1) {
			if strings.HasPrefix(m[0], stepPoster) {
				continue
			}
			for _, theme := range []string{"light", "dark"} {
				first[strings.TrimSuffix(m[0], m[1]+".svg")+theme+".svg"] = true
			}
		}
	}
	return first, nil
}

// hashesOf a file as shipped and, for a packed one, as a host sends it that unpacks it.
func hashesOf(name string, data []byte) (string, error) {
	hash := longHash(data)
	var r io.Reader
	switch path.Ext(name) {
	case ".gz":
		var err error
		if r, err = gzip.NewReader(bytes.NewReader(data)); err != nil {
			return "", err
		}
	case ".br":
		r = brotli.NewReader(bytes.NewReader(data))
	default:
		return hash, nil
	}
	unpacked, err := io.ReadAll(r)
	return hash + " " + longHash(unpacked), err
}

func longHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:hashBytes])
}

// plainJSON writes a list of files, one a line, by name.
func plainJSON(list map[string]string) []byte {
	data, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		panic(err) // strings can be written
	}
	return data
}

// eachFile calls f with the name and bytes of every file under dist, by name.
func eachFile(dist string, f func(name string, data []byte) error) error {
	return filepath.WalkDir(dist, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dist, file)
		if err != nil {
			return err
		}
		return f(filepath.ToSlash(rel), data)
	})
}
