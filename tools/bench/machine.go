package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// machine says on what, with what and when it was measured.
func machine(tab context.Context) (string, error) {
	version, err := chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %s, %d cores, %s/%s; %s, %s drawing by SwiftShader, gonum %s, HiGHS %s (npm)%s. Load "+
			"before: %s.",
			time.Now().Format("2 January 2006"), processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
			runtime.Version(), version.Product, moduleVersion("gonum.org/v1/gonum"), highsVersion, scipyVersion(),
			load()),
		nil
}

// processor is the name of the processor where the system tells it.
func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "a processor without a name"
}

// load is the machine's load over the last minute, on which everything measured depends.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(data), " ")
	return first
}

func moduleVersion(path string) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", path).Output()
	if err != nil {
		return "of an unknown version"
	}
	return strings.TrimSpace(string(out))
}

func scipyVersion() string {
	out, err := exec.Command(python(), "-c", "import scipy; print(scipy.__version__)").Output()
	if err != nil {
		return ", no SciPy"
	}
	return ", SciPy " + strings.TrimSpace(string(out))
}
