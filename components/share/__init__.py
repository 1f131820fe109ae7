"""Files of a view: its table, picture, slides and citation, and the words that travel with them."""
