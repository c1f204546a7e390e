"""Says what this machine lacks before anything is installed or run, and what to do about it.

`python3 local/preflight.py NEED …`, by whatever Python 3 there is, with nothing installed. What has
to be installed by hand fails; what is installed by itself, or skipped, is said and does no harm.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = (3, 13)
NODE = (20, 19)


def python() -> tuple[bool, str]:
    if shutil.which("uv"):
        return True, ""  # It brings the Python that the project asks for.
    found = sys.version_info[:2]
    if found != PYTHON and not shutil.which("python3.13"):
        return False, (
            f"Python 3.13 is missing (python3 is {found[0]}.{found[1]}): install it with your "
            "package manager or from python.org; or install uv, which fetches it."
        )
    if not importlib.util.find_spec("ensurepip"):
        return False, "python3 cannot make environments: install the package python3-venv."
    return True, ""


def node() -> tuple[bool, str]:
    remedy = "install it with your package manager or from nodejs.org."
    if not shutil.which("node") or not shutil.which("npm"):
        return False, f"Node 20.19 or later, with npm, is missing: {remedy}"
    said = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()
    if tuple(map(int, said.strip().lstrip("v").split(".")[:2])) < NODE:
        return False, f"Node {said.strip()} is too old, 20.19 is the first that will do: {remedy}"
    return True, ""


def browser() -> tuple[bool, str]:
    if shutil.which("chromium"):
        return True, ""
    by = "apt-get installs" if _can_install() else "Playwright fetches"
    return True, f"There is no chromium: {by} one."


def php() -> tuple[bool, str]:
    if shutil.which("php"):
        return True, ""
    if _can_install():
        return True, "There is no PHP: apt-get installs it."
    return True, "There is no PHP: the tests of the file for WHMCS are skipped."


def java() -> tuple[bool, str]:
    if shutil.which("java"):
        return True, ""
    return True, "There is no Java: the tests on DynamoDB Local are skipped."


def _can_install() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


NEEDS: dict[str, Callable[[], tuple[bool, str]]] = {
    "python": python,
    "node": node,
    "browser": browser,
    "java": java,
    "php": php,
}


def main(needs: list[str]) -> int:
    """The process's exit code: 1 when something is missing that nothing here can install."""
    answers = [NEEDS[need]() for need in needs]
    for good, sentence in answers:
        if sentence:
            print(sentence, file=sys.stdout if good else sys.stderr)
    return 0 if all(good for good, _ in answers) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
