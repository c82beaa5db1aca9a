"""A verifiable log: what was published was never changed or removed, as anyone can check.

An append-only Merkle tree (RFC 6962) in the C2SP formats tlog-tiles, tlog-checkpoint,
signed-note, tlog-cosignature, tlog-witness and tlog-proof, so that tools by others read it.

Rules, pure: `hashing`, `proving`, `checking`, `tree`, `edge`, `tiles`, `notes`, `keys`,
`checkpoints`, `witnesses`, `witnessing`, `receipts`, `splits`. Around them: `sources` and
`http_source` (reading), `writer` (appending to a folder), `witness_client`, `witness_store`,
`verification`, `handovers`, `placing`, `command`.

Limits: entries of at most 65,535 bytes, sizes below 2^63, SHA-256 and Ed25519 only, no pruning.
"""

from linli.engines.tile_log.checking import check_consistency, check_inclusion
from linli.engines.tile_log.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from linli.engines.tile_log.command import command
from linli.engines.tile_log.errors import (
    FormatError,
    LockedError,
    LogError,
    MissingError,
    ProofError,
    SignatureError,
    SourceError,
    StorageError,
)
from linli.engines.tile_log.handovers import (
    Handover,
    check_handover,
    encode_handovers,
    list_earlier_keys,
    parse_handovers,
)
from linli.engines.tile_log.hashing import hash_leaf
from linli.engines.tile_log.http_source import HttpSource
from linli.engines.tile_log.key_texts import parse_keys, parse_signer, parse_verifier
from linli.engines.tile_log.keys import (
    LOG_KEY,
    WITNESS_KEY,
    Signer,
    Verifier,
    make_signer,
)
from linli.engines.tile_log.notes import Note, NoteSignature, parse_note
from linli.engines.tile_log.receipts import Receipt, build_receipt, check_receipt, parse_receipt
from linli.engines.tile_log.sources import FolderSource
from linli.engines.tile_log.splits import SplitView, check_split, find_split, parse_split
from linli.engines.tile_log.tile_tree import TileTree
from linli.engines.tile_log.tiles import Tile, parse_tile_path
from linli.engines.tile_log.tree import MemoryTree
from linli.engines.tile_log.verification import Verdict, verify_log
from linli.engines.tile_log.witness_client import request_cosignature
from linli.engines.tile_log.witness_store import WitnessStore
from linli.engines.tile_log.witnesses import Cosignature, WitnessPolicy
from linli.engines.tile_log.witnessing import (
    AddCheckpoint,
    Answer,
    answer_request,
    parse_answer,
    parse_request,
)
from linli.engines.tile_log.writer import LogWriter

__all__ = [
    "LOG_KEY",
    "WITNESS_KEY",
    "AddCheckpoint",
    "Answer",
    "Checkpoint",
    "Cosignature",
    "FolderSource",
    "FormatError",
    "Handover",
    "HttpSource",
    "LockedError",
    "LogError",
    "LogWriter",
    "MemoryTree",
    "MissingError",
    "Note",
    "NoteSignature",
    "ProofError",
    "Receipt",
    "SignatureError",
    "SignedCheckpoint",
    "Signer",
    "SourceError",
    "SplitView",
    "StorageError",
    "Tile",
    "TileTree",
    "Verdict",
    "Verifier",
    "WitnessPolicy",
    "WitnessStore",
    "answer_request",
    "build_receipt",
    "check_consistency",
    "check_handover",
    "check_inclusion",
    "check_receipt",
    "check_split",
    "command",
    "encode_handovers",
    "find_split",
    "hash_leaf",
    "list_earlier_keys",
    "make_signer",
    "open_checkpoint",
    "parse_answer",
    "parse_checkpoint",
    "parse_handovers",
    "parse_keys",
    "parse_note",
    "parse_receipt",
    "parse_request",
    "parse_signer",
    "parse_split",
    "parse_tile_path",
    "parse_verifier",
    "request_cosignature",
    "sign_checkpoint",
    "verify_log",
]
