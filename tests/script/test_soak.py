"""The long runs are named as people name commands."""

import pytest

from script._lib import soak


def test_names_have_hyphens() -> None:
    assert {"equal-shares", "growth"} <= set(soak.names())
    assert not [name for name in soak.names() if "_" in name]


def test_main_lists_the_names_when_there_is_none_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["nothing"]) == soak.main([]) == 2
    assert capsys.readouterr().err == 2 * f"script/soak {' | '.join(soak.names())}\n"


@pytest.mark.parametrize("name", ["equal-shares", "equal_shares"])
def test_main_takes_hyphens_and_underscores(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[tuple[str, ...]] = []
    monkeypatch.setattr(soak.project_setup, "enter", lambda *, development: None)
    monkeypatch.setattr(soak, "_become", lambda module, *more: run.append((module, *more)))
    soak.main([name, "--elections", "5"])
    assert run == [("equal_shares", "--elections", "5")]
