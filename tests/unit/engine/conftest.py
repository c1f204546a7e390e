"""A few invoices that are held when a test begins, in five blocks."""

import pytest

from accounting.engine.stored_index import StoredIndex
from tests.fakes.fake_source import TODAY, invoice
from tests.fakes.held import IDS, UNPAID, holding
from tests.fakes.memory_store import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return holding(*(invoice(key, "Unpaid" if key in UNPAID else "Paid") for key in IDS))


@pytest.fixture
def index(store: MemoryStore) -> StoredIndex:
    return StoredIndex(store, TODAY)
