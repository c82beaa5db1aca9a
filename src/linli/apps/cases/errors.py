class CasesError(Exception):
    """Something about a case was refused."""

    code = "cases_error"


class MappingError(CasesError):
    """The mapping of an import says something that cannot be followed."""

    code = "mapping"
