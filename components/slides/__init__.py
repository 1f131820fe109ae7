"""The figures a second time: the same tidy frames as native, editable PowerPoint shapes."""
