package selection

import "testing"

// TestQuantile: of n losses in order the quantile at confidence c is the one that a share c of them
// lies below, so that no more than 1-c lie above or at it.
func TestQuantile(t *testing.T) {
	for _, row := range []struct {
		n          int
		confidence float64
		want       float64
	}{{100, 0.95, 95}, {20, 0.95, 19}, {10, 0.5, 5}, {1, 0.95, 0}, {3, 1, 2}} {
		e := Evaluation{Period: Period{Confidence: row.confidence}}
		losses := make([]float64, row.n)
		for i := range losses {
			losses[i] = float64(row.n - 1 - i)
		}
		e.summarize(losses)
		if e.Quantile != row.want || e.Largest != float64(row.n-1) {
			t.Errorf("%d losses at %g: quantile %g, largest %g", row.n, row.confidence, e.Quantile, e.Largest)
		}
	}
}
