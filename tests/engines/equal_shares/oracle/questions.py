"""The same questions put to pabutools and to Linli."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from linli.engines.equal_shares import allocate
from script._lib import oracles
from tests.engines.equal_shares.elections import Sample

Answers = dict[str, list[str]]

SCRIPT = Path(__file__).with_name("pabutools_answers.py")


def ask_pabutools(samples: Sequence[Sample]) -> list[Answers]:
    """The winners by question, as pabutools finds them. Raises StepFailedError."""
    done = subprocess.run(
        [oracles.provide(), "-I", SCRIPT],
        input=json.dumps([sample.as_json() for sample in samples]),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Answers] = json.loads(done.stdout)
    return answers


def ask_linli(sample: Sample, questions: Sequence[str]) -> Answers:
    """The winners by question, as Linli finds them."""
    election = sample.election()
    answers = {}
    for question in questions:
        rule, completion, satisfaction = question.split()
        step = sample.budget_step if completion == "step" else None
        allocation = allocate(
            election,
            rule=rule,
            completion="add1" if step else completion,
            satisfaction=satisfaction,
            budget_step=step,
        )
        answers[question] = list(allocation.winners)
    return answers
