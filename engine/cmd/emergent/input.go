package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// maxResultBytes bounds a result: the largest scenario's is well below it.
const maxResultBytes = 16 << 20

// read returns the bytes of a file, or of standard input for -, and refuses one that is
// larger than limit without reading on.
func (p program) read(name string, limit int) ([]byte, error) {
	source := p.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, badf("%s: %s", display(name), reason(err))
		}
		defer file.Close()
		source = file
	}
	data, err := io.ReadAll(io.LimitReader(source, int64(limit)+1))
	if err != nil {
		return nil, badf("%s: cannot be read: %s", display(name), reason(err))
	}
	if len(data) > limit {
		return nil, badf("%s: file: is larger than %d bytes", display(name), limit)
	}
	return data, nil
}

// reason is the system's reason alone, without the call and path that display names, and
// in the lower case that only some systems write.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return strings.ToLower(err.Error())
}

func display(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// scenario reads and parses one scenario.
func (p program) scenario(name string) (engine.Scenario, error) {
	data, err := p.read(name, engine.MaxBytes)
	if err != nil {
		return engine.Scenario{}, err
	}
	s, err := engine.Parse(data)
	if err != nil {
		return s, badf("%s: %s", display(name), err)
	}
	return s, nil
}
