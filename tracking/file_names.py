"""Names of files."""


def as_text(name: str) -> str:
    """Write bytes of a name that are no UTF-8, which Python keeps as lone surrogates, as escapes.

    In JSON they are the escapes of the same surrogates, so that a program still finds the file.
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
