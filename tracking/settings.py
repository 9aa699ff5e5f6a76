"""Where Rhytid keeps its records."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

DATABASE_FILE = "rhytid.sqlite3"


@dataclass(frozen=True)
class Settings:
    """What a practice may set from outside.

    Attributes
    ----------
    data_dir : Path
        Folder of the photos and, unless `database_url` names a server, of the database.
    database_url : str
        SQLAlchemy URL, ``sqlite:///...`` or ``postgresql://...``.
    zone : ZoneInfo
        The clinic's time zone: days are counted in it, and a camera's clock is read in it.
    """

    data_dir: Path
    database_url: str
    zone: ZoneInfo


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment.

    ``RHYTID_DATA_DIR`` (default ``data``), ``RHYTID_DATABASE_URL`` (default an SQLite file in that
    folder) and ``RHYTID_TIME_ZONE`` (default ``UTC``; a name such as ``Europe/Berlin``).
    """
    values = os.environ if environment is None else environment
    data_dir = Path(values.get("RHYTID_DATA_DIR") or "data").resolve()
    embedded = f"sqlite:///{(data_dir / DATABASE_FILE).as_posix()}"
    return Settings(
        data_dir,
        values.get("RHYTID_DATABASE_URL") or embedded,
        ZoneInfo(values.get("RHYTID_TIME_ZONE") or "UTC"),
    )
