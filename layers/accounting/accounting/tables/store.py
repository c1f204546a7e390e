"""The engine's store on the tables: what one sync may write of its system."""

from collections.abc import Sequence
from datetime import timedelta

from accounting.domain.blocks import Block
from accounting.domain.clock import Clock
from accounting.domain.invoices import Invoice
from accounting.domain.syncs import Progress, Sync
from accounting.domain.systems import System
from accounting.engine.ports import Store
from accounting.tables import invoices_table, revenue_table, syncs_table, systems_table


class TablesStore(Store):
    def __init__(self, system: System, sync: Sync, clock: Clock) -> None:
        self._system_id = system.system_id
        self._writing = system.writing
        self._sync = sync
        self._clock = clock

    def blocks(self) -> Sequence[Block]:
        return revenue_table.blocks(self._system_id, consistent=True)

    def invoices(self, first_id: int, last_id: int) -> Sequence[Invoice]:
        return invoices_table.read(self._system_id, first_id, last_id)

    def unfinished_write(self) -> tuple[int, int] | None:
        return self._writing

    def begin_write(self, after: int, up_to: int) -> None:
        self._writing = (after, up_to)
        systems_table.renew_lease(
            self._system_id, self._sync.sync_id, self._clock.now(), self._writing
        )

    def keep_lease(self, wait: timedelta) -> None:
        """Renews the lease for a pause of this length."""
        now = self._clock.now() + wait
        systems_table.renew_lease(self._system_id, self._sync.sync_id, now)

    def write_invoices(self, put: Sequence[Invoice], delete: Sequence[int]) -> None:
        invoices_table.write(self._system_id, put, delete)

    def write_blocks(self, put: Sequence[Block], delete: Sequence[int]) -> None:
        revenue_table.write(self._system_id, put, delete)

    def checkpoint(self, progress: Progress) -> bool:
        self._sync = syncs_table.checkpoint(self._sync, progress, self._clock.now())
        return self._sync.cancel_requested
