//go:build e2e

package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/web/site"
)

// onHosts skips a test that starts servers and tools of others, where nobody asked for it.
func onHosts(t *testing.T) {
	t.Helper()
	if os.Getenv("EMERGENT_HOSTS") == "" {
		t.Skip("EMERGENT_HOSTS is not set: run ./build.sh hosts")
	}
}

// place is where a server is to be: its port, a folder of its own, and the files to serve.
type place struct {
	*testing.T
	port       int
	dir, files string
}

// published is a host of the figure's files as readers meet it.
type published struct {
	name  string
	start func(p place) (stop func())
	at    string // of the figure below the host's address
	query string // of the figure; empty: that of a preset
	says  string // part of what the reader is told, where the figure cannot run there
	http2 bool
}

// Every host is visited by these engines.
var visitors = []string{"Chromium", "Firefox"}

var hosts = []published{
	{name: "nginx", start: nginx("")},
	{name: "nginx, `gzip_static always; gunzip on;`", start: nginx("gzip_static always; gunzip on;")},
	{name: "nginx, `gzip on; gzip_types *;` (packs twice)", start: nginx("gzip on; gzip_types *; gzip_min_length 1;")},
	{name: "nginx, `location ~ \\.gz$ { types {} default_type application/wasm; add_header Content-Encoding gzip; }` " +
		"(a bucket's metadata)",
		start: nginx(`location ~ \.gz$ { types {} default_type application/wasm; add_header Content-Encoding gzip; }`)},
	{name: "nginx, `.gz` as `text/plain`", start: nginx(`location ~ \.gz$ { types {} default_type text/plain; }`)},
	{name: "nginx, HTTP/2", start: nginx("#TLS"), http2: true},
	{name: "nginx, `add_header Content-Security-Policy \"default-src 'self'\";`",
		start: nginx(`add_header Content-Security-Policy "default-src 'self'";`), says: "'wasm-unsafe-eval'"},
	{name: "nginx, `add_header Content-Security-Policy \"script-src 'self' 'wasm-unsafe-eval'\";`",
		start: nginx(`add_header Content-Security-Policy "script-src 'self' 'wasm-unsafe-eval'";`)},
	{name: "nginx, `Cross-Origin-Opener-Policy: same-origin`, `Cross-Origin-Embedder-Policy: require-corp`",
		start: nginx(`add_header Cross-Origin-Opener-Policy same-origin; add_header Cross-Origin-Embedder-Policy ` +
			`require-corp; add_header Cross-Origin-Resource-Policy cross-origin;`)},
	{name: "nginx, one page for every unknown address (`try_files $uri /index.html;`)",
		start: nginx("location / { try_files $uri /index.html; }")},
	{name: "the same without the programs", start: nginx(`location ~ \.gz$ { try_files /nowhere /index.html; }`),
		says: "is not the compiled figure"},
	{name: "Apache, Debian's `mime.conf`, `Options MultiViews`", start: apache("")},
	{name: "Apache, `AddEncoding x-gzip .gz`", start: apache("RemoveType .gz\nAddEncoding x-gzip .gz")},
	{name: "Apache, `AddEncoding gzip .gz` and `AddType application/x-gzip .gz`",
		start: apache("AddEncoding gzip .gz\nAddType application/x-gzip .gz")},
	{name: "Apache, `SetOutputFilter DEFLATE`", start: apache("SetOutputFilter DEFLATE")},
	{name: "Caddy, `file_server`", start: caddy("file_server")},
	{name: "Caddy, `encode zstd gzip` and `file_server { precompressed gzip }`",
		start: caddy("encode zstd gzip\nfile_server {\nprecompressed gzip\n}")},
	{name: "`python3 -m http.server`", start: python},
	{name: "`npx serve` with `\"cleanUrls\": false`", start: serve},
	{name: "a subfolder, as on GitHub Pages", start: inGo(func(files http.Handler) http.Handler {
		return http.StripPrefix("/repository/figure", files)
	}), at: "repository/figure/"},
	{name: "a host that answers no ranges", start: inGo(without("Range"))},
	{name: "a host that knows pages, scripts and styles, and sends the rest as `application/octet-stream`",
		start: inGo(typed("application/octet-stream", ".html", ".js", ".css"))},
	{name: "a host that sends everything but pages as `application/octet-stream`",
		start: inGo(typed("application/octet-stream", ".html")), says: "text/javascript"},
	{name: "the same, `standalone.html`", start: inGo(typed("application/octet-stream", ".html")),
		query: "standalone.html?preset=judge&scene=equilibrium"},
}

