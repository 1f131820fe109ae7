"""Help with the keys: the button in the header and the dialog that it opens.

assets/keys.js holds what the keys do; everything they do has a control of its own as well.
"""

from dash import html

from components.elements import ids

KEYS = (
    ("/", "Search the trials: go to the text filter"),
    ("f", "Filters: go to the first one"),
    ("d", "Download: open the export menu of the figure in view"),
    ("p", "Present the figure in view on the full screen"),
    ("Alt ↑ ↓", "In the deck: move the figure up or down"),
    ("?", "Show or hide this help"),
)
PRESENTING_KEYS = (
    ("→  ↓  Page Down  Space", "Next figure"),
    ("←  ↑  Page Up", "Figure before"),
    ("Home  End", "First, last figure"),
    ("Esc", "Leave the presentation"),
)


def help_button() -> html.Button:
    return html.Button(
        "Keys",
        id=ids.HELP_BUTTON,
        className="help-button",
        **{"aria-haspopup": "dialog", "aria-label": "Keys: help", "aria-keyshortcuts": "?"},
    )


def _key_table(keys: tuple[tuple[str, str], ...]) -> html.Table:
    rows = [
        html.Tr(
            [
                html.Th([html.Kbd(key) for key in names.split("  ")], scope="row"),
                html.Td(words),
            ]
        )
        for names, words in keys
    ]
    return html.Table(html.Tbody(rows), className="key-table")


def help_dialog() -> html.Dialog:
    """The keys in words, and the switch that turns single-key shortcuts off (WCAG 2.1.4)."""
    return html.Dialog(
        [
            html.H2("Keys", id=ids.title(ids.HELP_DIALOG)),
            _key_table(KEYS),
            html.H3("In a presentation"),
            _key_table(PRESENTING_KEYS),
            html.P(
                "Figures and filters are also reached with Tab; tables with the arrow keys.",
                className="muted small",
            ),
            html.Div(
                [
                    html.Button(
                        "Shortcuts of one key",
                        id=ids.KEYS_SWITCH,
                        className="keys-switch",
                        role="checkbox",
                        **{"aria-checked": "true"},
                    ),
                    html.Button("Close", className="help-close"),
                ],
                className="help-actions",
            ),
        ],
        id=ids.HELP_DIALOG,
        className="help-dialog",
        **{"aria-labelledby": ids.title(ids.HELP_DIALOG)},
    )
