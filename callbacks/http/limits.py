"""Limits on what a sender may ask for at once; all those of the server in one place.

The address has its own: gunicorn's ``--limit-request-line`` (8,190 bytes, Procfile) and
``data.link.query_string.MAX_QUERY_LENGTH`` (4,000 characters).
"""

LARGEST_BODY = 1_000_000
"""Bytes of a request's body. The largest that a page sends is under 100,000."""
LONGEST_TEXT = 10_000
"""Characters of one text within a callback's body: a link and what is typed are far shorter."""
LONGEST_LIST = 1_000
"""Values of one control, and controls of one family on a page."""
LARGEST_TEMPLATE = 20_000_000
"""Bytes of a presentation whose look a reader's deck takes on. Hospitals keep photographs in
theirs."""
LARGEST_DECK = LARGEST_TEMPLATE + LARGEST_BODY
"""Bytes of a deck that is sent as a form: figures, notes and perhaps a template."""
MOST_FORM_PARTS = 200
"""Fields of such a form: a figure and a note for each slide, and a few of the deck."""
DEEPEST = 12
"""Levels of lists and objects within one value, as in a click on a mark of a figure."""
