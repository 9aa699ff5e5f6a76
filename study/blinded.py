"""The one way to a picture for blinded readers: of who agreed to research, and only pixels."""

import numpy as np
from numpy.typing import NDArray

from records.blobs import PhotoDamagedError, PhotoMissingError, PhotoName
from records.consents import Purpose, consented_clients
from tracking.access import Action
from tracking.desk import Desk
from vision.errors import Refusal
from vision.photo import read_photo


def blinded_picture(desk: Desk, client_id: str, sha256: str) -> NDArray[np.uint8] | None:
    """Open a photo for a reader who must not know whose it is or when it was taken.

    Parameters
    ----------
    desk : Desk
    client_id : str
    sha256 : str
        Of the photo.

    Returns
    -------
    (h, w, 3) uint8 ndarray or None
        sRGB without metadata; None when the client's consent to research does not hold, or the
        photo is gone or damaged.
    """
    with desk.reading(Action.SEE_BLINDED_PICTURES, client_id) as session:
        if client_id not in consented_clients(session, Purpose.RESEARCH):
            return None
    try:
        photo = read_photo(desk.photos.get(PhotoName(client_id, sha256)))
    except (PhotoMissingError, PhotoDamagedError):
        return None
    return None if isinstance(photo, Refusal) else photo.pixels
