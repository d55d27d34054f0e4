"""Damage to XML as XML: elements, texts, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from random import Random
from xml.sax.saxutils import escape

from tests.fuzz import nasty
from tests.fuzz.bases import Node

OTHER_TAGS = (
    "Child", "Children", "Header", "Message", "CINdetails", "GenderCurrent", "Sex", "LAchildID", "Reviews",
    "Section47", "child",
    "x:Child", "Übung", "a" * 300, "xi:include", "Assessments", "PersonBirthDate", "EXISTING", "CHILD", "EPISODES",
)  # fmt: skip
BEFORE = (
    "<!DOCTYPE Message>", '<!DOCTYPE Message SYSTEM "file:///etc/passwd">', '<!DOCTYPE m [<!ENTITY x "zqx000000q">]>',
    '<!DOCTYPE m [<!ENTITY a "zqx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    '<!DOCTYPE m [<!ENTITY % p SYSTEM "http://x.test/e.dtd"> %p;]>', "<!doctype message>",
    "<?xml-stylesheet href='x.xsl'?>",
    "<!-- zqx000001q -->", " ", "\n", "zqx000002q", '<?xml version="1.1"?>', "\ufeff", "<!", "<![CDATA[zqx]]>",
)  # fmt: skip
PIECES = (
    "&amp;", "&#0;", "&#x1F;", "&#xD800;", "&#1114112;", "&nope;", "&", "<", "]]>", "<![CDATA[zqx000003q]]>",
    "<!-- zqx000004q -->",
    "<?zqx do?>", '<xi:include href="file:///etc/passwd"/>', "<a/>" * 50, "<d>" * 14 + "x" + "</d>" * 14, "\0",
    "\ufffe", "--",
)  # fmt: skip
ATTRIBUTES = (
    ' id="zqx000005q"', ' xmlns="http://x.test/cin"', ' xmlns:x="urn:x"', ' x:y="1"', ' a="1" a="2"', ' a="<"', " a=1",
    " a",
    f' a="{"z" * 11_000}"', ' xml:lang="e"', ' a="&#0;"', ' xml:base="file:///"', ' xsi:nil="true"',
)  # fmt: skip


def text_of(draw: Random, root: Node) -> None:
    for _ in range(draw.choice((1, 1, 2, 4))):
        leaves = [node for node in root.all() if node.inner and all(isinstance(one, str) for one in node.inner)]
        if leaves:
            value = nasty.cell(draw)
            draw.choice(leaves).inner = [value if draw.random() < 0.2 else escape(value)]


def drop(draw: Random, root: Node) -> None:
    parent, place = _somewhere(draw, root)
    if parent:
        del parent.inner[place]


def double(draw: Random, root: Node) -> None:
    parent, place = _somewhere(draw, root)
    if parent:
        for _ in range(draw.choice((1, 1, 1, 40))):
            with suppress(RecursionError):  # nested deeper than Python copies
                parent.inner.insert(place, deepcopy(parent.inner[place]))


def move(draw: Random, root: Node) -> None:
    parent, place = _somewhere(draw, root)
    if parent:
        moved = parent.inner.pop(place)
        to = draw.choice(root.all())
        to.inner.insert(draw.randint(0, len(to.inner)), moved)


def nest(draw: Random, root: Node) -> None:
    node = draw.choice(root.all())
    for _ in range(draw.choice((1, 2, 20, 300))):
        node.inner = [Node(node.tag, node.inner)]


def unwrap(draw: Random, root: Node) -> None:
    parent, place = _somewhere(draw, root)
    if parent:
        node = parent.inner[place]
        parent.inner[place : place + 1] = node.inner if isinstance(node, Node) else []


def rename(draw: Random, root: Node) -> None:
    node = draw.choice(root.all())
    node.tag = draw.choice((*OTHER_TAGS, node.tag.upper(), node.tag.lower()))


def attribute(draw: Random, root: Node) -> None:
    draw.choice(root.all()).attributes += draw.choice(ATTRIBUTES)


def piece(draw: Random, root: Node) -> None:
    node = draw.choice(root.all())
    node.inner.insert(draw.randint(0, len(node.inner)), draw.choice(PIECES))


def loose_text(draw: Random, root: Node) -> None:
    node = draw.choice(root.all())
    node.inner.insert(draw.randint(0, len(node.inner)), escape(nasty.text(draw)))


def shuffle(draw: Random, root: Node) -> None:
    draw.shuffle(draw.choice(root.all()).inner)


def about(draw: Random, root: Node) -> None:
    """What the file says about itself."""
    tag, values = draw.choice((
        ("Year", ("2020", "2027", "2022", "", "MMXXIV", "2024 ", "zqx000006q")),
        ("LEA", ("991", "", "99O", "Wexbridge zqx000007q")), ("Collection", ("SSDA903", "cin", "", "CIN ")),
        ("ReferenceDate", ("2024-02-31", "")), ("YEAR", ("2020", "", "2099")), ("LA", ("991", "")),
    ))  # fmt: skip
    for node in root.all():
        if node.tag == tag:
            node.inner = [draw.choice(values)]


def two_roots(draw: Random, root: Node) -> None:
    root.inner.append("</" + root.tag + "><" + root.tag + ">")


WAYS: tuple[Callable[[Random, Node], None], ...] = (
    text_of, text_of, text_of, text_of, drop, drop, double, double, move, nest, unwrap, rename, attribute, piece,
    loose_text, shuffle,
    about, two_roots,
)  # fmt: skip


GENTLE: tuple[Callable[[Random, Node], None], ...] = (
    text_of,
    text_of,
    text_of,
    drop,
    double,
    move,
    shuffle,
    loose_text,
)


def damage(draw: Random, root: Node, *, gentle: bool) -> list[str]:
    """Change the tree in one to three ways; returns their names. Gentle damage stays among the children."""
    if gentle:
        root = next((node for node in root.all() if node.tag == "Children"), root)
    ways = draw.choices(GENTLE if gentle else WAYS, k=draw.choice((1, 1, 2, 3)))
    for way in ways:
        way(draw, root)
    return [way.__name__ for way in ways]


def texts(root: Node) -> set[str]:
    return {one for node in root.all() for one in node.inner if isinstance(one, str)}


def as_xml(draw: Random, root: Node, *, plain: bool) -> bytes:
    """The file; now and then with something before the root, or in another encoding than it says."""
    stated, used, before = "UTF-8", "utf-8", ""
    if plain:
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{_written(root)}'.encode("utf-8", "surrogatepass")
    if draw.random() < 0.1:
        before = draw.choice(BEFORE)
    if draw.random() < 0.1:
        stated = draw.choice(
            ("UTF-8", "utf-16", "ISO-8859-1", "windows-1252", "us-ascii", "UTF-7", "x-zqx", "cp037", "")
        )
        used = draw.choice(("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-7"))
    head = f'<?xml version="1.0" encoding="{stated}"?>\n' if draw.random() < 0.95 else ""
    if draw.random() < 0.2:
        head, before = before, head
    return (head + before + _written(root)).encode(used, "surrogatepass" if used.startswith("utf") else "replace")


def _written(node: Node) -> str:
    inner = "".join(_written(one) if isinstance(one, Node) else one for one in node.inner)
    return f"<{node.tag}{node.attributes}>{inner}</{node.tag.split(' ')[0]}>"


def _somewhere(draw: Random, root: Node) -> tuple[Node | None, int]:
    """An element's parent and its place in there."""
    parents = [node for node in root.all() if any(isinstance(one, Node) for one in node.inner)]
    if not parents:
        return None, 0
    parent = draw.choice(parents)
    return parent, draw.choice([place for place, one in enumerate(parent.inner) if isinstance(one, Node)])