// Every host serves the figure, with its lab, to other sites and without a network, or the reader is
// told why not.
func TestHosts(t *testing.T) {
	onHosts(t)
	files := everybodys(t)
	results := map[string][]string{}
	var names []string
	for _, e := range browsers {
		if !strings.Contains(strings.Join(visitors, " "), e.name) {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			v := e.visit(t)
			v.size(1100, 700)
			names = append(names, v.Version())
			for _, h := range hosts {
				says := ""
				t.Run(h.name, func(t *testing.T) {
					says = "fails"
					says = h.read(enter(t, v.Browser, nil), files)
				})
				results[h.name] = append(results[h.name], says)
			}
		})
	}
	rows := make([][]string, len(hosts))
	for i, h := range hosts {
		rows[i] = append([]string{h.name}, results[h.name]...)
	}
	publish(t, "hosts", append([]string{"host"}, names...), rows)
}

// publish writes a table of docs/hosting.md, when all of it was run.
func publish(t *testing.T, table string, head []string, rows [][]string) {
	t.Helper()
	for _, row := range rows {
		if len(row) != len(head) || slices.Contains(row, "") {
			return
		}
	}
	if name := os.Getenv("EMERGENT_TABLE"); name != "" {
		writeTable(t, name, table, head, rows)
	}
}

// everybodys is a copy of the built page that a server's own user can read.
func everybodys(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "published")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(dir, "dist"), os.DirFS(dist)); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "dist")
}

// read is one visit; it returns what the table says of it.
func (h published) read(v *visitor, files string) string {
	v.tolerate = []string{"ServiceWorker", "Content-Security-Policy", "Content Security Policy",
		"CSP", "WebAssembly", "posters", "NS_ERROR", "ERR_", "MIME", "404",
		"Error in input stream"} // Firefox says so of a page that is left while it loads
	dir, err := os.MkdirTemp("", "server") // the test's own has its name, in which nginx reads braces
	if err != nil {
		v.Fatal(err)
	}
	v.Cleanup(func() { os.RemoveAll(dir) })
	p := place{v.T, freePort(v.T), dir, files}
	stop := h.start(p)
	v.Cleanup(stop)
	scheme := "http"
	if h.http2 {
		scheme = "https"
	}
	address := fmt.Sprintf("%s://127.0.0.1:%d/%s", scheme, p.port, h.at)
	query := "stage.html?preset=judge&scene=equilibrium"
	if h.query != "" {
		query = h.query
	}
	v.navigate(address + query)
	if h.says != "" {
		v.until("!document.getElementById('broken').hidden")
		v.until(fmt.Sprintf("document.getElementById('broken-text').textContent.includes(%q)", h.says))
		return "says: “" + read[string](v, "document.getElementById('broken-text').textContent") + "”"
	}
	v.until("document.documentElement.dataset.state === 'live'")
	same(v.T, "on "+h.name, v.scenario(), preset(v.T, "judge"))
	if h.http2 {
		if got := read[string](v, "performance.getEntriesByType('navigation')[0].nextHopProtocol"); got != "h2" {
			v.Errorf("it came by %s", got)
		}
	}
	v.runLab()
	if h.query != "" || h.http2 { // one file is not framed by the element; a made-up certificate is trusted by no frame
		return "works"
	}
	h.framed(v, address)
	h.offline(v, address, stop)
	return "works"
}

// framed is the element on another site.
func (h published) framed(v *visitor, address string) {
	v.Helper()
	v.navigate(other(v.T, nil, figures(strings.TrimSuffix(address, "/"),
		`<emergent-alignment id="figure" preset="rivals" height="480"></emergent-alignment>`)))
	v.eval("figure.ready")
	same(v.T, "framed", v.scenarioOf("figure.getScenario()"), preset(v.T, "rivals"))
}

// offline visits once more when the server is gone.
func (h published) offline(v *visitor, address string, stop func()) {
	v.Helper()
	v.navigate(address + "stage.html")
	v.until("navigator.serviceWorker.getRegistration().then((r) => r?.active?.state === 'activated')")
	stop()
	v.navigate(address + "stage.html?preset=pharma")
	v.until("document.documentElement.dataset.state === 'live'")
	same(v.T, "without its host", v.scenario(), preset(v.T, "pharma"))
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// run starts a server's program and waits until somebody listens at its port.
func (p place) run(name string, args ...string) func() {
	p.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		p.Skipf("%s is not installed", name)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = p.files
	cmd.Env = append(os.Environ(), "XDG_DATA_HOME="+p.dir, "XDG_CONFIG_HOME="+p.dir)
	said := &strings.Builder{}
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		p.Fatal(err)
	}
	stop := func() {
		if cmd.ProcessState == nil {
			cmd.Process.Signal(os.Interrupt) // their children end with them
			time.AfterFunc(patience, func() { cmd.Process.Kill() })
			cmd.Wait()
		}
	}
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.port)); err == nil {
			conn.Close()
			return stop
		}
		if time.Now().After(end) {
			stop()
			p.Fatalf("%s does not listen: %s", name, said)
		}
	}
}

