"""Exceptions of the room."""

from vision.errors import RhytidError


class StudyError(RhytidError):
    """A table cannot be read, or a question is asked that cannot be answered from it."""
