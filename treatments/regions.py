"""The regions of the face that treatments are recorded in.

The names are those of the face chart in ``vision.regions``; a test holds the two together, because
this room imports nothing.
"""

from collections.abc import Iterable

from treatments.errors import UnknownRegionError

REGIONS = (
    "forehead",
    "glabella",
    "crows_feet_left",
    "crows_feet_right",
    "under_eye_left",
    "under_eye_right",
    "bunny",
    "nasolabial_left",
    "nasolabial_right",
    "cheek_left",
    "cheek_right",
    "perioral",
    "marionette_left",
    "marionette_right",
    "chin",
)


def known_regions(names: Iterable[str]) -> frozenset[str]:
    """Return the names as a set.

    Raises
    ------
    UnknownRegionError
        A name is not on the face chart.
    """
    regions = frozenset(names)
    if unknown := sorted(regions - set(REGIONS)):
        raise UnknownRegionError(f"{', '.join(unknown)}: not one of {', '.join(REGIONS)}")
    return regions


def in_chart_order(regions: Iterable[str]) -> tuple[str, ...]:
    """Return the regions from forehead to chin, so that no text depends on their first order."""
    return tuple(sorted(known_regions(regions), key=REGIONS.index))


def in_words(regions: Iterable[str]) -> str:
    """Return ``"forehead, crow's feet left"`` for people to read."""
    names = (name.replace("crows_feet", "crow's feet") for name in in_chart_order(regions))
    return ", ".join(name.replace("_", " ") for name in names)
