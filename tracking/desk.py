"""The records of a practice, open for work."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from records.photos import PhotoFolder
from records.schema import upgrade
from records.store import Store
from tracking.settings import Settings
from vision.errors import RhytidError


class UnknownRecordError(RhytidError):
    """A client, visit or photo is asked for that there is not."""


@dataclass(frozen=True)
class Desk:
    """What a use case works with: the database, the photos and the clinic's time zone."""

    store: Store
    photos: PhotoFolder
    zone: ZoneInfo


def open_desk(settings: Settings) -> Desk:
    """Open the records of a practice, brought to this version's tables."""
    store = Store(settings.database_url)
    upgrade(store)
    return Desk(store, PhotoFolder(settings.data_dir / "photos"), settings.zone)
