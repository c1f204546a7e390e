"""The whole product in a process of its own, and what its users do in it."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Playwright

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "functions" / "console" / "static"
USERNAME, SECRET = "demo", "demo-secret"
# In a browser: the key and the text of the session that this tab keeps.
SESSION = "Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user'))"
START_SECONDS = 120
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True)
class Product:
    """`url`: the console and the API. `whmcs`: the simulated accounting system."""

    url: str
    whmcs: str

    def simulator(self, method: str, path: str, body: object = None) -> Any:
        """Change the accounting system directly."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.whmcs}/simulator{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=10) as response:
            content = response.read()
        return json.loads(content) if content else None

    def revenue(self, rates: dict[str, Decimal], measure: str = "net") -> Decimal:
        """What the accounting system's own invoices add up to."""
        rows = self.simulator("GET", "/revenue")["rows"]
        return sum((Decimal(row[measure]) * rates[row["currency"]] for row in rows), Decimal(0))


@contextmanager
def running(*options: str, port: int | None = None) -> Iterator[Product]:
    """`python -m local up` on free ports, ready to be used."""
    assert (STATIC / "index.html").exists(), "The console is not built: run `make build`."
    port, whmcs_port = port or free_port(), free_port()
    command = [sys.executable, "-m", "local", "up", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--whmcs-port", str(whmcs_port), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(process)
        yield Product(f"http://localhost:{port}", f"http://127.0.0.1:{whmcs_port}")
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        finally:
            process.kill()


def _wait_until_ready(process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    assert process.stdout
    lines = []
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        lines.append(line)
        if "Ctrl-C" in line:
            return
        assert line, f"The product did not start:\n{''.join(lines)}"
    raise AssertionError(f"The product did not start in time:\n{''.join(lines)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium, else Playwright's own; with a fresh profile."""
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))


SYSTEMS = "/accounting-systems"


def sign_in(page: Page, product: Product, name: str = "admin", path: str = SYSTEMS) -> None:
    """In two clicks."""
    page.goto(product.url + path)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile(name)).click()
    account(page).wait_for()


def change_session(page: Page, change: str) -> None:
    """`change`: JavaScript that does something to `user`, as it is kept in the tab."""
    page.evaluate(
        f"""() => {{
          const [key, text] = {SESSION};
          const user = JSON.parse(text);
          {change};
          sessionStorage.setItem(key, JSON.stringify(user));
        }}"""
    )


def account(page: Page) -> Locator:
    """The menu that bears the person's name."""
    return page.get_by_role("button", name=re.compile("Ada Admin|Vic Viewer"))


def euro(amount: Decimal) -> str:
    """As the console writes it for an American browser."""
    return f"€{amount.quantize(Decimal('0.01')):,}"
