"""The data model: columns and their types, allowed values, countries and regions of the map."""
