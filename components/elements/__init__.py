"""Elements that pages are built of: cards, controls, links, tables, markup."""
