"""Tests of the schedules that are read by rule from words of arms."""
