"""Items as earlier versions wrote them, in today's words.

0.1.0 called the mode `incremental` `missing`. Whatever a class gained since has a default there.
"""

from collections.abc import Mapping
from typing import Any

_MODES = {"missing": "incremental"}


def with_current_mode(values: Mapping[str, Any]) -> dict[str, Any]:
    """A sync, or what a system remembers of its last one."""
    return {**values, "mode": _MODES.get(values["mode"], values["mode"])}
