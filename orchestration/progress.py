"""What the night is doing at this moment, told to whoever listens (the command line draws it; nobody else need listen).

Belongs here: the words and numbers of progress. Does not belong here: drawing it, and anything that must be kept, which
is metadata of the assets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, str, int, int], None]
"""step, detail, done, total (0 when unknown)"""

_listeners: list[Listener] = []


def tell(step: str, detail: str = "", done: int = 0, total: int = 0) -> None:
    """Say where the night is: `step` is the asset at work, `detail` a feed, model or file kind, never a value."""
    for listener in _listeners:
        listener(step, detail, done, total)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
