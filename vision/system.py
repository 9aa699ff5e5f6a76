"""Whether the machine has the shared libraries that MediaPipe and OpenCV link against.

Imports neither of them, so that it can speak before their loader fails.
"""

import ctypes
import sys
from collections.abc import Mapping

# Soname -> Debian package. MediaPipe links EGL and GLESv2, OpenCV's Qt links GL and GLib.
LIBRARIES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libGL.so.1": "libgl1",
    "libgthread-2.0.so.0": "libglib2.0-0",
}


def missing_libraries() -> str | None:
    """Say in one line how to install what is missing; None when nothing is.

    Only Linux is looked at: elsewhere the wheels bring everything along.
    """
    if not sys.platform.startswith("linux"):
        return None
    packages = [package for soname, package in LIBRARIES.items() if not _loads(soname)]
    if not packages:
        return None
    return f"Missing system libraries; run: sudo apt-get install -y {' '.join(packages)}"


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
