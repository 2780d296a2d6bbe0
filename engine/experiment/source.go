package experiment

import "math/rand/v2"

// source is where the random numbers of one run come from. The zero value is ready for
// start.
type source struct {
	pcg  rand.PCG
	rand *rand.Rand
}

// start seeds the source for a run of a spec with the given seed. Stream tells apart what
// one run needs more than one source for.
func (s *source) start(seed uint64, stream, run int) *rand.Rand {
	if s.rand == nil {
		s.rand = rand.New(&s.pcg)
	}
	a := mix(seed) ^ mix(^uint64(stream))
	s.pcg.Seed(a, mix(a+uint64(run)))
	return s.rand
}

// mix is the finaliser of splitmix64 (Steele, Lea & Flood 2014): neighbouring numbers come
// out unlike.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// The streams of a seed.
const (
	streamGame     = 1               // E1: the game of a run
	streamOrder    = 2               // E2: the order of the agents in a run
	streamPoints   = 3               // E3: plus the number of the cell
	streamSplit    = 1 << 20         // which items are held out in a run; E3 has far fewer cells
	streamResample = streamSplit + 1 // which items a run draws for the bootstrap
	streamCrowd    = streamSplit + 2 // E1: the games of several users of a run
	streamTable    = -1
)
