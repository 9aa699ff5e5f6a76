"""Where Rhytid keeps its records."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from treatments.policy import DEFAULT_WAIT_DAYS, ClinicPolicy

DATABASE_FILE = "rhytid.sqlite3"


class SignIn(StrEnum):
    """How Rhytid finds out who sits at the browser."""

    LOCAL = "local"
    ACCOUNTS = "accounts"
    OIDC = "oidc"


@dataclass(frozen=True)
class Settings:
    """What a practice may set from outside.

    Attributes
    ----------
    data_dir : Path
        Folder of the photos and, unless `database_url` names a server, of the database.
    database_url : str
        SQLAlchemy URL, ``sqlite:///...`` or ``postgresql://...``.
    policy : ClinicPolicy
        The wait between Botox and microcurrent, and the clinic's time zone: days are counted in
        it, and a camera's clock is read in it.
    photos_url : str
        Where the sealed photos are: a folder, or a URL that fsspec opens.
    key_dir : Path
        Folder of clinic keys, away from the data and its backups.
    passphrase : str
        Opens the key ring instead of a key file; empty for the key file.
    sign_in : SignIn
        Not at all, on this computer only; with a password; or at an identity provider.
    hosts : tuple of str
        Names under which browsers reach Rhytid, besides those of this computer.
    """

    data_dir: Path
    database_url: str
    policy: ClinicPolicy
    photos_url: str
    key_dir: Path
    passphrase: str = field(default="", repr=False)
    sign_in: SignIn = SignIn.LOCAL
    hosts: tuple[str, ...] = ()


def clinic_zone(environment: Mapping[str, str] | None = None) -> ZoneInfo:
    """Return the zone of the clock on the clinic's wall, in whose days everything is told."""
    values = os.environ if environment is None else environment
    return ZoneInfo(values.get("RHYTID_TIME_ZONE") or "UTC")


def holds_no_records(settings: Settings) -> bool:
    """Tell whether there is no database yet, as on a computer that only measures photos."""
    embedded = settings.data_dir / DATABASE_FILE
    return settings.database_url.endswith(embedded.as_posix()) and not embedded.exists()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment.

    ``RHYTID_DATA_DIR`` (default ``data``), ``RHYTID_DATABASE_URL`` (default an SQLite file in that
    folder), ``RHYTID_TIME_ZONE`` (default ``UTC``; a name such as ``Europe/Berlin``),
    ``RHYTID_PHOTOS_URL`` (default ``photos`` in that folder), ``RHYTID_KEY_DIR`` (default in the
    user's configuration), ``RHYTID_PASSPHRASE`` (default none: a key file), ``RHYTID_WAIT_DAYS``
    (default 14), ``RHYTID_POLICY_NAME``, the name under which that wait is shown,
    ``RHYTID_SIGN_IN`` (default ``local``; ``accounts`` or ``oidc``) and ``RHYTID_HOSTS`` (default
    none; names with commas between them).

    Raises
    ------
    ValueError
        A setting is not one of its values.
    """
    values = os.environ if environment is None else environment
    data_dir = Path(values.get("RHYTID_DATA_DIR") or "data").resolve()
    embedded = f"sqlite:///{(data_dir / DATABASE_FILE).as_posix()}"
    return Settings(
        data_dir,
        values.get("RHYTID_DATABASE_URL") or embedded,
        ClinicPolicy(
            values.get("RHYTID_POLICY_NAME") or "Rhytid's default",
            clinic_zone(values),
            int(values.get("RHYTID_WAIT_DAYS") or DEFAULT_WAIT_DAYS),
        ),
        values.get("RHYTID_PHOTOS_URL") or (data_dir / "photos").as_posix(),
        Path(values.get("RHYTID_KEY_DIR") or _user_configuration(values) / "rhytid").resolve(),
        values.get("RHYTID_PASSPHRASE") or "",
        SignIn(values.get("RHYTID_SIGN_IN") or SignIn.LOCAL),
        tuple(host.strip().lower() for host in values.get("RHYTID_HOSTS", "").split(",") if host),
    )


def _user_configuration(values: Mapping[str, str]) -> Path:
    if os.name == "nt":
        return Path(values.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    return Path(values.get("XDG_CONFIG_HOME") or Path.home() / ".config")
