"""The shipped configuration: read, checked, and the proxy run before a real Rhytid."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.sync.client import connect

from tracking.settings import SignIn

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
NGINX = (DEPLOY / "nginx.conf").read_text()
VARIABLE = re.compile(r"\$\{(\w+)(:[-?][^}]*)?\}")


def test_only_the_proxy_is_reached_from_outside() -> None:
    services = COMPOSE["services"]
    assert {name for name, told in services.items() if "ports" in told} == {"proxy"}
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert [services[name]["networks"] for name in ("app", "database")] == [["inside"]] * 2


def test_people_must_sign_in() -> None:
    told = COMPOSE["services"]["app"]["environment"]["RHYTID_SIGN_IN"]
    default = VARIABLE.fullmatch(told)[2].removeprefix(":-")
    assert SignIn(default) is SignIn.ACCOUNTS


def test_nothing_secret_is_written_down() -> None:
    for name, service in COMPOSE["services"].items():
        for key, value in service.get("environment", {}).items():
            if "PASSWORD" in key or "PASSPHRASE" in key:
                assert VARIABLE.fullmatch(value)[2].startswith(":?"), (name, key)
        for key, value in service.get("environment", {}).items():
            assert not re.search(r"://[^/@]*:[^/@]*@", str(value)), (name, key)
    for line in (DEPLOY / "example.env").read_text().splitlines():
        assert line.startswith("#") or "PASSWORD" not in line or line.endswith("=")
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "/deploy/.env" in ignored


def test_every_variable_has_a_default_or_is_asked_for() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    found = VARIABLE.findall(text)
    assert found
    assert all(default for _, default in found)
    asked = {name for name, default in found if default.startswith(":?")}
    offered = re.findall(r"^(\w+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE)
    assert asked <= set(offered)


def test_images_have_a_version_and_data_and_keys_lie_apart() -> None:
    services = COMPOSE["services"]
    images = [service["image"] for service in services.values() if "image" in service]
    assert all(re.search(r":\d", image) for image in images)
    mounted = dict(entry.rsplit(":", 1) for entry in services["app"]["volumes"])
    folders = dict(re.findall(r"(RHYTID_\w+_DIR)=(\S+)", DOCKERFILE))
    assert mounted["data"] == folders["RHYTID_DATA_DIR"]
    assert mounted["keys"] == folders["RHYTID_KEY_DIR"]
    assert {"data", "keys", "database"} <= set(COMPOSE["volumes"])


def test_the_app_runs_without_rights() -> None:
    app = COMPOSE["services"]["app"]
    assert app["read_only"] is True
    assert app["cap_drop"] == ["ALL"]
    commands = re.findall(r"^([A-Z]+) (.*)$", DOCKERFILE, re.MULTILINE)
    assert commands[0][0] == "FROM"
    names = [name for name, _ in commands]
    assert ("USER", "rhytid") in commands
    assert names.index("USER") < names.index("CMD")
    assert re.search(r"FROM \S+:3\.11", DOCKERFILE)


def test_the_image_holds_every_room_and_nothing_private() -> None:
    kept = {
        line.removeprefix("!")
        for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert all((ROOT / name).exists() for name in kept)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert set(project["tool"]["importlinter"]["root_packages"]) <= kept
    assert {"app.py", "cli.py", "requirements.txt", ".streamlit/config.toml"} <= kept
    assert not kept & {"data", "tests", ".git", "deploy", ".streamlit"}


def test_the_proxy_lets_through_what_streamlit_takes() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    allowed_mib = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1])
    assert allowed_mib > config["server"]["maxUploadSize"]
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in NGINX


@pytest.fixture(scope="module")
def nginx() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.skip("nginx is not installed (apt-get install nginx-light)")
    return found


@pytest.fixture
def placed(tmp_path: Path) -> tuple[Path, int, int, int]:
    """The proxy's configuration with ports and paths of this machine."""
    _make_certificate(tmp_path)
    plain, tls, app = _free_ports(3)
    text = (
        NGINX.replace("/etc/nginx/certificate", str(tmp_path))
        .replace("listen 80 ", f"listen 127.0.0.1:{plain} ")
        .replace("listen 443 ", f"listen 127.0.0.1:{tls} ")
        .replace("app:8501", f"127.0.0.1:{app}")
        .replace("/tmp/nginx.pid", str(tmp_path / "nginx.pid"))
        .replace("worker_processes auto", "worker_processes 1")
    )
    file = tmp_path / "nginx.conf"
    file.write_text(text)
    return file, plain, tls, app


def test_nginx_accepts_the_configuration(nginx: str, placed) -> None:
    file = placed[0]
    told = subprocess.run([nginx, "-t", "-c", file], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "[warn]" not in told.stderr.replace('the "user" directive', "")


@pytest.mark.slow
def test_people_reach_the_form_through_the_proxy(nginx: str, placed, tmp_path: Path) -> None:
    file, plain, tls, app = placed
    trusted = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
    with _rhytid(app, tmp_path), _running([nginx, "-c", str(file), "-g", "daemon off;"], tls):
        secure = HTTPSConnection("127.0.0.1", tls, context=trusted, timeout=20)
        secure.request("GET", "/account/login", headers={"Host": "clinic.example"})
        answer = secure.getresponse()
        assert answer.status == 200
        assert answer.headers["set-cookie"].endswith("; Secure")
        assert answer.headers["strict-transport-security"]
        assert "wss://clinic.example" in answer.headers["content-security-policy"]
        answer.read()

        secure.request("GET", "/healthz", headers={"Host": "evil.example"})
        assert secure.getresponse().status == 400
        secure.close()

        unsafe = HTTPConnection("127.0.0.1", plain, timeout=20)
        unsafe.request("GET", "/", headers={"Host": "clinic.example"})
        moved = unsafe.getresponse()
        assert (moved.status, moved.headers["location"]) == (301, "https://clinic.example/")
        unsafe.close()

        with connect(
            f"wss://127.0.0.1:{tls}/_stcore/stream",
            ssl=trusted,
            subprotocols=["streamlit"],
            origin=f"https://127.0.0.1:{tls}",
        ) as stream:
            assert b"/account/login" in stream.recv(timeout=20)


@contextmanager
def _rhytid(port: int, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    settings = {
        "RHYTID_SIGN_IN": "accounts",
        "RHYTID_HOSTS": "clinic.example",
        "RHYTID_DATA_DIR": str(folder / "data"),
        "RHYTID_KEY_DIR": str(folder / "keys"),
    }
    with _running([*command, f"--server.port={port}"], port, settings):
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield


@contextmanager
def _running(
    command: list[str], port: int, settings: dict[str, str] | None = None
) -> Iterator[None]:
    program = subprocess.Popen(command, cwd=ROOT, env=os.environ | (settings or {}))
    try:
        for _ in range(300):
            assert program.poll() is None, "it ended at once"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield
    finally:
        program.terminate()
        program.wait(timeout=20)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "clinic.example")])
    names = [x509.DNSName("clinic.example"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
