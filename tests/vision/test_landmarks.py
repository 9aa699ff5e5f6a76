import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from skimage import data

from vision.errors import Refusal
from vision.landmarks import Face, Pose, find_face, pose_of
from vision.photo import Photo


@pytest.fixture(scope="session")
def portrait(photograph):
    return photograph().pixels


@pytest.fixture(scope="session")
def face(portrait, landmarker):
    return found(portrait, landmarker)


def found(pixels, landmarker):
    answer = find_face(Photo(np.ascontiguousarray(pixels), ""), landmarker)
    assert isinstance(answer, Face), answer
    return answer


def refused(pixels, landmarker):
    answer = find_face(Photo(np.ascontiguousarray(pixels), ""), landmarker)
    assert isinstance(answer, Refusal), answer
    return answer.code


def on_wall(portrait, width, height, *places, side):
    """A large plain photo with small portraits at some places."""
    wall = np.full((height, width, 3), (150, 155, 160), np.uint8)
    square = cv2.resize(portrait[100:820], (side, side), interpolation=cv2.INTER_AREA)
    for x, y in places:
        wall[y : y + side, x : x + side] = square
    return wall


def test_landmarks_lie_where_the_rendered_face_has_them(photograph, face):
    truth = photograph().truth
    stable = [33, 133, 362, 263, 61, 291]  # corners of eyes and mouth
    error_px = np.linalg.norm(face.points[stable, :2] - truth.landmarks[stable], axis=1)
    assert np.median(error_px) * truth.mm_per_px < 2.5
    assert face.points.shape == (478, 3)
    assert len(face.blendshapes) == 52
    assert face.score > 0.9


def test_eyes_of_the_client_lie_on_the_side_of_the_table(face):
    assert face.points[33, 0] < face.points[263, 0]


@pytest.mark.parametrize(
    ("angle", "degrees"), [("yaw", 14), ("yaw", -14), ("pitch", 12), ("pitch", -12), ("roll", 12)]
)
def test_pose_follows_the_head(photograph, landmarker, face, angle, degrees):
    turned = found(photograph(**{angle: degrees}).pixels, landmarker)
    seen = getattr(turned.pose, angle) - getattr(face.pose, angle)
    assert seen == pytest.approx(degrees, abs=4)


def test_mirroring_a_photo_turns_yaw_and_roll_round(photograph, landmarker):
    pixels = photograph(yaw=14).pixels
    pixels = cv2.warpAffine(
        pixels, cv2.getRotationMatrix2D((360, 480), -9, 1), (720, 960), borderMode=1
    )
    straight = found(pixels, landmarker).pose
    mirrored = found(pixels[:, ::-1], landmarker).pose
    assert straight.yaw > 10
    assert straight.roll == pytest.approx(9, abs=2)
    assert mirrored.yaw == pytest.approx(-straight.yaw, abs=2.5)
    assert mirrored.roll == pytest.approx(-straight.roll, abs=2)
    assert mirrored.pitch == pytest.approx(straight.pitch, abs=2.5)


