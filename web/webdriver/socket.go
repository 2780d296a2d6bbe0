package webdriver

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
)

// socket is the client's end of a WebSocket (RFC 6455), as far as text needs it: whole messages,
// which may come in parts, pings answered, no extension.
type socket struct {
	conn    net.Conn
	in      *bufio.Reader
	writing sync.Mutex
}

const (
	opMore  = 0
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10

	last   = 0x80 // of a message's parts
	masked = 0x80 // as all must be that a client sends

	mostMessage = 256 << 20 // bytes of a message: pictures come in one
)

var errClosed = errors.New("webdriver: the browser closed the connection")

// dial opens a socket to ws://address/path.
func dial(address, path string) (*socket, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	var key [16]byte
	rand.Read(key[:])
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: "+
		"Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n",
		path, address, base64.StdEncoding.EncodeToString(key[:]))
	if err != nil {
		return nil, err
	}
	s := &socket{conn: conn, in: bufio.NewReader(conn)}
	response, err := http.ReadResponse(s.in, nil)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		return nil, fmt.Errorf("webdriver: %s%s answers %s", address, path, response.Status)
	}
	return s, nil
}

// send sends one message.
func (s *socket) send(text []byte) error { return s.write(opText, text) }

func (s *socket) write(op byte, data []byte) error {
	frame := []byte{last | op}
	switch n := len(data); {
	case n < 126:
		frame = append(frame, masked|byte(n))
	case n < 1<<16:
		frame = binary.BigEndian.AppendUint16(append(frame, masked|126), uint16(n))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, masked|127), uint64(n))
	}
	var mask [4]byte
	rand.Read(mask[:])
	frame = append(frame, mask[:]...)
	for i, b := range data {
		frame = append(frame, b^mask[i%4])
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	_, err := s.conn.Write(frame)
	return err
}

// receive waits for one message.
func (s *socket) receive() ([]byte, error) {
	var message []byte
	for {
		head, data, err := s.read()
		if err != nil {
			return nil, err
		}
		switch head & 0x0f {
		case opClose:
			return nil, errClosed
		case opPing:
			if err := s.write(opPong, data); err != nil {
				return nil, err
			}
		case opText, opMore:
			if message = append(message, data...); head&last != 0 {
				return message, nil
			}
		}
	}
}

// read reads one frame: its first byte and its data.
func (s *socket) read() (head byte, data []byte, err error) {
	var two [2]byte
	if _, err := io.ReadFull(s.in, two[:]); err != nil {
		return 0, nil, err
	}
	n := uint64(two[1] &^ masked)
	if more := map[uint64]int{126: 2, 127: 8}[n]; more > 0 {
		var size [8]byte
		if _, err := io.ReadFull(s.in, size[8-more:]); err != nil {
			return 0, nil, err
		}
		n = binary.BigEndian.Uint64(size[:])
	}
	if n > mostMessage {
		return 0, nil, fmt.Errorf("webdriver: a message of %d bytes, at most %d are read", n, mostMessage)
	}
	data = make([]byte, n)
	_, err = io.ReadFull(s.in, data)
	return two[0], data, err
}

func (s *socket) close() { s.conn.Close() }
