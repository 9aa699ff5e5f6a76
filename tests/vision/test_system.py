import subprocess
import sys

import pytest

from vision import system


def test_nothing_is_missing_where_the_tests_run():
    assert system.missing_libraries() is None


def test_missing_libraries_give_one_line_with_the_command(monkeypatch):
    monkeypatch.setattr(
        system,
        "LIBRARIES",
        {"libc.so.6": "libc6", "libnone-1.so.1": "libnone1", "libnone-2.so.2": "libnone2"},
    )
    monkeypatch.setattr(system.sys, "platform", "linux")
    message = system.missing_libraries()
    assert message.endswith("sudo apt-get install -y libnone1 libnone2")
    assert "\n" not in message


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_not_looked_at(monkeypatch, platform):
    monkeypatch.setattr(system, "LIBRARIES", {"libnone-1.so.1": "libnone1"})
    monkeypatch.setattr(system.sys, "platform", platform)
    assert system.missing_libraries() is None


def test_the_check_needs_neither_opencv_nor_mediapipe():
    code = (
        "import sys, vision.system; vision.system.missing_libraries();"
        "assert not {'cv2', 'mediapipe', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
