"""Use cases, one per file: what people do with Rhytid, free of any user interface."""
