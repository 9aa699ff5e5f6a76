import os
import subprocess
import sys
from pathlib import Path

from streamlit.web.server.app_discovery import discover_asgi_app

ROOT = Path(__file__).parents[2]
SLOW_TO_IMPORT = {"cv2", "mediapipe", "numba", "scipy", "skimage", "sqlalchemy", "pandas"}
LOADED = f"import sys, app; print(*({SLOW_TO_IMPORT} & set(sys.modules)), hasattr(app, 'app'))"


def test_streamlit_finds_the_guarded_server_in_app_py() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.import_string == "app:app"


def test_the_login_form_waits_for_nothing_slow(tmp_path: Path) -> None:
    environment = {"RHYTID_SIGN_IN": "accounts", "RHYTID_DATA_DIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["True"]
    assert not any(tmp_path.iterdir())


def test_a_worker_that_imports_app_py_builds_no_server() -> None:
    started = "import runpy; print('app' in runpy.run_path('app.py', run_name='__mp_main__'))"
    told = subprocess.run(
        [sys.executable, "-c", started], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False"]
