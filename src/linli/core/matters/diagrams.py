"""A procedure as documentation: its states as a diagram, and who may take which step.  Pure."""

from collections.abc import Iterable, Iterator, Sequence

from linli.core.matters.definition import Actor, Procedure, Step, Where
from linli.core.matters.definition.actors import Kind

YES = "✓"


def describe_procedure(procedure: Procedure) -> str:
    """The page of a procedure in Markdown, with a Mermaid diagram; the same for the same
    declaration."""
    sections = [
        [
            f"# {procedure.label}: procedure `{procedure.kind}`, version {procedure.version}",
            "",
            "<!-- Written by `linli docs procedures` from the declaration; change that instead. -->",
        ],
        ["## States", "", *_table(("state", "label", "phase", "final"), _states(procedure))],
        ["```mermaid", *draw_states(procedure), "```"],
        ["## Steps", "", *_table(_step_header(procedure), _steps(procedure))],
        ["Who may:", "", *_actors(procedure)],
        ["What else has to hold:", "", *_conditions(procedure)],
        [
            "## Promises",
            "",
            *_table(("promise", "owed by", "opens", "met by"), _promises(procedure)),
        ],
        [
            "## Contributions",
            "",
            *_table(("contribution", "in", "who", "once"), _contributions(procedure)),
        ],
        ["## Worklists", "", *_table(("list", "duty", "states"), _worklists(procedure))],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if len(lines) > 2) + "\n"  # noqa: PLR2004 - more than a heading


def draw_states(procedure: Procedure) -> list[str]:
    """Lines of a Mermaid state diagram: every step between two states, and where matters end."""
    opening = procedure.opening
    arrows = [("[*]", str(opening.target), opening.name)]
    arrows += [
        (source, step.target, step.name)
        for step in procedure.steps
        for source in step.sources
        if step.target is not None
    ]
    arrows += [(state.name, "[*]", "") for state in procedure.states if state.final]
    return [
        "stateDiagram-v2",
        *(
            f"    {source} --> {target}{f': {name}' if name else ''}"
            for source, target, name in arrows
        ),
    ]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Nothing at all where there are no rows."""
    written = [f"| {' | '.join(row)} |" for row in rows]
    if not written:
        return []
    return [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}", *written]


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _states(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    for state in procedure.states:
        yield f"`{state.name}`", state.label, state.phase.value, YES if state.final else ""


def _all_steps(procedure: Procedure) -> tuple[Step, ...]:
    return procedure.opening, *procedure.steps


def _list_actors(procedure: Procedure) -> list[Actor]:
    """Every actor of the procedure once, in the order in which the steps name them."""
    return list(dict.fromkeys(actor for step in _all_steps(procedure) for actor in step.actors))


def _step_header(procedure: Procedure) -> tuple[str, ...]:
    names = [actor.role for actor in _list_actors(procedure)]
    return "step", "from", "to", *names


def _steps(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    actors = _list_actors(procedure)
    for step in _all_steps(procedure):
        yield (
            f"`{step.name}`",
            _codes(step.sources) or "nothing",
            f"`{step.target}`" if step.target else "stays",
            *(YES if actor in step.actors else "" for actor in actors),
        )


def _actors(procedure: Procedure) -> Iterator[str]:
    for actor in _list_actors(procedure):
        yield f"- **{actor.role}**: {_say_actor(actor)}"


def _say_actor(actor: Actor) -> str:
    if actor.kind is Kind.ANYONE:
        return "everybody, with or without an account"
    if actor.kind is Kind.REPORTER:
        return "who reported it, by account or receipt"
    if actor.kind is Kind.SYSTEM:
        return "the system itself, as a consequence of something else"
    if actor.where is Where.HOLDER:
        return "somebody on that duty for the organisation that holds the matter"
    return "somebody on that duty in the matter's place or above it"


def _conditions(procedure: Procedure) -> Iterator[str]:
    for step in _all_steps(procedure):
        if said := list(_say_conditions(step)):
            yield f"- `{step.name}`: {'; '.join(said)}"


def _say_conditions(step: Step) -> Iterator[str]:
    if step.apart_from:
        yield f"by no person and no organisation that took {_codes(step.apart_from)}"
    if step.apart_from_holder:
        yield "by nobody of the organisation that holds the matter"
    if step.apart_in_person:
        yield f"by no person who took {_codes(step.apart_in_person)}"
    if step.untouched:
        yield "by nobody who had a hand in the matter under review"
    if step.with_reporter:
        yield "by nobody of the holder where the reporter is hidden"
    if step.limit is not None:
        since = f" since `{step.per}`" if step.per else ""
        each = ", each organisation by itself" if step.of_each else ""
        yield f"at most {step.limit} time{'s' if step.limit > 1 else ''}{since}{each}"
    if step.within:
        yield f"within the days of the rule `{step.within}`"
    yield from _say_what_else(step)


def _say_what_else(step: Step) -> Iterator[str]:
    """What it asks of promises, of a holder, and of matters that came out of this one."""
    if step.needs:
        yield f"while {_codes(step.needs)} is open"
    if step.unless:
        yield f"not while {_codes(step.unless)} is open"
    if step.before_due:
        yield f"not when `{step.before_due}` is late"
    if step.after_breach:
        yield f"once the holder has broken {_codes(step.after_breach)}"
    if step.holds is not None:
        yield "while somebody holds it" if step.holds else "while nobody holds it"
    if step.awaits:
        yield f"when no matter that it is `{step.awaits}` is still being worked on"
    if step.passes_on:
        yield f"hands {_codes(step.passes_on)} on to the holder, with their due times"
    if step.extends:
        yield f"moves the due time of `{step.extends[0]}` by the answer `{step.extends[1]}`"
    if step.drops:
        yield f"drops {_codes(step.drops)}"


def _promises(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    steps = _all_steps(procedure)
    for promise in procedure.promises:
        owed = f"`{promise.party}`"
        if promise.hidden_party:
            owed += f", for a hidden reporter `{promise.hidden_party}`"
        yield (
            f"`{promise.name}`",
            owed,
            _codes(step.name for step in steps if promise.name in {*step.opens, *step.resumes}),
            _codes(step.name for step in steps if promise.name in step.meets),
        )


def _contributions(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    for kind in procedure.contributions:
        yield (
            f"`{kind.name}`",
            _codes(kind.states),
            _codes(actor.role for actor in kind.actors),
            YES if kind.once else "",
        )


def _worklists(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    for worklist in procedure.worklists:
        yield f"`{worklist.name}`", worklist.duty, _codes(worklist.states)
