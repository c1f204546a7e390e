"""One block as a sync works with it."""

from accounting.domain.counters import Counters
from accounting.domain.summaries import summarize
from accounting.engine.stored_block import StoredBlock
from tests.fakes.fake_source import TODAY, invoice

ROWS = [invoice(4001), invoice(4007, "Unpaid")]


def a_block() -> StoredBlock:
    block = StoredBlock(4, TODAY, summarize(4, ROWS, TODAY))
    block.open(ROWS)
    return block


def test_block_knows_its_ends_and_how_much_it_holds() -> None:
    block = a_block()
    assert (block.count, block.first_id, block.last_id) == (2, 4001, 4007)
    block.put([invoice(4000), invoice(4999)])
    assert (block.count, block.first_id, block.last_id) == (4, 4000, 4999)


def test_block_of_which_nothing_is_left_is_removed_from_the_store() -> None:
    block = a_block()
    assert block.clear() == Counters(deleted=2)
    assert (block.count, block.first_id, block.last_id) == (0, 0, 0)
    change = block.change()
    assert (change.summary, change.invoices, change.rewrite) == (None, (), True)
