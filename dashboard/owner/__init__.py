"""The parts of the owner's page."""
