"""Pixels to geometry: photos, faces, scale, regions, visible skin, quality and alignment."""
