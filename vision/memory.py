"""Memory that one photo took is kept for the next, instead of returned and asked for again.

Memory from the operating system comes in pages that are cleared when first touched. For photos of
12 megapixels that took an eighth of all computing, photo after photo.
"""

import ctypes

from PIL import Image

PILLOW_BLOCKS = 3
"""Blocks of 16 MB that Pillow keeps; 12 megapixels take as many."""

HEAP_BYTES = 192 * 1024**2
"""The C library keeps as much that is free, and takes what is smaller from what it keeps."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's malloc.h


def keep_memory() -> None:
    """Keep freed memory in this process, within bounds."""
    Image.core.set_blocks_max(PILLOW_BLOCKS)  # type: ignore[attr-defined]  # documented, untyped
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return  # another C library than glibc, which decides for itself
    mallopt(_TRIM_THRESHOLD, HEAP_BYTES)
    mallopt(_MMAP_THRESHOLD, HEAP_BYTES)
