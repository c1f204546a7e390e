"""What is held when a test begins, and what was opened of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accounting.domain.invoices import Invoice
from accounting.engine.stored_index import StoredIndex
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.memory_store import MemoryStore

IDS = [3, 500, 999, 1000, 1999, 5000, 5001, 9000]
UNPAID = (500, 5001)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def holding(*rows: Invoice) -> MemoryStore:
    return MemoryStore.holding(rows, TODAY)


def opened(store: MemoryStore) -> list[int]:
    return sorted(set(store.state.opened))


def verified_days_ago(*days: int | None) -> StoredIndex:
    """A block of two invoices for each."""
    blocks = [(invoice(1000 * n), invoice(1000 * n + 1)) for n, _ in enumerate(days)]
    store = holding(*(row for rows in blocks for row in rows))
    for number, ago in enumerate(days):
        moment = None if ago is None else NOW - timedelta(days=ago)
        old = store.state.summaries[number]
        store.state.summaries[number] = replace(old, verified=moment)
    return StoredIndex(store, TODAY)
