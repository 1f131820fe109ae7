"""The index of a store: codes and rows as arrays, by which half a million trials are counted."""
