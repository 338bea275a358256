"""Tells whether a file lies on a disk that several machines may share."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = {
    "9p", "afs", "beegfs", "ceph", "cifs", "davfs", "gfs2", "gpfs", "lustre", "ncpfs", "nfs",
    "nfs4", "ocfs2", "smb2", "smb3", "smbfs", "vboxsf", "fuse.ceph", "fuse.davfs", "fuse.davfs2",
    "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse",
}  # fmt: skip
_REMOTE_DRIVE = 4
"""What Windows calls ``DRIVE_REMOTE``."""


def is_shared(path: Path) -> bool:
    """Return whether ``path`` (it need not exist) lies on a network disk; False if nobody can tell.

    The write-ahead log of SQLite needs memory that all who use the file share, so they must be on
    one machine (sqlite.org/wal.html, "Disadvantages").
    """
    whole = Path(os.path.realpath(path))
    if sys.platform == "win32":
        import ctypes

        anchor = whole.anchor
        return anchor.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
        )
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return kind_of_disk(whole, mounts) in _NETWORK


def kind_of_disk(path: Path, mounts: str) -> str | None:
    """Return the file system that ``path`` (absolute, without links) lies on.

    ``mounts`` is a mountinfo file of Linux (proc(5)): field 5 is the mount point, and the kind is
    the first field after a lone hyphen.
    """
    found: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= found[0]:
            found = (len(point.parts), after.split(" ")[0])  # what is mounted later lies on top
    return found[1]
