package lab

import (
	"reflect"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// TestKindsAreWhole: every kind of experiment can be asked for and shown, once, and lacks nothing but what it
// may.
func TestKindsAreWhole(t *testing.T) {
	names := []string{}
	for _, k := range kinds {
		names = append(names, k.name)
		v := reflect.ValueOf(*k)
		for i := range v.NumField() {
			if f := v.Type().Field(i).Name; v.Field(i).IsZero() && !slices.Contains([]string{"own", "law", "charts"}, f) {
				t.Errorf("%s has no %s", k.name, f)
			}
		}
	}
	want := experiment.Kinds()
	slices.Sort(names)
	if slices.Sort(want); !slices.Equal(names, want) {
		t.Errorf("the figure shows %v, there are %v", names, want)
	}
}
