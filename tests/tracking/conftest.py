"""A clinic whose measuring is made up: how records, charts and demo work is not about pixels."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from metrics.calibration import Calibration, OwnError
from metrics.colour import SkinColour
from metrics.density import LineFigures, RegionFigures
from metrics.face import FaceMeasurement
from metrics.supporting import ALGORITHM as ALGORITHM_BESIDE
from metrics.supporting import RegionSupport, SupportingFigures
from metrics.symmetry import Symmetry
from metrics.texture import Texture
from metrics.verdict import ALGORITHM, Change, PairMeasurement, RegionChange
from records.audit import AuditLog
from records.blobs import PhotoStore
from records.calibrations import keep_calibration, newest_calibration
from records.policies import KeptPolicy, keep_policy
from tests.recorded_client import PLANTED, add_recorded_client, add_research_rows
from tracking import analyse
from tracking.access import LOCAL_OWNER
from tracking.desk import Desk, open_desk
from tracking.intake import NewPhoto, take_in
from tracking.settings import Settings, read_settings
from treatments.policy import ClinicPolicy
from vision.align import Alignment
from vision.errors import Refusal
from vision.frame import FaceFrame
from vision.landmarks import Face, Pose
from vision.photo import Photo, read_photo
from vision.portrait import Portrait
from vision.quality import Finding
from vision.scale import Scale

OWN_ERROR = Calibration(
    2, 3, (OwnError("forehead", "severity", 9.0, 9.0, 12.7, 35.3, -20.0, 22.0),), 0.9, 0.9
)
FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
NO_SKIN = Refusal("too_little_visible_skin", "A fringe hides this region; pin it up.")


def picture(brightness):
    """A small photo that stands for a face: the brighter, the fewer lines."""
    stream = io.BytesIO()
    Image.new("RGB", (320, 320), (brightness,) * 3).save(stream, "PNG")
    return stream.getvalue()


def lines_of(portrait):
    return 100.0 - float(portrait.photo.pixels[0, 0, 0])


def made_up_portrait(data, landmarker):
    photo = read_photo(data)
    if isinstance(photo, Refusal):
        return photo
    if photo.pixels[0, 0, 0] == 0:
        return Refusal("no_face", "No face was found.")
    face = Face(np.zeros((478, 3)), np.eye(3), Pose(1.0, 2.0, 3.0), {"browDownLeft": 0.5})
    return Portrait(photo, face, Scale(0.1), (Finding("dark", "warn", 1.0, 2.0, "Turn up."),))


def made_up_face(portrait):
    density = lines_of(portrait)
    if density == 13:
        raise RuntimeError("a fault in the program")
    figures = LineFigures(20.0, 20 * density, density, 1.0, 7, 0.5, 0.1, density / 10)
    outline = np.zeros((4, 2))
    regions = {
        "forehead": RegionFigures("not_measured", NO_SKIN, outline, None),
        "glabella": RegionFigures("measured", None, outline, figures),
    }
    return FaceMeasurement(analyse.ALGORITHM, figures, regions, ())


def made_up_support(portrait):
    """The brighter the photo, the redder the skin and the higher the brows; no fringe, no tone."""
    red = 20.0 - lines_of(portrait) / 10
    colour = SkinColour(60.0, red, 15.0, 20.0, 3.0, 0.7, 0.8, None, NO_SKIN)
    texture = Texture(6.0, 0.2, 0.1, 0.05)
    regions = {
        "forehead": RegionSupport(0.2, None, NO_SKIN, None, NO_SKIN),
        "glabella": RegionSupport(3.0, colour, None, texture, None),
    }
    brows = Symmetry(red, red, 9.0, 9.0, 85.0, "frown")
    return SupportingFigures(
        ALGORITHM_BESIDE, regions, None, NO_SKIN, brows, None, {"frown": 0.5, "raise": 0.0}
    )


def made_up_pair(before, after):
    old, new = lines_of(before), lines_of(after)
    percent = 100 * (new - old) / old
    verdict = "within_error" if abs(percent) < 5 else ("fewer_lines", "more_lines")[percent > 0]
    density = Change(old, new, percent, 5.0, verdict)
    severity = Change(old / 10, new / 10, percent, 6.0, verdict)
    nothing = Change(None, None, None, None, "not_comparable")
    regions = {
        "forehead": RegionChange("not_comparable", NO_SKIN, nothing, nothing),
        "glabella": RegionChange("compared", None, density, severity),
    }
    photo = Photo(np.zeros((8, 8, 3), np.uint8), "0" * 64)
    frame = FaceFrame(np.zeros((8, 8, 3), np.float32), np.zeros((478, 2)), 3.0, np.eye(2, 3))
    still = np.zeros((8, 8, 2), np.float32)
    face = np.ones((8, 8), bool)
    return PairMeasurement(
        status="compared",
        reason=None,
        findings=(Finding("light", "info", 1.0, 2.0, "Same light, please.", "glabella"),),
        face=regions["glabella"],
        regions=regions,
        lines=(),
        alignment=Alignment(frame, frame, face, still, np.eye(3), 0.1, 1.0, (photo, photo)),
    )


class Made:
    """Counts what was measured and compared."""

    measured = 0
    compared = 0


@pytest.fixture
def made_up(monkeypatch):
    """Replace the model and the metrics; count how often they are asked."""
    made = Made()

    def face(portrait):
        made.measured += 1
        return made_up_face(portrait)

    def pair(before, after, *, study=None):
        made.compared += 1
        return made_up_pair(before[0], after[0])

    monkeypatch.setattr(analyse, "face_landmarker", lambda: None)
    monkeypatch.setattr(analyse, "read_portrait", made_up_portrait)
    monkeypatch.setattr(analyse, "measure_face", face)
    monkeypatch.setattr(analyse, "compare_visits", pair)
    monkeypatch.setattr(analyse, "supporting_figures", made_up_support)
    monkeypatch.setattr(analyse, "for_each", map)
    return made


@pytest.fixture
def desk(store, tmp_path):
    photos = PhotoStore((tmp_path / "photos").as_posix(), store.ring)
    policy = ClinicPolicy("Practice", ZoneInfo("Europe/Berlin"))
    return Desk(store, photos, AuditLog(tmp_path / "apart" / "head.json"), policy, LOCAL_OWNER)


def clinic_entry(key, brightnesses):
    """A client with one visit every 30 days, frowning more and more brightly."""
    days = [FIRST_DAY + timedelta(days=30 * number) for number in range(len(brightnesses))]
    return {
        "key": key,
        "name": f"{key.title()} Example",
        "birth_year": 1970,
        "visits": [
            {
                "at": day.isoformat(),
                "photos": [{"expression": "frown", "file": f"{key}/{number}.png"}],
            }
            for number, day in enumerate(days)
        ],
        "botox": [
            {
                "at": (FIRST_DAY + timedelta(hours=1)).isoformat(),
                "product": "onabotulinumtoxinA",
                "injections": [{"region": "glabella", "units": 4}] * 5,
            }
        ],
        "microcurrent": [
            {
                "at": (FIRST_DAY + timedelta(days=14)).isoformat(),
                "device": "Probe",
                "microampere": 320,
                "minutes": 20,
                "regions": ["forehead"],
            }
        ],
    }


def write_clinic(folder, clients):
    """Write a clinic of clients given as key to brightness of each visit."""
    for key, brightnesses in clients.items():
        (folder / key).mkdir(parents=True, exist_ok=True)
        for number, brightness in enumerate(brightnesses):
            (folder / key / f"{number}.png").write_bytes(picture(brightness))
    path = folder / "clinic.json"
    entries = [clinic_entry(key, brightnesses) for key, brightnesses in clients.items()]
    path.write_text(json.dumps({"clients": entries}))
    return path


@pytest.fixture
def make_clinic(tmp_path):
    return lambda clients: write_clinic(tmp_path / "clinic", clients)


@pytest.fixture
def photo_bytes():
    return picture


@pytest.fixture
def planted():
    return PLANTED


def add_measured_client(desk, photos=(50, 40)):
    """Add a client with a row in every table, and a measured photo for each brightness."""
    client_id = add_recorded_client(desk.store)
    with desk.store.writing() as session:
        policy = KeptPolicy(desk.policy.name, desk.policy.wait_days, "EUR", None)
        keep_policy(session, policy, decided_by=desk.actor.id)
    for number, brightness in enumerate(photos):
        take_in(
            desk,
            client_id=client_id,
            visited_at=FIRST_DAY + timedelta(days=30 * number),
            photos=[NewPhoto(picture(brightness), "frown")],
        )
    analyse.analyse(desk, [client_id], lambda *how_far: None)
    add_research_rows(desk.store, client_id)
    with desk.store.writing() as session:
        if newest_calibration(session, ALGORITHM) is None:
            keep_calibration(session, ALGORITHM, OWN_ERROR)
    return client_id


@pytest.fixture
def add_full_client(desk, made_up):
    return partial(add_measured_client, desk)


@pytest.fixture
def home(tmp_path, made_up):
    """A practice as it lies on a disk by default: everything in one folder, keys in another."""
    folders = {"RHYTID_DATA_DIR": tmp_path / "home", "RHYTID_KEY_DIR": tmp_path / "keys"}
    settings = read_settings({name: str(folder) for name, folder in folders.items()})
    opened = open_desk(settings)
    yield SimpleNamespace(
        desk=opened,
        settings=settings,
        folder=settings.data_dir,
        add_client=partial(add_measured_client, opened),
    )
    opened.store.close()


@pytest.fixture
def settings(desk, tmp_path):
    """Where the records of the desk are."""
    url = desk.store.engine.url.render_as_string(hide_password=False)
    return Settings(
        tmp_path / "data", url, desk.policy, desk.photos.url, desk.store.ring.apart.parent
    )


@pytest.fixture
def empty_settings(settings, databases, tmp_path):
    """An empty place of the same practice, on the same kind of database."""
    home = tmp_path / "elsewhere"
    url = databases.create(f"restored_{uuid4().hex[:8]}")
    return replace(
        settings, data_dir=home, database_url=url, photos_url=(home / "photos").as_posix()
    )
