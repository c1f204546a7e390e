"""Fetches pages ahead in threads, while the current one is merged and written."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType

from accounting.engine.ports import Page, Source


@dataclass(frozen=True, slots=True)
class Request:
    """`limit` rows from rank `start` on, of all invoices or of those with a status."""

    start: int
    limit: int
    status: str = ""


class OutOfTime(Exception):
    """What was wanted was not begun, because the deadline had passed. Stays in the engine."""


def threads(parallel: int) -> Executor:
    return ThreadPoolExecutor(parallel, thread_name_prefix="page")


class Fetcher:
    """As many requests at a time as the pool has threads.

    Nothing is asked ahead before the first answer of a run: a server that refuses us must not be
    asked `parallel` times, it may ban our address. And nothing is begun that is no longer
    `in_time`, though it was asked ahead: an iteration ends one request after its deadline.
    """

    def __init__(self, source: Source, pool: Executor, in_time: Callable[[], bool]) -> None:
        self._source = source
        self._pool = pool
        self._in_time = in_time
        self._asked: dict[Request, Future[Page]] = {}
        self._welcome = False

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def get(self, request: Request, ahead: Iterable[Request]) -> tuple[Page, bool]:
        """The page, and whether it is fresh: asked for after all pages before it had come in.

        `ahead`: what is likely to follow; what was asked already is kept. Raises OutOfTime.
        """
        future = self._asked.pop(request, None)
        fresh = future is None
        future = future or self._ask(request)
        wanted = list(ahead) if self._welcome else []
        self._drop_all_but(wanted)
        for following in wanted:
            if following not in self._asked:
                self._asked[following] = self._ask(following)
        page = future.result()
        self._welcome = True
        return page, fresh

    def drop(self) -> None:
        """Forgets all that was asked ahead."""
        self._drop_all_but(())

    def _ask(self, request: Request) -> Future[Page]:
        return self._pool.submit(self._page, request)

    def _page(self, request: Request) -> Page:
        if not self._in_time():
            raise OutOfTime
        return self._source.page(request.start, request.limit, request.status)

    def _drop_all_but(self, wanted: Iterable[Request]) -> None:
        kept = {request: self._asked.pop(request) for request in wanted if request in self._asked}
        for future in self._asked.values():
            future.cancel()
        self._asked = kept
