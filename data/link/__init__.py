"""The link of a view: query string, filters and options, each parser beside its serialiser."""
