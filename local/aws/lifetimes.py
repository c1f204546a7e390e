"""A handler lives as long as the template allows, or until its stack ends.

Each runs in a thread of its own. A thread cannot be killed, so whoever waits is answered in time,
and the handler is cut off from the world: its next call to AWS is refused, and Python raises
`Killed` at its next instruction. A call that is under way ends first, as it may at AWS.
Threads that a handler starts are not seen: they may ask a source, and leave AWS to the handler.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from local.aws.calls import Call
from local.aws.deaths import EXITED, TIMED_OUT, Death, Deaths, Killed


class Lifetime[Answer]:
    """One invocation of `function`."""

    def __init__(self, function: str, death: Death | None) -> None:
        self.function = function
        self.death = death
        self._outcome: Future[Answer] = Future()
        self._lock = threading.Lock()
        self._thread = 0
        self._calling = False

    def live(self, work: Callable[[], Answer]) -> None:
        """In the handler's thread."""
        with suppress(Killed):
            with self._lock:
                if self._outcome.done():
                    return
                self._thread = threading.get_ident()
            answer = work()
            with self._lock:
                if not self._outcome.done():
                    self._outcome.set_result(answer)

    def wait(self, seconds: float) -> Answer:
        """What the handler answered in time. Raises Killed."""
        try:
            return self._outcome.result(seconds)
        except TimeoutError:
            self.kill(TIMED_OUT)
            return self._outcome.result()

    def kill(self, error_type: str) -> None:
        """Unless it has ended: nothing it does is seen any more."""
        with self._lock:
            if self._outcome.done():
                return
            self._outcome.set_exception(Killed(error_type))
            if self._thread and not self._calling:
                _raise_in(self._thread, Killed)

    def call(self, operation: str, call: Call) -> Any:
        """One call to AWS, in the handler's thread."""
        self._enter(calling=True)
        try:
            return self.death.strike_at(operation, call) if self.death else call()
        finally:
            self._enter(calling=False)

    def _enter(self, *, calling: bool) -> None:
        with self._lock:
            self._calling = calling
            if self._outcome.done():
                raise Killed


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """At the thread's next instruction; one that waits in C sees it when it wakes."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


class Lifetimes:
    """Of all handlers of a stack. `deaths` are those that tests plan."""

    def __init__(self) -> None:
        self.deaths = Deaths()
        self._current: ContextVar[Lifetime[Any] | None] = ContextVar("lifetime", default=None)
        self._at_work: set[Lifetime[Any]] = set()
        self._changed = threading.Condition()
        self._ending = False

    @property
    def current(self) -> str | None:
        """The function whose handler runs in this thread."""
        life = self._current.get()
        return life.function if life else None

    def run[Answer](self, function: str, work: Callable[[], Answer], seconds: float) -> Answer:
        """What `work` returns within `seconds`. Raises Killed; `work` raises nothing else."""
        life: Lifetime[Answer] = Lifetime(function, self.deaths.next_of(function))
        with self._changed:
            if self._ending:
                raise Killed(EXITED)
            self._at_work.add(life)
        threading.Thread(
            target=self._live, args=(life, work), name=f"handler:{function}", daemon=True
        ).start()
        return life.wait(seconds)

    def _live[Answer](self, life: Lifetime[Answer], work: Callable[[], Answer]) -> None:
        self._current.set(life)
        life.live(work)
        with self._changed:
            self._at_work.discard(life)
            self._changed.notify_all()

    def started(self) -> None:
        """The handler is about to be called; a death planned for now strikes."""
        life = self._current.get()
        if life and life.death:
            life.death.strike_at_start()

    def call(self, call: Call, _client: object, operation: str, _parameters: object) -> Any:
        """For `calls.intercepted`."""
        life = self._current.get()
        return life.call(operation, call) if life else call()

    def wait_until_idle(self, seconds: float) -> bool:
        """True as soon as no handler runs, False when one still does after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._at_work, seconds)

    @contextmanager
    def ending(self) -> Iterator[None]:
        """Handlers at work are killed, and meanwhile none starts."""
        with self._changed:
            self._ending, at_work = True, list(self._at_work)
        try:
            for life in at_work:
                life.kill(EXITED)
            yield
        finally:
            self._ending = False
