"""Where Rhytid keeps its records."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
    """

    data_dir: Path
    database_url: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``RHYTID_DATA_DIR`` (default ``data``) and ``RHYTID_DATABASE_URL``."""
    values = os.environ if environment is None else environment
    data_dir = Path(values.get("RHYTID_DATA_DIR") or "data").resolve()
    embedded = f"sqlite:///{(data_dir / DATABASE_FILE).as_posix()}"
    return Settings(data_dir, values.get("RHYTID_DATABASE_URL") or embedded)
