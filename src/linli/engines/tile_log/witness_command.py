"""`linli witness`: vouches for other people's logs, with a folder and a port and no database."""

import secrets
import signal
from collections import defaultdict
from pathlib import Path
from types import FrameType

import click

from linli.engines.tile_log.durable import flush
from linli.engines.tile_log.errors import LogError
from linli.engines.tile_log.key_texts import parse_signer, parse_verifier
from linli.engines.tile_log.keys import LOG_KEY, WITNESS_KEY, Signer, Verifier, make_signer
from linli.engines.tile_log.placing import place_file
from linli.engines.tile_log.witness_server import WitnessServer
from linli.engines.tile_log.witness_store import WitnessStore

KEY_NAME = "witness-key"


@click.command("witness")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="Name of a new witness, such as witness.example/street.")
@click.option(
    "--log", "vkeys", multiple=True, required=True, help="Verifier key of a log to watch."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
def command(
    *, folder: Path, name: str | None, vkeys: tuple[str, ...], host: str, port: int
) -> None:
    """Cosign what these logs show, as long as they only grow; refuse a second history.

    FOLDER holds the witness's key, made at the first start, and what it cosigned last.  Lose or
    copy neither: a witness without memory vouches for nothing.
    """
    try:
        logs = _group(vkeys)
        signer = load_signer(folder, name)
    except LogError as error:
        raise click.ClickException(str(error)) from error
    store = WitnessStore(folder, cosigner=signer, logs=logs)
    with WitnessServer((host, port), store, vkey=signer.verifier.vkey) as server:
        signal.signal(signal.SIGTERM, _interrupt)
        click.echo(f"{signer.verifier.vkey}\nhttp://{host}:{server.server_port}")
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _group(vkeys: tuple[str, ...]) -> dict[str, list[Verifier]]:
    """Keys by origin: a log that changes its key has two for a while."""
    logs: dict[str, list[Verifier]] = defaultdict(list)
    for vkey in vkeys:
        key = parse_verifier(vkey)
        if key.kind != LOG_KEY:
            raise click.UsageError(f"{key.name} has a key of type {key.kind}: not that of a log")
        logs[key.name].append(key)
    return logs


def load_signer(folder: Path, name: str | None) -> Signer:
    """The witness's key; made where there is none, readable by its owner alone."""
    path = folder / KEY_NAME
    if path.exists():
        signer = parse_signer(path.read_text().strip())
        if name not in (None, signer.name):
            raise click.UsageError(f"the witness in {folder} is {signer.name}")
        return signer
    if name is None:
        raise click.UsageError("give a new witness a --name")
    signer = make_signer(name, seed=secrets.token_bytes(32), kind=WITNESS_KEY)
    folder.mkdir(parents=True, exist_ok=True)
    place_file(path, f"{signer.skey}\n".encode(), mode=0o600, is_new=True)
    flush(folder.resolve().parent)
    return signer