// config writes a server's configuration.
func (p place) config(text string) string {
	p.Helper()
	name := filepath.Join(p.dir, "config")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		p.Fatal(err)
	}
	return name
}

func nginx(extra string) func(place) func() {
	return func(p place) func() {
		listen := fmt.Sprintf("listen 127.0.0.1:%d;", p.port)
		if extra == "#TLS" {
			cert, key := certificate(p)
			listen = fmt.Sprintf("listen 127.0.0.1:%d ssl http2; ssl_certificate %s; ssl_certificate_key %s;",
				p.port, cert, key)
		}
		user := ""
		if os.Getuid() == 0 {
			user = "user root;"
		}
		config := p.config(fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log stderr; worker_processes 1; %[2]s
events {}
http {
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
  server { %[3]s root %[4]s; %[5]s
  }
}`, p.dir, user, listen, p.files, extra))
		return p.run("nginx", "-p", p.dir, "-c", config)
	}
}

func apache(extra string) func(place) func() {
	return func(p place) func() {
		var modules strings.Builder
		for _, name := range []string{"mpm_event", "authz_core", "dir", "mime", "negotiation", "filter", "deflate"} {
			fmt.Fprintf(&modules, "LoadModule %[1]s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", name)
		}
		return p.run("apache2", "-D", "FOREGROUND", "-f", p.config(fmt.Sprintf(`%sListen 127.0.0.1:%d
ServerName localhost
DefaultRuntimeDir %[3]s
PidFile %[3]s/pid
ErrorLog %[3]s/log
User www-data
Group www-data
Include /etc/apache2/mods-available/mime.conf
DocumentRoot %[4]s
<Directory %[4]s>
Require all granted
Options FollowSymLinks MultiViews
%[5]s
</Directory>
`, modules.String(), p.port, p.dir, p.files, extra)))
	}
}

func caddy(extra string) func(place) func() {
	return func(p place) func() {
		config := p.config(fmt.Sprintf("{\nadmin off\nauto_https off\n}\nhttp://127.0.0.1:%d {\nroot * %s\n%s\n}\n",
			p.port, p.files, extra))
		return p.run("caddy", "run", "--config", config, "--adapter", "caddyfile")
	}
}

func python(p place) func() {
	return p.run("python3", "-m", "http.server", "--bind", "127.0.0.1", fmt.Sprint(p.port))
}

// serve is the server of the npm package of that name, which stays installed.
func serve(p place) func() {
	root, err := filepath.Abs("../../.cache/hosts")
	if err != nil {
		p.Fatal(err)
	}
	if said, err := exec.Command("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--prefix", root,
		"serve@14").CombinedOutput(); err != nil {
		p.Skipf("npm install serve: %v %s", err, said)
	}
	config := p.config(fmt.Sprintf(`{"cleanUrls": false, "public": %q}`, p.files))
	return p.run("node", filepath.Join(root, "node_modules", "serve", "build", "main.js"), "--no-clipboard",
		"--no-port-switching", "-c", config, "-l", fmt.Sprintf("tcp://127.0.0.1:%d", p.port))
}

// inGo is a server of this test's own, with habits.
func inGo(habit func(http.Handler) http.Handler) func(place) func() {
	return func(p place) func() {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", p.port))
		if err != nil {
			p.Fatal(err)
		}
		s := httptest.NewUnstartedServer(habit(site.Handler(p.files)))
		s.Listener.Close()
		s.Listener = l
		s.Start()
		return func() { s.CloseClientConnections(); s.Close() }
	}
}

// without hears nothing of a header.
func without(header string) func(http.Handler) http.Handler {
	return func(files http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Del(header)
			files.ServeHTTP(w, r)
		})
	}
}

// typed knows the types of some kinds of files, and calls all others by one.
func typed(other string, known ...string) func(http.Handler) http.Handler {
	return func(files http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !slices.Contains(known, path.Ext(r.URL.Path)) && !strings.HasSuffix(r.URL.Path, "/") {
				w = calling{w, other}
			}
			files.ServeHTTP(w, r)
		})
	}
}

// calling sends a file as of one type, and lets browsers guess.
type calling struct {
	http.ResponseWriter
	kind string
}

func (w calling) WriteHeader(code int) {
	w.Header().Set("Content-Type", w.kind)
	w.Header().Del("X-Content-Type-Options")
	w.ResponseWriter.WriteHeader(code)
}

// certificate makes one for this machine, which nobody has signed, and its key.
func certificate(p place) (cert, key string) {
	p.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		p.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		p.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		p.Fatal(err)
	}
	cert, key = filepath.Join(p.dir, "cert"), filepath.Join(p.dir, "key")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: signed},
		key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			p.Fatal(err)
		}
	}
	return cert, key
}
