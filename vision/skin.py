"""Which pixels are visible skin: no hair, brows, eyes, lips, nostrils, glasses, glare or shadow.

Geometry says where skin is expected (`face_zone`). What lies there but is not skin gives itself
away in two ways: by its colour, judged against the person's own cheeks, forehead and nose bridge,
so that no tone of skin is preferred; or by its texture, for hair, beard, lashes and rims have
much more fine contrast over a wider area than lines in skin.
"""

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d
from skimage.filters import apply_hysteresis_threshold
from skimage.morphology import remove_small_holes, remove_small_objects

from vision.colour import darkest_channel
from vision.frame import FaceFrame
from vision.regions import (
    BROWS,
    EYES,
    LIPS,
    NASION,
    NOSE,
    SKIN_SITES,
    UPPER_LIDS,
    face_outline,
    filled,
    region_polygons,
)

EYE_MARGIN_MM = 4.5
BROW_MARGIN_MM = 3.0
LID_MARGIN_MM = 0.5
LIP_MARGIN_MM = 2.0
NOSE_MARGIN_MM = 1.5

COARSE_PX_PER_MM = 1.5  # enough for the outline of hair; four times faster than the frame
SITE_RADIUS_MM = 6.0
LEAST_SPREAD = (0.09, 0.13, 0.13)  # of the skin's own L*, C*, C*: evenly lit skin varies this much
LEAST_CHROMA = 15.0
FOREIGN_CHROMA = 5.0  # standard deviations
HARD_SHADOW = -6.0
GLARE = 235.0
# Root mean square of fine log-lightness detail.
DETAIL_CAP = 0.08
HAIR_ROUGHNESS = 0.045
HAIR_CHROMA = 8.0  # standard deviations
HAIR_EDGE = 0.7  # of what hair must show, where it borders on certain hair: thin ends of a fringe
RIM_STRENGTH = 0.12
RIM_CHROMA = 4.0  # standard deviations; deep folds stay the colour of skin, rims do not
LEAST_PIECE_CM2 = 1.0
LEAST_HOLE_CM2 = 0.2
HAIR_SECTORS = 360


