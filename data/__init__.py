"""The trials: curated files, their schema, the preloaded store, filters and queries."""
