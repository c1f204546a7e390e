"""The engine's store on the tables: what one sync may write of its system."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING

from accounting.domain.clock import Clock
from accounting.domain.errors import LeaseLost, SourceChanged
from accounting.domain.invoices import Invoice
from accounting.domain.summaries import Summary
from accounting.domain.syncs import Progress, Sync
from accounting.domain.systems import System
from accounting.engine.ports import BlockChange, Store
from accounting.tables import dynamodb, invoices_table, revenue_table, syncs_table, systems_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class TablesStore(Store):
    def __init__(self, system: System, sync: Sync, clock: Clock) -> None:
        self._system_id = system.system_id
        self._sync = sync
        self._clock = clock
        self._writer = token_hex(8)

    def summaries(self) -> Sequence[Summary]:
        return revenue_table.summaries(self._system_id)

    def blocks(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Invoice]]:
        return invoices_table.read(self._system_id, numbers)

    def commit(self, progress: Progress, changes: Sequence[BlockChange]) -> bool:
        """One transaction: the lease is ours and renewed, the record takes the progress, and the
        blocks are as the progress says. Raises SourceChanged, LeaseLost."""
        if not self._written(progress, changes):
            current = syncs_table.get(self._system_id, self._sync.sync_id)
            if (current.revision, current.writer) == (self._sync.revision + 1, self._writer):
                self._sync = current  # Our own, whose answer was lost.
                return current.cancel_requested
            if current.cancel_requested and not self._sync.cancel_requested:
                self._sync = replace(self._sync, cancel_requested=True)
                return self.commit(progress, changes)
            if systems_table.get(self._system_id).settings.url != self._sync.url:
                raise SourceChanged
            raise LeaseLost(f"Sync {self._sync.sync_id} is written by another run, or has ended.")
        self._sync = replace(self._sync, revision=self._sync.revision + 1)
        return self._sync.cancel_requested

    def _written(self, progress: Progress, changes: Sequence[BlockChange]) -> bool:
        now = self._clock.now()
        sync_id = self._sync.sync_id
        operations: list[TransactWriteItemTypeDef] = [
            {"Update": systems_table.lease_renewal(self._system_id, sync_id, now, self._sync.url)},
            {"Update": syncs_table.checkpoint(self._sync, progress, now, self._writer)},
        ]
        for change in changes:
            operations += self._block(change)
        return dynamodb.transact(operations)

    def _block(self, change: BlockChange) -> "list[TransactWriteItemTypeDef]":
        """The block's items; its invoices are left as they are where only the summary changed."""
        system, number = self._system_id, change.number
        invoices, revenue = invoices_table.table(), revenue_table.table()
        if change.summary is None:
            key = dynamodb.block_key(system, number)
            return [{"Delete": {"TableName": table, "Key": key}} for table in (invoices, revenue)]
        item = revenue_table.item(system, change.summary, change.invoices)
        operations: list[TransactWriteItemTypeDef] = [{"Put": {"TableName": revenue, "Item": item}}]
        if change.rewrite:
            packed = invoices_table.item(system, number, change.invoices)
            operations.append({"Put": {"TableName": invoices, "Item": packed}})
        return operations
