"""Documents, citations, the catalogue and what is known of its files as bytes for the index, and back.

The index is a cache that only this program reads, so the form may change whenever the rules' fingerprint does: it is
MessagePack of the records themselves, whose fields stand in their order without names, behind a checksum.
"""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

from msgspec import MsgspecError, Struct, msgpack

Stored = TypeVar("Stored")


_CHECKSUM = 4


class DamagedError(Exception):
    """What was stored is not what was packed."""


class Seen(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was when its text was last read, and what the text became.

    Size in bytes, time of change in nanoseconds, the key of the document, how many blocks and citations it has.
    """

    size: int
    changed: int
    key: str
    blocks: int
    citations: int


def pack(value: object) -> bytes:
    """A record, or a tuple of records, as the bytes that `unpack` reads."""
    data = msgpack.encode(value)
    return zlib.crc32(data).to_bytes(_CHECKSUM, "big") + data


def unpack(data: bytes, form: type[Stored]) -> Stored:
    """What was packed. Raises DamagedError."""
    decoder = _decoders.get(form)
    if decoder is None:
        decoder = _decoders[form] = msgpack.Decoder(form)
    packed = memoryview(data)[_CHECKSUM:]
    if zlib.crc32(packed).to_bytes(_CHECKSUM, "big") != data[:_CHECKSUM]:
        raise DamagedError
    try:
        stored: Stored = decoder.decode(packed)
    except MsgspecError as error:
        raise DamagedError from error
    return stored


_decoders: dict[object, msgpack.Decoder[Any]] = {}