def _disk(radius_mm: float, px_per_mm: float) -> NDArray[np.uint8]:
    size = 2 * max(1, round(radius_mm * px_per_mm)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def face_zone(frame: FaceFrame) -> NDArray[np.bool_]:
    """Where skin is expected by the geometry of the face alone.

    The face outline without eyes, lashes and upper lids, brows, lips and the lower nose with the
    crease of its wings, each with a margin, as far as the photo reaches.

    Returns
    -------
    (h, w) bool ndarray
    """
    zone = filled(frame.shape, face_outline(frame))
    photo = frame.photo_outline()
    if photo is not None:
        zone &= filled(frame.shape, photo)
    features = (
        *((eye, EYE_MARGIN_MM) for eye in EYES),
        *((lid, LID_MARGIN_MM) for lid in UPPER_LIDS),
        *((brow, BROW_MARGIN_MM) for brow in BROWS),
        (LIPS, LIP_MARGIN_MM),
        (NOSE, NOSE_MARGIN_MM),
    )
    for landmarks, margin_mm in features:
        outline = frame.points[list(landmarks)]
        zone[filled(frame.shape, outline, margin_px=margin_mm * frame.px_per_mm) > 0] = 0
    return zone > 0


def _coarse(frame: FaceFrame, image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Image of the frame, area-averaged to the coarse scale."""
    ratio = COARSE_PX_PER_MM / frame.px_per_mm
    return np.asarray(
        cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA), np.float32
    )


def _blurred(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def _texture(
    frame: FaceFrame, zone: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Fine detail of log lightness, 0.15 to 0.6 mm, root mean square within some 3 mm of zone.

    Returns
    -------
    strength, roughness : (h, w) float32 ndarray
        As it is, and with strong detail capped, which tells hair all over from single deep lines.
    """
    grey = np.asarray(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2GRAY), np.float32)
    log_light = np.log(grey + 8)  # the offset keeps noise in the dark from counting
    detail = _blurred(log_light, 0.15 * frame.px_per_mm)
    detail -= _blurred(log_light, 0.6 * frame.px_per_mm)
    energy = detail * detail
    inside = zone.astype(np.float32)
    reach = 1.5 * COARSE_PX_PER_MM
    share = np.maximum(_blurred(_coarse(frame, inside), reach), 0.05)
    strength, roughness = (
        np.sqrt(_blurred(_coarse(frame, each * inside), reach) / share)
        for each in (energy, np.minimum(energy, DETAIL_CAP**2))
    )
    return strength, roughness


def _skin_offset(
    pixels: NDArray[np.float32], zone: NDArray[np.bool_], sites: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How far pixels lie from the person's own skin, in robust standard deviations.

    Returns
    -------
    lightness, chroma : (h, w) float32 ndarray
        Signed along L*, and distance in the plane of a*, b*.
    """
    lab = np.asarray(cv2.cvtColor(pixels / np.float32(255), cv2.COLOR_RGB2LAB), np.float32)
    lab = _blurred(lab, 0.6 * COARSE_PX_PER_MM)
    near = np.zeros(zone.shape, np.uint8)
    for x, y in np.round(sites).astype(int).tolist():
        cv2.circle(near, (x, y), round(SITE_RADIUS_MM * COARSE_PX_PER_MM), 1, -1)
    near_and_seen = (near > 0) & zone
    sample = lab[near_and_seen if near_and_seen.any() else zone]
    centre = np.median(sample, axis=0)
    own_chroma = max(float(np.hypot(centre[1], centre[2])), LEAST_CHROMA)
    spread = 1.48 * np.median(np.abs(sample - centre), axis=0)
    spread = np.maximum(spread, LEAST_SPREAD * np.array([centre[0], own_chroma, own_chroma]))
    offset = ((lab - centre) / spread).astype(np.float32)
    return offset[..., 0], np.hypot(offset[..., 1], offset[..., 2])


def _foreign(
    frame: FaceFrame, zone: NDArray[np.bool_], forehead: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Coarse masks of what is not skin, and of that part of it which may be hair.

    On the forehead hair thins out towards its edge, so that less of it is enough there beside
    certain hair; below the brows deep folds would pass for that.
    """
    pixels = _coarse(frame, frame.pixels)
    inside = _coarse(frame, zone.astype(np.float32)) > 0.5
    ratio = COARSE_PX_PER_MM / frame.px_per_mm
    lightness, chroma = _skin_offset(pixels, inside, frame.points[list(SKIN_SITES)] * ratio)
    strength, roughness = _texture(frame, zone)
    # Opening removes the narrow ridges of single lines and leaves what is rough all over.
    rough = cv2.morphologyEx(roughness, cv2.MORPH_OPEN, _disk(2.2, COARSE_PX_PER_MM))
    least = max(HAIR_ROUGHNESS, 3 * float(np.median(roughness[inside])))
    unlike = np.hypot(np.asarray(rough, np.float32) / least, chroma / HAIR_CHROMA)
    beside = cv2.dilate(chroma, _disk(1.5, COARSE_PX_PER_MM))
    rim = (strength > RIM_STRENGTH) & (np.asarray(beside) > RIM_CHROMA)
    off = ((chroma > FOREIGN_CHROMA) | (lightness < HARD_SHADOW)).astype(np.uint8)
    tinted = cv2.morphologyEx(off, cv2.MORPH_OPEN, _disk(0.7, COARSE_PX_PER_MM)) > 0
    glare = darkest_channel(pixels) > GLARE
    certain = (unlike > 1) | (tinted & (lightness < 0))
    thinning = apply_hysteresis_threshold(np.where(certain, np.inf, unlike), HAIR_EDGE, 1.0)
    hair = certain | (thinning & forehead)
    return hair | rim | tinted | glare, hair


def _behind_hair(
    hair: NDArray[np.bool_],
    forehead: NDArray[np.bool_],
    rim: NDArray[np.bool_],
    nasion: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Forehead that lies behind hair as seen from the nasion: gaps in a fringe, fine strands.

    Only hair that grows in over the rim of the face counts, not a mole or a stray brow hair.
    """
    _, pieces = cv2.connectedComponents((hair & forehead).astype(np.uint8))
    rooted = np.isin(pieces, np.setdiff1d(pieces[rim & forehead], 0))
    rows, columns = np.indices(hair.shape, np.float32)
    right, up = columns - np.float32(nasion[0]), np.float32(nasion[1]) - rows
    radius = np.hypot(right, up)
    sector = (np.arctan2(up, right) / (2 * np.pi) * HAIR_SECTORS).astype(int) % HAIR_SECTORS
    nearest = np.full(HAIR_SECTORS, np.inf, np.float32)
    np.minimum.at(nearest, sector[rooted], radius[rooted])
    nearest = minimum_filter1d(nearest, 5, mode="wrap")
    hidden: NDArray[np.bool_] = forehead & (radius >= nearest[sector])
    return hidden


def _tidy(foreign: NDArray[np.bool_], zone: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Share of skin, 0..1, of a zone: edges smoothed, small holes closed, small islands dropped."""
    cm2 = 100 * COARSE_PX_PER_MM**2
    skin = cv2.dilate(foreign.astype(np.uint8), _disk(0.7, COARSE_PX_PER_MM)) == 0
    # What lies outside the zone does not erode its edge.
    smooth = _blurred((skin | ~zone).astype(np.float32), 0.8 * COARSE_PX_PER_MM)
    mask = remove_small_objects((smooth > 0.5) & zone, max_size=int(LEAST_PIECE_CM2 * cm2))
    whole = remove_small_holes(mask, max_size=int(LEAST_HOLE_CM2 * cm2))
    return np.where(mask, smooth, whole).astype(np.float32)


def visible_skin(frame: FaceFrame) -> NDArray[np.bool_]:
    """Pixels of the face zone where skin is really seen.

    Returns
    -------
    (h, w) bool ndarray
    """
    zone = face_zone(frame)
    if np.count_nonzero(zone) < LEAST_PIECE_CM2 * (10 * frame.px_per_mm) ** 2:
        return np.zeros(frame.shape, bool)
    coarse_zone = _coarse(frame, zone.astype(np.float32))
    ratio = COARSE_PX_PER_MM / frame.px_per_mm
    polygons = region_polygons(frame)
    brow_to_rim = [(polygons[name] + 0.5) * ratio - 0.5 for name in ("forehead", "glabella")]
    forehead = filled(coarse_zone.shape, *brow_to_rim) > 0
    foreign, hair = _foreign(frame, zone, forehead)
    outline = filled(foreign.shape, (face_outline(frame) + 0.5) * ratio - 0.5)
    rim = cv2.erode(outline, _disk(2.0, COARSE_PX_PER_MM)) == 0
    foreign |= _behind_hair(hair, forehead, rim, frame.points[NASION] * ratio)
    skin = _tidy(foreign, coarse_zone > 0)
    fine = np.asarray(cv2.resize(skin, frame.shape[::-1], interpolation=cv2.INTER_LINEAR))
    return zone & (fine > 0.5)
