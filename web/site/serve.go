package site

import (
	"fmt"
	"net"
	"net/http"
	"path"
)

// mimeTypes are the types that matter to the page; the host's own table is not asked, as
// it differs between machines.
var mimeTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".json": "application/json",
	".txt":  "text/plain; charset=utf-8",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".gz":   "application/gzip",
	".wasm": "application/wasm",
}

// Handler serves the folder dist as a plain static host would. A .gz file is sent as the
// bytes it is: the page unpacks it.
func Handler(dist string) http.Handler {
	files := http.FileServer(http.Dir(dist))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		if t := mimeTypes[path.Ext(r.URL.Path)]; t != "" {
			h.Set("Content-Type", t)
		}
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Content-Type-Options", "nosniff")
		files.ServeHTTP(w, r)
	})
}

// Listen opens host:port, or any free port of host when that one is taken.
func Listen(host string, port int) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, fmt.Sprint(port)))
	if err == nil {
		return l, nil
	}
	l, free := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if free != nil {
		return nil, err
	}
	return l, nil
}
