package webdriver

import (
	"bufio"
	"bytes"
	"net"
	"testing"
)

// peer is the other end of a socket, over which frames are written as a server writes them:
// without a mask.
func peer(t *testing.T) (*socket, net.Conn) {
	t.Helper()
	client, server := net.Pipe()
	t.Cleanup(func() { client.Close(); server.Close() })
	return &socket{conn: client, in: bufio.NewReader(client)}, server
}

// The frames of RFC 6455, section 5.7: a message in one part, one in two with a ping between.
func TestReceive(t *testing.T) {
	s, server := peer(t)
	pong := make(chan []byte, 1)
	go func() {
		server.Write([]byte{0x81, 0x05, 'H', 'e', 'l', 'l', 'o'})
		server.Write([]byte{0x01, 0x03, 'H', 'e', 'l'})
		server.Write([]byte{0x89, 0x02, 'h', 'i'})
		answer := make([]byte, 2+4+2)
		n, _ := server.Read(answer)
		pong <- answer[:n]
		server.Write([]byte{0x80, 0x02, 'l', 'o'})
		server.Write([]byte{0x88, 0x00})
	}()
	for range 2 {
		if got, err := s.receive(); err != nil || string(got) != "Hello" {
			t.Fatalf("received %q, %v", got, err)
		}
	}
	answer := <-pong
	if answer[0] != 0x8a || answer[1] != 0x82 {
		t.Errorf("the ping is answered by % x", answer)
	}
	for i := range "hi" {
		if answer[6+i]^answer[2+i] != "hi"[i] {
			t.Errorf("the pong holds % x", answer)
		}
	}
	if _, err := s.receive(); err != errClosed {
		t.Errorf("after the end: %v", err)
	}
}

// Lengths at which the header grows (RFC 6455, section 5.2), and the mask taken off again.
func TestSend(t *testing.T) {
	for _, c := range []struct{ n, header int }{{0, 2}, {125, 2}, {126, 4}, {65535, 4}, {65536, 10}} {
		s, server := peer(t)
		want := bytes.Repeat([]byte("x"), c.n)
		go s.send(want)
		frame := make([]byte, c.header+4+c.n)
		for read := 0; read < len(frame); {
			n, err := server.Read(frame[read:])
			if err != nil {
				t.Fatal(err)
			}
			read += n
		}
		mask, data := frame[c.header:c.header+4], frame[c.header+4:]
		for i := range data {
			data[i] ^= mask[i%4]
		}
		if frame[0] != 0x81 || frame[1]&0x80 == 0 || !bytes.Equal(data, want) {
			t.Errorf("%d bytes: frame begins % x", c.n, frame[:c.header])
		}
	}
}
