"""How far a browser looks through the log for what a matter's page leaves out, in the script itself."""

import json
import subprocess
from pathlib import Path

import pytest

from script._lib import node_packages

LOG = Path(__file__).resolve().parents[3] / "src" / "linli" / "site" / "frontend" / "log"
BOUND = 32 * 256
PROGRAM = """
import {{ findHidden, fromText, hashLeaf, hashNode, hashRange }} from "{built}";
const [size, first, places, told] = {given};
const write = (_, at) => fromText(JSON.stringify(
  places.includes(at) ? {{ matter: "M", community: "willow" }} : {{ veiled: String(at) }}));
const entries = Array.from({{ length: size }}, write);
const levels = [await Promise.all(entries.map(hashLeaf))];
while (levels.at(-1).length > 1) {{
  const row = levels.at(-1), half = Math.floor(row.length / 2);
  const pair = (_, at) => hashNode(row[at * 2], row[at * 2 + 1]);
  levels.push(await Promise.all(Array.from({{ length: half }}, pair)));
}}
const nodes = async (level, index) => levels[level][index];
const tiles = {{
  nodes: () => nodes,
  entries: async (number) => entries.slice(number * 256, (number + 1) * 256),
}};
const now = {{ size, root: await hashRange(0, size, nodes) }};
const matter = {{ matter: "M", community: "willow" }};
console.log(JSON.stringify(await findHidden(tiles, now, first, new Set(told), matter)));
"""


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """Looks through a log of that size, whose entries at some places are of the matter."""
    esbuild = node_packages.NODE_MODULES / "esbuild" / "bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("needs the front-end packages that script/setup installs")
    folder, env = tmp_path_factory.mktemp("scan"), node_packages.environment()
    source, built = folder / "scan.ts", folder / "scan.mjs"
    source.write_text(
        "".join(f'export * from "{LOG / name}";\n' for name in ("scan", "merkle", "bytes"))
    )
    subprocess.run(
        [esbuild, source, "--bundle", "--format=esm", f"--outfile={built}", "--log-level=error"],
        env=env,
        check=True,
    )

    def look(size: int, first: int, places: list[int], told: list[int]) -> dict:
        given = json.dumps([size, first, places, told])
        program = PROGRAM.format(built=built.as_uri(), given=given)
        command = ["node", "--input-type=module", "-e", program]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return look


def test_entries_that_are_not_told_are_found_to_the_end(look):
    assert look(700, 3, [1, 3, 300, 699], [3]) == {"end": 700, "hidden": [300, 699]}


def test_looking_ends_at_the_bound_and_says_where(look):
    found = look(BOUND + 300, 0, [0, 5, BOUND - 1, BOUND], [0, 5])
    assert found == {"end": BOUND, "hidden": [BOUND - 1]}
