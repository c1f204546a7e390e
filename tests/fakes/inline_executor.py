"""Calls in a given order instead of threads: a failing history fails again, and shrinks."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class InlineExecutor(Executor):
    """Does what is submitted at once, or only when somebody wants its result (`late`)."""

    def __init__(self, *, late: bool = False) -> None:
        self._late = late

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future = _Done(lambda: call(*args, **named))
        if not self._late:
            future.do()
        return future


class _Done(Future[Any]):
    def __init__(self, call: Callable[[], Any]) -> None:
        super().__init__()
        self._call: Callable[[], Any] | None = call

    def do(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            try:
                self.set_result(call())
            except AssertionError:
                raise  # The test's own; nobody may look at this future.
            except Exception as error:
                self.set_exception(error)

    def result(self, timeout: float | None = None) -> Any:
        self.do()
        return super().result(timeout)
