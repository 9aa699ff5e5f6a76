"""Geometry and pixels to numbers: lines, density, texture, colour and change."""
