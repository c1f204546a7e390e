"""`python -m benchmarks.sampled CLOCK URL STEP PARALLEL`: where a first Full sync is, a thousand
times a second, in a line of JSON: stacks of functions, and how often each was seen.

CLOCK `real` looks at the thread that compares, whatever it waits for. `processor` looks as often as
a millisecond of the processor is used; there all of it is one thread, since Python hears of a
signal in that one only.
"""

import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from accounting.engine.run import Run
from accounting.services import step
from benchmarks import worker
from benchmarks.handlers import Handlers

EVERY = 0.001  # Seconds.
TIMERS = {
    "real": (signal.ITIMER_REAL, signal.SIGALRM),
    "processor": (signal.ITIMER_PROF, signal.SIGPROF),
}
ROOT = str(Path(__file__).parents[1])
BEGIN = Handlers.invoke.__code__


class Inline(Executor):
    """Does what is submitted at once."""

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(call(*arguments, **named))
        return future


def main() -> None:
    clock, *arguments = sys.argv[1:]
    out, seen = sys.stdout, Counter[str]()

    def look(_signal: int, frame: FrameType | None) -> None:
        if names := stack(frame):
            seen[";".join(names)] += 1

    timer, number = TIMERS[clock]
    signal.signal(number, look)
    signal.setitimer(timer, EVERY, EVERY)
    sys.argv = ["worker", *arguments, "timed"]
    if clock == "processor":
        with patch.object(step, "Run", partial(Run, pool=lambda _parallel: Inline())):
            worker.main()
    else:
        worker.main()
    signal.setitimer(timer, 0)
    print(json.dumps(seen), file=out)


def stack(frame: FrameType | None) -> list[str]:
    """Callers first, from where the handler is invoked: functions of ours with their file, and of
    others the package. Empty outside of handlers."""
    names: list[str] = []
    while frame and frame.f_code is not BEGIN:
        name = _name(frame)
        if not names or names[-1] != name:
            names.append(name)
        frame = frame.f_back
    return names[::-1] if frame else []


def _name(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    if path.startswith(ROOT) and ".venv" not in path:
        return f"{frame.f_code.co_qualname} ({path.removeprefix(ROOT).lstrip('/')})"
    return str(frame.f_globals.get("__name__", "")).split(".")[0]


if __name__ == "__main__":
    main()
