"""How sure the analysis is: what Polis leaves out.

Each module repeats the fit on ballots that are drawn again, shuffled, or lack somebody. All draws
come from the seed in the options, so the same votes give the same findings.
"""
