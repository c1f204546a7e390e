"""Changes the product in one place at a time and asks whether a test notices: `make mutants`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.mutants import Mutant, sample
from tests.mutants.report import GOAL, line, share, summary
from tests.mutants.suites import sources
from tests.mutants.trial import Copy, Verdict, copied

ROOT = Path(__file__).parents[2]


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    mutants = sample(ROOT, sources(ROOT, options.only), options.count, options.seed)
    verdicts = []
    with ExitStack() as stack:
        copies = [Copy(stack.enter_context(copied(ROOT))) for _ in range(options.workers)]
        broken = copies[0].broken([mutant.path for mutant in mutants])
        if broken:
            print(f"Fails without any mutant: {broken}", file=sys.stderr)
            return 2
        for verdict in tried([copy.try_out for copy in copies], mutants):
            print(line(verdict), flush=True)
            verdicts.append(verdict)
    print(summary(verdicts))
    return 0 if share(verdicts) >= GOAL else 1


def tried(
    trials: Sequence[Callable[[Mutant], Verdict]], mutants: Sequence[Mutant]
) -> Iterator[Verdict]:
    """In order; one mutant at a time lives in a copy."""
    free: SimpleQueue[Callable[[Mutant], Verdict]] = SimpleQueue()
    for trial in trials:
        free.put(trial)

    def run(mutant: Mutant) -> Verdict:
        trial = free.get()
        try:
            return trial(mutant)
        finally:
            free.put(trial)

    with ThreadPoolExecutor(len(trials)) as workers:
        yield from workers.map(run, mutants)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another one takes another sample")
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
