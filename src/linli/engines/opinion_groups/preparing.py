"""Compiling, apart from the work that it is for."""

import numpy as np

from linli.engines.opinion_groups.votes import Votes


def prepare() -> int:
    """Compiles what an analysis runs, or loads it from the cache; says how much was compiled.

    An analysis does this by itself where it must; here it can be told apart, and timed.
    """
    from linli.engines.opinion_groups.analyse import analyse
    from linli.engines.opinion_groups.compiled.kernel import count_compiled
    from linli.engines.opinion_groups.options import Options

    before = count_compiled()
    people, statements = (part.ravel() for part in np.indices((16, 8)))
    values = (people * 5 + statements * statements) % 3 - 1
    options = Options(shuffles=99, resamples=2, examined=1)
    for times in (None, people):
        analysis = analyse(Votes.from_arrays(people, statements, values, times), options=options)
    assert analysis.chance.deals
    assert analysis.stability.resamples
    assert analysis.coordination is not None
    return count_compiled() - before
