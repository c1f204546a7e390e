"""`python -m benchmarks.measured COMMAND…`: what a program and its children took.

A process of its own, because what Linux tells of the memory of a process that has ended begins with
what its parent had.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Measured(NamedTuple):
    """`wall`, `processor`: seconds. `memory`: most bytes of the largest process. `said`: the JSON
    of its last line."""

    wall: float
    processor: float
    memory: int
    said: dict[str, Any]


def measured(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Raises CalledProcessError when the program fails."""
    done = subprocess.run(
        [sys.executable, __file__, *command],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Measured(**json.loads(done.stdout))


def main() -> None:
    began = time.monotonic()
    done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=True)
    wall = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(done.stdout.splitlines()[-1])
    taken = Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss << 10, said)
    print(json.dumps(taken._asdict()))


if __name__ == "__main__":
    main()
