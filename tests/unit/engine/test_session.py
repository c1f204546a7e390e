"""What an iteration keeps in memory."""

from random import Random

from accounting.domain.syncs import Progress
from accounting.engine.fetcher import Fetcher
from accounting.engine.reader import Reader
from accounting.engine.session import PART_BLOCKS, Order, Session
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_source import TODAY, FakeSource, invoice
from tests.fakes.held import holding, opened
from tests.fakes.inline_executor import InlineExecutor

MANY = [1000 * number for number in range(1, PART_BLOCKS + 2)]


def session_with_all_open() -> Session:
    clock, store = FakeClock(), holding(*map(invoice, MANY))
    fetcher = Fetcher(FakeSource(), InlineExecutor(), lambda: True)
    order = Order("incremental", 10, 1, False, 30, clock.now(), TODAY)
    session = Session(order, store, Reader(fetcher, clock, 45), Progress(), clock, Random(7))
    for invoice_id in MANY:
        session.index.invoice(invoice_id)
    assert session.index.opened == len(opened(store)) == len(MANY)
    return session


def test_blocks_that_did_not_change_are_closed_before_they_fill_the_memory() -> None:
    session = session_with_all_open()
    session.make_room()
    assert session.index.opened == 0
    found = session.index.invoice(MANY[3])
    assert found == invoice(MANY[3])


def test_block_that_changed_stays_open_until_it_is_stored() -> None:
    session = session_with_all_open()
    changed = invoice(MANY[3], "Refunded")
    session.index.put([changed])
    session.make_room()
    assert session.index.opened == 1
    assert [change.invoices for change in session.index.changes()] == [(changed,)]


def test_few_blocks_stay_open_for_the_next_page() -> None:
    session = session_with_all_open()
    session.index.close_unchanged()
    session.index.invoice(MANY[0])
    session.make_room()
    assert session.index.opened == 1
