package webdriver

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// screen is a display for browsers that want one, drawn in memory by Xvfb.
type screen struct {
	server  *exec.Cmd
	display string
	memory  string // a folder with the picture
}

// newScreen starts Xvfb, which chooses a number of its own.
func newScreen() (*screen, error) {
	xvfb := look("Xvfb")
	if xvfb == "" {
		return nil, fmt.Errorf("%w: Xvfb (Debian: apt-get install xvfb)", ErrMissing)
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	memory, err := os.MkdirTemp("", "xvfb")
	if err != nil {
		return nil, err
	}
	server := exec.Command(xvfb, "-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-fbdir",
		memory)
	server.SysProcAttr = withParent()
	server.ExtraFiles = []*os.File{write}
	err = server.Start()
	write.Close()
	if err != nil {
		return nil, err
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		server.Process.Kill()
		return nil, fmt.Errorf("webdriver: Xvfb does not start: %w", err)
	}
	return &screen{server, ":" + strings.TrimSpace(number), memory}, nil
}

// environment is that of a browser on the screen, drawn by the processor.
func (s *screen) environment() []string {
	return append(os.Environ(), "DISPLAY="+s.display, "LIBGL_ALWAYS_SOFTWARE=1", "GDK_BACKEND=x11", "NO_AT_BRIDGE=1")
}

func (s *screen) close() {
	s.server.Process.Kill()
	s.server.Wait()
	os.RemoveAll(s.memory)
}

// picture is the whole screen as it is, as PNG, from the file that Xvfb draws in: a header of
// numbers (XWD), a table of colours, and rows of blue, green, red and a byte that says nothing.
func (s *screen) picture() ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(s.memory, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	field := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	const headerSize, width, height, bitsPerPixel, bytesPerLine, colors, colorSize = 0, 4, 5, 11, 12, 19, 12
	if field(bitsPerPixel) != 32 {
		return nil, fmt.Errorf("webdriver: the screen has %d bits a pixel", field(bitsPerPixel))
	}
	start := field(headerSize) + field(colors)*colorSize
	img := image.NewRGBA(image.Rect(0, 0, field(width), field(height)))
	for y := range field(height) {
		row := data[start+y*field(bytesPerLine):]
		for x := range field(width) {
			img.SetRGBA(x, y, color.RGBA{R: row[4*x+2], G: row[4*x+1], B: row[4*x], A: 255})
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}
