import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).parents[3] / "functions" / "console"

FILES = {
    "index.html": b"<!doctype html><title>Console</title>",
    "favicon.svg": b"<svg/>",
    "assets/index-abc.js": b"console.log(1)",
    "assets/index-abc.js.br": b"br-of-js",
    "assets/index-abc.js.gz": b"gz-of-js",
    "assets/open-sans-abc.woff2": b"\x00\xffwoff",
}


def packed(folder: Path, files: dict[str, bytes]) -> ModuleType:
    """The function as it is packed, in a folder of its own with these built files beside it."""
    for name in ("app.py", "openapi.json"):
        shutil.copy(SOURCE / name, folder / name)
    for name, content in files.items():
        target = folder / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    spec = importlib.util.spec_from_file_location("console_app", folder / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", "https://login.example.com/tenant")
    monkeypatch.setenv("OIDC_CLIENT_ID", "console")
    monkeypatch.setenv("OIDC_SCOPE", "openid roles")
    monkeypatch.setenv("CONNECT_ORIGINS", "")
    monkeypatch.setenv("GROUPS_CLAIM", "https://example.com/roles")
    monkeypatch.setenv("ADMIN_GROUP", "web admins")
    monkeypatch.setenv("VIEWER_GROUP", "web viewers")
    monkeypatch.setenv("REPORTING_CURRENCY", "EUR")
    monkeypatch.setenv("FISCAL_YEAR_START", "7")
    monkeypatch.setenv("OUTGOING_ADDRESS", "203.0.113.7")


@pytest.fixture
def console(tmp_path: Path) -> ModuleType:
    return packed(tmp_path, FILES)


@pytest.fixture
def unbuilt_console(tmp_path: Path) -> ModuleType:
    return packed(tmp_path, {})
