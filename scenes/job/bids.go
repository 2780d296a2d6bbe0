package job

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"

	"github.com/emergent-alignment/emergent/engine"
)

// bidBytes is what a bid is packed in: its agent and two numbers.
const bidBytes = 1 + 8 + 8

// packBids writes bids in base64, every bit of their numbers kept. Agents are fewer than 256.
func packBids(path []engine.Bid) string {
	packed := make([]byte, 0, bidBytes*len(path))
	for _, b := range path {
		packed = append(packed, byte(b.Agent))
		packed = binary.LittleEndian.AppendUint64(packed, math.Float64bits(b.User))
		packed = binary.LittleEndian.AppendUint64(packed, math.Float64bits(b.Value))
	}
	return base64.StdEncoding.EncodeToString(packed)
}

// unpackBids reads what packBids wrote.
func unpackBids(text string) ([]engine.Bid, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(packed)%bidBytes != 0 {
		return nil, errors.New("job: the bids of a reply are damaged")
	}
	path := make([]engine.Bid, len(packed)/bidBytes)
	for i := range path {
		b := packed[i*bidBytes:]
		path[i] = engine.Bid{
			Agent: int(b[0]),
			User:  math.Float64frombits(binary.LittleEndian.Uint64(b[1:])),
			Value: math.Float64frombits(binary.LittleEndian.Uint64(b[9:])),
		}
	}
	return path, nil
}
