// Command site builds dist/ and serves it: the part of build.sh that is easier in Go.
package main

import (
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/emergent-alignment/emergent/web/site"
)

const usage = `usage: site [flags] build | serve

  build   write dist/
  serve   write dist/ and serve it
`

func main() {
	root := flag.String("root", ".", "folder of the module")
	dist := flag.String("dist", "dist", "folder to write and serve")
	host := flag.String("host", "127.0.0.1", "address to serve on; 0.0.0.0 for every interface")
	base := flag.String("base", os.Getenv("BASE_URL"),
		"address at which the page will be published, for previews of links to it")
	port := flag.Int("port", 8080, "port to serve on; any free one when it is taken")
	tight := flag.Bool("brotli", os.Getenv("BROTLI") != "", "pack the page's program by Brotli too: a fourth smaller "+
		"where the browser unpacks it, a minute longer to build")
	trim := flag.String("trim", "on", "off builds against Ebitengine as it comes, larger and slower")
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage); flag.PrintDefaults() }
	flag.Parse()
	command := flag.Arg(0)
	if command != "build" && command != "serve" || *trim != "on" && *trim != "off" {
		flag.Usage()
		os.Exit(2)
	}
	err := build(*root, *dist, site.Options{Base: *base, Untrimmed: *trim == "off", Brotli: *tight})
	if err == nil && command == "serve" {
		err = serve(*dist, *host, *port)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func build(root, dist string, o site.Options) error {
	start := time.Now()
	if err := site.Build(root, dist, o); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(dist, site.StageWasm))
	if err != nil {
		return err
	}
	fmt.Printf("built %s in %.1f s (%s: %.2f MB)\n", dist, time.Since(start).Seconds(), site.StageWasm,
		float64(info.Size())/1e6)
	return nil
}

func serve(dist, host string, port int) error {
	l, err := site.Listen(host, port)
	if err != nil {
		return err
	}
	at := l.Addr().(*net.TCPAddr)
	name := host
	if ip := net.ParseIP(host); ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		name = "localhost"
	}
	fmt.Printf("serving %s at http://%s/  (Ctrl+C stops)\n", dist, net.JoinHostPort(name, fmt.Sprint(at.Port)))
	return http.Serve(l, site.Handler(dist))
}
