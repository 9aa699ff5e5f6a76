"""The clinic measures its own error on repeats of one person, and judges by it from then on."""

from collections.abc import Sequence
from pathlib import Path

from metrics.calibration import Calibration, calibrate
from metrics.verdict import ALGORITHM
from records.calibrations import KeptCalibration, keep_calibration, newest_calibration
from tracking.access import Action
from tracking.desk import Desk
from tracking.folders import shots_of
from tracking.measure import face_landmarker, read_file
from tracking.workers import for_each
from vision.errors import Refusal
from vision.portrait import Portrait, read_portrait

NO_POSES = Refusal(
    "no_poses", "There is no folder of shots in it; make one folder for each pose, with its photos."
)


def calibrate_clinic(desk: Desk, folder: Path) -> Calibration | Refusal:
    """Measure the clinic's repeatability and keep it: every later verdict uses it.

    Parameters
    ----------
    desk : Desk
    folder : Path
        Holds one folder for each time that one person was posed anew, with the shots of it.

    Returns
    -------
    Calibration or Refusal
        Nothing is kept with a refusal, which names the photo to take again.
    """
    desk.require(Action.MAINTAIN)
    poses = [shots_of(str(pose)) for pose in sorted(folder.iterdir()) if pose.is_dir()]
    if not poses:
        return NO_POSES
    found = measured_repeats(poses)
    if isinstance(found, Calibration):
        with desk.writing(Action.MAINTAIN, detail="calibration") as session:
            keep_calibration(session, ALGORITHM, found)
    return found


def measured_repeats(poses: Sequence[Sequence[str]]) -> Calibration | Refusal:
    """Read the photos of every pose and measure how well they repeat."""
    files = [file for pose in poses for file in pose]
    portraits = dict(zip(files, for_each(_portrait, files), strict=True))
    for file, portrait in portraits.items():
        if isinstance(portrait, Refusal):
            return Refusal(portrait.code, f"{file}: {portrait.message}")
    read = {file: shot for file, shot in portraits.items() if isinstance(shot, Portrait)}
    return calibrate([{file: read[file] for file in pose} for pose in poses])


def _portrait(file: str) -> Portrait | Refusal:
    data = read_file(file)
    return data if isinstance(data, Refusal) else read_portrait(data, face_landmarker())


def own_calibration(desk: Desk) -> KeptCalibration | None:
    """Return the clinic's calibration, if it has one under this version of the comparison."""
    with desk.reading(Action.MAINTAIN) as session:
        return newest_calibration(session, ALGORITHM)
