"""XML with bytes changed, cut out, repeated and put in between, the same each time.

Belongs here: making them. Does not belong here: what becomes of them (the tests of each return), mutation at size
(`make fuzz`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_PIECES = (b"<!--", b"]]>", b"&#0;", b"\xff", b"<a:b/>", b"<?x y?>")


def mutated(text: str, times: int = 400) -> Iterator[bytes]:
    chance = random.Random(5)
    for number in range(times):
        content = bytearray(text.encode())
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(content))
            match number % 4:
                case 0:
                    content[start] = chance.randrange(256)
                case 1:
                    del content[start : start + chance.randint(1, 200)]
                case 2:
                    content[start:start] = content[: chance.randint(1, 300)]
                case _:
                    content[start:start] = chance.choice(_PIECES)
        yield bytes(content)
