"""Files that survive a crash: atomic replacement, synced appends, and a lock between processes.

Everything is plain `os` calls, so that opening costs nothing. Each function raises OSError as the system gives it;
the store turns that into a message for people.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: Seconds to wait for another process that holds the lock. It is held for one append, so this is never reached
#: unless that process was stopped in the middle.
LOCK_PATIENCE = 10.0

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LOCKS_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class Signature(NamedTuple):
    """What tells one state of a file from another without reading it."""

    device: int
    inode: int
    size: int
    modified_ns: int


class LockTimeoutError(OSError):
    """Another process has held the lock for longer than LOCK_PATIENCE."""


def signature(path: Path) -> Signature | None:
    """The file's signature, or None if there is no such file."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Signature(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def read_from(path: Path, offset: int = 0) -> bytes:
    """The bytes of a file from an offset on; empty if there is no such file."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def sync(descriptor: int) -> None:
    """Flush a file to the disk itself (on macOS fsync alone stops at the drive's cache)."""
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: the system may take fewer than it is given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def replace_file(path: Path, data: bytes, *, keep: Path | None = None) -> None:
    """Put `data` in the place of a file so that a crash leaves the old or the new one, whole.

    Temporary file, flush, rename, flush of the folder. The temporary file has one name: call it under the lock.
    What was there before is kept under the name `keep`.
    """
    temporary = path.with_name(f"{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        try:
            write_all(descriptor, data)
            _keep_mode(path, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if keep is not None and path.exists():
            # At the last moment: until the rename both names are one file, and damage to it would be damage to both.
            keep_copy(path, keep)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def keep_copy(path: Path, copy: Path) -> None:
    """Keep the present content of `path` under the name `copy` (a link where the file system has links)."""
    temporary = copy.with_name(f"{copy.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        temporary.hardlink_to(path)
    except OSError:
        replace_file(copy, read_from(path))
        return
    temporary.replace(copy)
    # Renaming one link onto another of the same file does nothing and leaves both.
    temporary.unlink(missing_ok=True)


def append_at(path: Path, offset: int, data: bytes) -> None:
    """Write `data` at `offset`, the end of the file, and flush it; on any trouble the file ends there as before."""
    descriptor = os.open(path, os.O_WRONLY | _BINARY)
    try:
        try:
            os.lseek(descriptor, offset, os.SEEK_SET)
            write_all(descriptor, data)
            sync(descriptor)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(descriptor, offset)
            raise
    finally:
        os.close(descriptor)


def cut_at(path: Path, offset: int) -> None:
    """End a file at an offset, durably."""
    descriptor = os.open(path, os.O_WRONLY | _BINARY)
    try:
        os.ftruncate(descriptor, offset)
        sync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path, *, shared: bool = False, patience: float | None = None) -> Iterator[None]:
    """Hold the lock that the file `path` stands for; the file is made if need be and never removed.

    Raises LockTimeoutError when another process holds it for longer than `patience` (seconds; by default
    LOCK_PATIENCE).
    A shared lock is for reading: where the file cannot be made (a read-only folder), reading goes on without,
    since nobody can write there either. File systems without locks are used without.
    """
    descriptor = _open_lock(path, shared=shared)
    try:
        if descriptor is not None:
            _acquire(descriptor, path, shared=shared, patience=LOCK_PATIENCE if patience is None else patience)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _open_lock(path: Path, *, shared: bool) -> int | None:
    try:
        return os.open(path, os.O_RDWR | (0 if shared else os.O_CREAT) | _BINARY, 0o666)
    except FileNotFoundError:
        if shared:
            return None
        raise
    except OSError as error:
        if not shared or error.errno not in _READ_ONLY:
            raise
    with suppress(OSError):
        return os.open(path, os.O_RDONLY | _BINARY)
    return None


def _acquire(descriptor: int, path: Path, *, shared: bool, patience: float) -> None:
    deadline = time.monotonic() + patience
    pause = 0.0002
    while not _try_lock(descriptor, shared=shared):
        if time.monotonic() > deadline:
            raise LockTimeoutError(errno.EAGAIN, "another program holds the store and does not answer", str(path))
        time.sleep(pause)
        pause = min(pause * 1.5, 0.01)


if sys.platform == "win32":

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        """Lock the first byte. msvcrt has no shared locks: readers exclude each other for the moment of a read."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS_HERE:
                raise
        return True


def _keep_mode(path: Path, descriptor: int) -> None:
    if sys.platform == "win32":
        return
    with suppress(OSError):
        os.fchmod(descriptor, path.stat().st_mode & 0o7777)
