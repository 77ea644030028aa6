"""What an ELF64 file, little-endian, says about how it was linked."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

PT_DYNAMIC = 2
PT_INTERP = 3
SHT_SYMTAB = 2


@dataclass(frozen=True)
class ProgramFile:
    """How a program is linked, and its size."""

    size_bytes: int
    # Wants a dynamic loader, or libraries that one would find.
    is_dynamic: bool
    # Holds names that only a debugger reads.
    has_symbols: bool


def read_program_file(path: Path) -> ProgramFile:
    """ValueError if it is no such file."""
    image = path.read_bytes()
    if image[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path}: no little-endian ELF64 file")
    segments = set(_types(image, table_at=0x20, size_at=0x36, count_at=0x38, type_offset=0))
    sections = set(_types(image, table_at=0x28, size_at=0x3A, count_at=0x3C, type_offset=4))
    return ProgramFile(
        size_bytes=len(image),
        is_dynamic=not segments.isdisjoint((PT_DYNAMIC, PT_INTERP)),
        has_symbols=SHT_SYMTAB in sections,
    )


def _types(
    image: bytes, table_at: int, size_at: int, count_at: int, type_offset: int
) -> Iterator[int]:
    """The types in a header table, whose place, entry size and length the file's header gives."""
    (table,) = struct.unpack_from("<Q", image, table_at)
    (size,) = struct.unpack_from("<H", image, size_at)
    (count,) = struct.unpack_from("<H", image, count_at)
    for entry in range(count):
        yield struct.unpack_from("<I", image, table + entry * size + type_offset)[0]
