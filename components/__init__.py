"""Everything the user sees: views, figures, controls, cards and pages."""
