"""`python -m tests.crash.prepare NUMBER`: tables, static files, a street, and so many jobs.

Writes the code of the grid to report in.
"""

import sys

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from linli.core.records.queue import enqueue
from tests.crash.tally.names import TALLY
from tests.factories import make_scene


def prepare(jobs: int) -> str:
    call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    scene = make_scene()
    for number in range(jobs):
        enqueue(TALLY, payload={"number": number}, run_at=timezone.now())
    return scene.places.grid.code


if __name__ == "__main__":
    sys.stdout.write(prepare(int(sys.argv[1])))
