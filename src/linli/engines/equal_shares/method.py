"""Everything that was decided about how to count, before counting."""

from dataclasses import dataclass

from linli.engines.equal_shares.errors import OptionError
from linli.engines.equal_shares.options import Completion, Convention, Rule, Satisfaction
from linli.engines.equal_shares.ties import TieRule


@dataclass(frozen=True)
class Method:
    """Rule, completion, satisfaction, convention and tie order of one allocation.

    ``unit`` smallest units make one unit of the currency. ``increment`` smallest units are added
    to every voter's share in a step of add1, unless ``budget_step`` is set: then each step
    shares out that much more among all voters.
    ``comparison_step`` hands the outcome to the greedy rule if more voters are better off
    with it.
    """

    rule: Rule
    completion: Completion
    satisfaction: Satisfaction
    convention: Convention
    ties: TieRule
    unit: int = 1
    increment: int = 1
    budget_step: int | None = None
    comparison_step: bool = False

    def __post_init__(self) -> None:
        if self.increment < 1 or (self.budget_step is not None and self.budget_step < 1):
            raise OptionError("a step must be at least one smallest unit")
        if self.rule is not Rule.EQUAL_SHARES and self.completion is not Completion.NONE:
            raise OptionError(f"completion {self.completion} belongs to rule mes, not {self.rule}")
