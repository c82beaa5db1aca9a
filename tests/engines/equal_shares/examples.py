"""A small election that every rule decides differently, and a file of it."""

from linli.engines.equal_shares import Election, build_election, parse_pabulib

FILE = """META
key;value
description;Riverside
currency;CNY
budget;1200
vote_type;approval
PROJECTS
project_id;cost;name;category;selected
park;900;Pocket park;green,leisure;1
lamp;300;Street lamps;safety;0
book;130;Reading corner;culture;0
bike;310;Bicycle stands;;0
gift;0;Flower seeds;green;0
none;50;Statue;culture;0
VOTES
voter_id;age;sex;vote
"""


def voters() -> list[tuple[str, str, str]]:
    """Forty people: 24 for the park, and three groups who want something of their own."""
    groups = [("park,gift", 24), ("lamp,book", 6), ("lamp,bike", 5), ("book,bike", 4), ("", 1)]
    votes = [vote for vote, size in groups for _ in range(size)]
    return [
        (str(20 + 2 * number) if number else "", "F" if number % 3 else "M", vote)
        for number, vote in enumerate(votes)
    ]


def riverside_file() -> bytes:
    """The file of the election."""
    rows = [f"v{i};{age};{sex};{vote}" for i, (age, sex, vote) in enumerate(voters())]
    return (FILE + "\n".join(rows) + "\n").encode()


def riverside() -> Election:
    """The election as read from its file."""
    return parse_pabulib(riverside_file())


def crossing() -> Election:
    """Two projects that can be bought together and one that lacks a coin."""
    costs = {"a": 4, "b": 6, "c": 7}
    return build_election(12, costs, [["a", "b"], ["a", "c"], ["b", "c"], ["b"]])
