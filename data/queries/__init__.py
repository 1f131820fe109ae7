"""Questions to the store: (store, state) -> a small tidy frame."""
