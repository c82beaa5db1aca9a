"""The definitions of RFC 6962, section 2.1, word for word and slow."""

import hashlib


def split(count):
    """The largest power of two that is smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def tree_hash(entries):
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return hashlib.sha256(b"\x01" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def inclusion_path(index, entries):
    if len(entries) == 1:
        return ()
    k = split(len(entries))
    if index < k:
        return (*inclusion_path(index, entries[:k]), tree_hash(entries[k:]))
    return (*inclusion_path(index - k, entries[k:]), tree_hash(entries[:k]))


def consistency_path(old, entries, *, whole=True):
    if old == len(entries):
        return () if whole else (tree_hash(entries),)
    k = split(len(entries))
    if old <= k:
        return (*consistency_path(old, entries[:k], whole=whole), tree_hash(entries[k:]))
    return (*consistency_path(old - k, entries[k:], whole=False), tree_hash(entries[:k]))
