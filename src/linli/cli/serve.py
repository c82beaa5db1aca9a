"""`linli serve`: the web server and the worker for background jobs, under one supervisor."""

import os
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import click

from linli.cli.supervisor import Child, Supervisor
from linli.cli.upgrades.lock import UpgradingError, serving

WEB_TRIES = 3
# The web server comes up first; nobody waits for the first job.
JOBS_DELAY = 1.5

GREETING = """
邻里已就绪 Linli is ready: {address}
{places}
按 Ctrl-C 停止。 Ctrl-C stops it."""
UPGRADING = (
    "正在升级，请等升级结束后再启动。 An upgrade is under way. Start again when it has ended."
)
PLACES = {
    "/report": "报告一件事 report something",
    "/statistics": "看看承诺兑现了多少 see how many promises were kept",
    "/matters": "看看正在办的事 see what is under way",
}
DEMO_PLACE = {"/demo": "选一个身份走一遍 take a part and walk through"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--greet", is_flag=True, help="Say where to look once the server answers.")
def serve(host: str, port: int, *, greet: bool) -> None:
    """Serve the pages and work off the jobs until stopped; not while an upgrade is under way."""
    greeting = Greeting(f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104 - compared, not bound
    children = [
        Child("web", web_command(host, port), tries=WEB_TRIES),
        Child("jobs", jobs_command(), delay=JOBS_DELAY),
    ]
    supervisor = Supervisor(children, greeting.tick) if greet else Supervisor(children)
    try:
        with serving(_data_folder()):
            sys.exit(supervisor.run())
    except UpgradingError:
        click.echo(UPGRADING, err=True)
        sys.exit(1)


def _data_folder() -> Path:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    from django.conf import settings

    return Path(settings.LINLI_DATA_DIR)


def web_command(host: str, port: int) -> list[str]:
    return [sys.executable, "-m", "linli.cli.web", host, str(port)]


def jobs_command() -> list[str]:
    return [str(Path(sys.executable).with_name("linli")), "work"]


@dataclass(slots=True)
class Greeting:
    """Says once, when the server answers, where it is and what to try."""

    address: str
    said: bool = False

    def tick(self) -> None:
        if not self.said and self._answers():
            self.said = True
            click.echo(GREETING.format(address=self.address, places=self._places()))

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=1):  # noqa: S310 - http, see above
                return True
        except urllib.error.HTTPError:
            return True  # it speaks, if only to other host names
        except OSError:
            return False

    def _places(self) -> str:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
        from django.conf import settings

        listed = (DEMO_PLACE if settings.LINLI_DEMO else {}) | PLACES
        return "\n".join(f"  {self.address}{path}  {what}" for path, what in listed.items())
