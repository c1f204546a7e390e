"""Accessors in `accounting` keep clients and table names for the life of a process.

One process may see several stacks (tests do), so the caches are emptied when a stack ends.
"""

from __future__ import annotations

import sys


def forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("accounting", "functions"):
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()