@pytest.mark.parametrize(
    "pose", [Pose(0, 0, 0), Pose(20, 0, 0), Pose(0, -15, 0), Pose(0, 0, 30), Pose(-12, 8, -20)]
)
def test_pose_of_a_rotation_made_of_its_angles(pose):
    yaw, pitch, roll = np.radians([pose.yaw, pose.pitch, pose.roll])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array(
        [[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]]
    )
    about_z = np.array(
        [[np.cos(roll), np.sin(roll), 0], [-np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    )
    answer = pose_of(about_y @ about_x @ about_z)
    assert (answer.yaw, answer.pitch, answer.roll) == pytest.approx(
        (pose.yaw, pose.pitch, pose.roll), abs=1e-9
    )


@pytest.mark.parametrize(
    ("turn", "code"),
    [
        (lambda pixels: np.rot90(pixels, 2), "upside_down"),
        (lambda pixels: pixels[::-1], "upside_down"),
        (np.rot90, "turned"),
        (lambda pixels: np.rot90(pixels, 3), "turned"),
    ],
)
def test_faces_that_do_not_stand_upright_are_refused_not_invented(portrait, landmarker, turn, code):
    assert refused(turn(portrait), landmarker) == code


def test_the_advice_for_a_sideways_face_turns_it_upright(portrait, landmarker):
    lying = np.ascontiguousarray(np.rot90(portrait))
    advice = find_face(Photo(lying, ""), landmarker).message
    quarters = {"left": 1, "right": -1}[advice.split()[-1].rstrip(".")]
    assert found(np.rot90(lying, quarters), landmarker).score > 0.9


@pytest.mark.parametrize("degrees", [-25, 25])
def test_a_leaning_head_is_still_a_face(portrait, landmarker, degrees):
    turn = cv2.getRotationMatrix2D((360, 480), -degrees, 0.9)
    leaning = cv2.warpAffine(portrait, turn, (720, 960), borderMode=1)
    assert found(leaning, landmarker).pose.roll == pytest.approx(degrees, abs=4)


def test_photos_without_a_face(landmarker):
    assert refused(data.coffee(), landmarker) == "no_face"
    assert refused(data.chelsea(), landmarker) == "no_face"  # a cat
    assert refused(np.full((800, 800, 3), 255, np.uint8), landmarker) == "no_face"
    noise = np.random.default_rng(0).integers(0, 256, (700, 900, 3), dtype=np.uint8)
    assert refused(noise, landmarker) == "no_face"


def test_two_faces_are_never_reduced_to_the_larger(portrait, landmarker):
    wall = on_wall(portrait, 1600, 1000, (50, 100), (900, 200), side=620)
    assert len(landmarker.detect(wall)) == 2
    assert refused(wall, landmarker) == "more_than_one_face"
    wall[200:400, 200:400] = cv2.resize(wall[200:820, 900:1520], (200, 200))
    assert refused(wall, landmarker) == "more_than_one_face"


@pytest.mark.parametrize(("width", "side"), [(2000, 300), (4000, 300), (4000, 1500)])
def test_small_faces_in_large_photos_are_found_where_they_are(
    portrait, landmarker, face, width, side
):
    x, y = width // 2 + 13, width // 4 + 7
    wall = on_wall(portrait, width, width * 3 // 4, (x, y), side=side)
    small = found(wall, landmarker)
    expected = (face.points[:, :2] - [0, 100]) * [side / 720, side / 720] + [x, y]
    error = np.linalg.norm(small.points[:, :2] - expected, axis=1)
    assert np.median(error) < 0.015 * side


def test_reducing_large_photos_costs_no_precision(portrait, landmarker, face):
    large = cv2.resize(portrait, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    points = (found(large, landmarker).points[:, :2] + 0.5) / 4 - 0.5
    error = np.linalg.norm(points - face.points[:, :2], axis=1)
    assert np.median(error) < 1.0


def test_a_face_cut_by_the_edge_is_found_and_reaches_beyond_it(portrait, landmarker, face):
    middle = round(face.points[1, 0])
    half = found(portrait[:, :middle], landmarker)
    assert half.points[:, 0].max() > middle + 50


def test_detection_leaves_the_photo_alone_and_repeats_itself(portrait, landmarker):
    before = portrait.copy()
    first, second = (landmarker.detect(portrait)[0] for _ in range(2))
    assert (portrait == before).all()
    assert (first.points == second.points).all()


def test_threads_can_share_one_landmarker(portrait, landmarker):
    photos = [portrait, portrait[:, ::-1].copy(), portrait[40:].copy()]
    alone = [landmarker.detect(photo)[0].points for photo in photos]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda index: landmarker.detect(photos[index % 3]), range(18)))
    for index, faces in enumerate(together):
        assert (faces[0].points == alone[index % 3]).all()


def test_mediapipe_writes_nothing_on_the_way_in_or_out(tmp_path, portrait):
    np.save(tmp_path / "portrait.npy", portrait)
    code = (
        "import sys, numpy; from vision.mediapipe_landmarker import MediaPipeLandmarker;"
        "landmarker = MediaPipeLandmarker();"
        "print(len(landmarker.detect(numpy.load(sys.argv[1]))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "portrait.npy")],
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout == "1\n"
    assert run.stderr == ""


class _Given:
    """A landmarker that gives faces by the brightness of the corner it is shown."""

    def __init__(self, scores):
        self.scores = scores

    def detect(self, pixels):
        score = self.scores[int(pixels[0, 0, 0])]
        if score is None:
            return ()
        return (Face(np.zeros((478, 3)), np.eye(3), Pose(0, 0, 0), {}, score),)


@pytest.mark.parametrize(
    ("upright", "half_turn", "code"),
    [
        (0.95, 0.99, None),  # a sure upright face is not looked at again
        (0.75, 0.95, "upside_down"),
        (0.75, 0.8, None),  # covered faces are unsure whichever way they stand
        (None, 0.95, "upside_down"),
        (None, None, "no_face"),
    ],
)
def test_the_surest_way_up_decides(upright, half_turn, code):
    pixels = np.zeros((400, 400, 3), np.uint8)
    pixels[-1, -1] = 1  # the corner that a half turn brings to the front
    pixels[0, -1] = pixels[-1, 0] = 2
    answer = find_face(Photo(pixels, ""), _Given({0: upright, 1: half_turn, 2: None}))
    assert (answer.code if isinstance(answer, Refusal) else None) == code
