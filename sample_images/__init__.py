"""Rendered people with known wrinkle lines: the phantom, and the demo clinic made with it."""
