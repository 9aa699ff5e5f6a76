"""Names of files: which are photos, and how one is written that is no text."""

from pathlib import PurePath

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp")


def is_photo(path: str) -> bool:
    """Whether a path below a folder is that of a photo.

    What is hidden is none, such as the ``._01.jpg`` that macOS leaves on other systems.
    """
    hidden = any(name.startswith(".") for name in PurePath(path).parts)
    return path.lower().endswith(PHOTO_ENDINGS) and not hidden


def as_text(name: str) -> str:
    """Write bytes of a name that are no UTF-8, which Python keeps as lone surrogates, as escapes.

    In JSON they are the escapes of the same surrogates, so that a program still finds the file.
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
