"""Schedules of treatment, read by rule from the words of registry records."""
