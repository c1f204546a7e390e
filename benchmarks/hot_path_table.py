"""The section "What limits it" of docs/performance.md: what hot_path.json says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from benchmarks.document import Result, Section, table
from benchmarks.flame_graph import draw
from benchmarks.plots import svg

PLOT = "hot-path.svg"
# The first of these that is in a stack says what is being done.
WORK = {
    "read JSON": "_json_of (layers/accounting/accounting/clients/whmcs/answers.py)",
    "validate rows": "invoices_of (layers/accounting/accounting/clients/whmcs/rows.py)",
    "ask WHMCS (requests)": "Whmcs.page (layers/accounting/accounting/clients/whmcs/client.py)",
    "wait for the next page": "Fetcher.get (layers/accounting/accounting/engine/fetcher.py)",
    "pack blocks and sums": "TablesStore._block (layers/accounting/accounting/tables/store.py)",
    "write to DynamoDB (botocore)": "transact (layers/accounting/accounting/tables/dynamodb.py)",
    "compare, count, decide": "Run.work (layers/accounting/accounting/engine/run.py)",
}
REST = "begin, end, first calls of clients"


def text(measured: Result) -> str:
    invoices = measured["invoices"]
    return "\n".join(
        [
            "",
            f"{invoices:,} invoices on {measured['date']}: {measured['machine']}.",
            "",
            *_table("processor", measured["processor"], invoices),
            "",
            *_table("clock, the thread that compares", measured["clock"], invoices),
            "",
            f"![Flame graph of the processor's time](images/{PLOT})",
            "",
            "",
        ]
    )


def plots(measured: Result) -> dict[str, bytes]:
    return {PLOT: svg(10, 6, partial(draw, measured["processor"]["stacks"]))}


def seen(stacks: Mapping[str, int]) -> Counter[str]:
    """How often, by what was done."""
    found: Counter[str] = Counter()
    for stack, count in stacks.items():
        frames = set(stack.split(";"))
        found[next((name for name, frame in WORK.items() if frame in frames), REST)] += count
    return found


def _table(corner: str, clock: Result, invoices: int) -> list[str]:
    found, a_row = seen(clock["stacks"]), 1e6 * clock["seconds"] / invoices
    shares = {name: count / found.total() for name, count in found.most_common()}
    rows = {name: [f"{share:.0%}", f"{share * a_row:.1f}"] for name, share in shares.items()}
    return table(corner, ["share", "µs a row"], {**rows, "all of it": ["", f"{a_row:.1f}"]})


SECTION = Section("hot_path.json", "make bench-hot-path", text, plots)

if __name__ == "__main__":
    SECTION.write()
