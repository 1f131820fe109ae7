"""Workbooks in which a hospital writes its own protocols: the form, its reader, its template."""
