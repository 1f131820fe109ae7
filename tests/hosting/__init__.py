"""Several instances behind a real nginx, and a real Redis between them."""
