"""Asks for invoices of one status, as long as the source's filter by status can be trusted."""

from collections.abc import Callable
from dataclasses import replace

from accounting.domain.errors import SourceMalformed
from accounting.domain.positions import Skipping
from accounting.engine.ports import Page
from accounting.engine.session import Session


class StatusFilter:
    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, status: str, read: Callable[[], Page]) -> Page | None:
        """None where the filter gives what it was not asked for, or counts what it does not list:
        then it is done without."""
        try:
            page = read()
        except SourceMalformed as error:
            self.distrust(f"{status}: {error.detail}")
            return None
        other = next((row for row in page.invoices if row.status != status), None)
        if other is None:
            return page
        self.distrust(f"{status} lists invoice {other.id}, which is {other.status}")
        return None

    def distrust(self, why: str) -> None:
        session = self._session
        session.note(
            f"The filter by status is not to be trusted ({why}): reading open invoices by position."
        )
        session.progress = replace(session.progress, filter_trusted=False)
        session.move(Skipping())
