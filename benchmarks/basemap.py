"""How long a map file takes to become a basemap, and how large it is then.

.venv/bin/python benchmarks/basemap.py FILE.osm FILE.osm.pbf …
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import django
from django.conf import settings


def main(files: list[str]) -> None:
    settings.configure(USE_I18N=False)
    django.setup()
    print("| file | size, kB | read, s | all, s | tiles | archive, kB | facilities | peak, MB |")
    print("|---|---|---|---|---|---|---|---|")
    for file in files:
        print(measure(Path(file)))


def measure(path: Path) -> str:
    """One line of the table; the peak is that of the process so far."""
    from linli.ground.places.basemap.building import READING, build_basemap

    read = 0.0
    started = time.perf_counter()

    def note(share: float) -> None:
        nonlocal read
        if share <= READING:
            read = time.perf_counter() - started

    with tempfile.TemporaryFile() as out:
        built = build_basemap(path, out, territory=None, language="zh-hans", on_progress=note)
        size = out.tell()
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {path.name} | {path.stat().st_size / 1000:,.0f} | {read:.2f} | {took:.2f} "
        f"| {built.header.addressed} | {size / 1000:,.0f} | {len(built.facilities)} | {peak:.0f} |"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
