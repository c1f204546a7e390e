"""The measured process: starts one function and gives its first answer.

`python -S -P startup_process.py BEGUN DEPTH EVENT` sees what Lambda gives a function. Its last line
holds the seconds of processor and clock until it was started (its handler imported and, where it
has tables, their client made, as the bare handler has), and until it had answered.
"""

import json
import sys
import time
from importlib import import_module
from types import SimpleNamespace
from typing import Any

CONTEXT = SimpleNamespace(
    function_name="measured",
    memory_limit_in_mb=1769,
    invoked_function_arn="arn:aws:lambda:eu-central-1:1:function:measured",
    aws_request_id="r",
    get_remaining_time_in_millis=lambda: 60_000,
)


def main() -> None:
    begun, depth, event = sys.argv[1:]
    _deeper(int(depth), float(begun), json.loads(event))


def _deeper(levels: int, begun: float, event: dict[str, Any]) -> None:
    """Python's stack grows by pieces. Where one happens to end in a loop, it is asked for again and
    again: luck, which another depth in each round makes the same for all."""
    if levels:
        _deeper(levels - 1, begun, event)
    else:
        _measure(begun, event)


def _measure(begun: float, event: dict[str, Any]) -> None:
    handler = import_module("app").handler
    if "accounting.tables.dynamodb" in sys.modules:
        import_module("accounting.tables.dynamodb").client()
    started = _passed(begun)
    answer = handler(event, CONTEXT)
    answered = _passed(begun)
    print(json.dumps({"start": started, "answer": answered, "said": answer}))


def _passed(begun: float) -> dict[str, float]:
    return {"processor": time.process_time(), "wall": time.monotonic() - begun}


if __name__ == "__main__":
    main()
