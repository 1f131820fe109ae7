"""Gold standard of schedules: 120 arms labelled by hand, and the score of the reader on them."""
