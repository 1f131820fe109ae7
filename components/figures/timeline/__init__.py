"""The treatment timeline: events on lanes, marks and labels on the days, and their key."""
