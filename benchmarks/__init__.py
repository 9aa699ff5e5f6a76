"""Accuracy, repeatability and speed, each rebuilt by one command."""
