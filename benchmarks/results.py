"""What the files of results have in common."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def rounded(value: Any, digits: int) -> Any:
    """Numbers, or tables of them, as far as people compare them."""
    if isinstance(value, Mapping):
        return {name: rounded(one, digits) for name, one in value.items()}
    return round(value, digits) if isinstance(value, float) else value


def origin() -> dict[str, str]:
    """When and where a command measures."""
    return {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine()}


def machine() -> str:
    """Such as "AMD EPYC, 2 cores, Python 3.13.0"."""
    found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    model = found[1] if found else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"
