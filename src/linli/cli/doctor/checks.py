"""What is looked at, in the order in which it makes sense."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.cli.doctor import communities, database, machine, photos, public_log
from linli.cli.doctor.findings import Finding, Level, advice, fault
from linli.ground.communities.models import Community


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: of the machine, or of each community, or one of them."""

    title: str
    look: Callable[[Community | None], Iterator[Finding]]
    of_communities: bool = False
    # After a fault in it nothing that follows could be asked.
    is_decisive: bool = False


def list_checks() -> list[Check]:
    """Every check."""
    return [
        _of_machine(_("Data folder"), machine.check_folder),
        _of_machine(_("Keys"), machine.check_keys),
        _of_machine(_("Disk"), machine.check_disk),
        _of_machine(_("Static files"), machine.check_static_files),
        _of_machine(_("Carriers of messages"), machine.check_carriers),
        _of_machine(_("Database"), database.check_connection, is_decisive=True),
        _of_machine(_("Tables"), database.check_migrations, is_decisive=True),
        Check(_("Records"), database.check_records, of_communities=True),
        _of_machine(_("Photos"), photos.check_photos),
        _of_machine(_("Jobs"), database.check_jobs),
        _of_machine(_("Worker"), database.check_worker),
        _of_machine(_("Public log"), public_log.check_log),
        Check(_("Communities"), communities.check_communities, of_communities=True),
        Check(_("Calendars"), communities.check_calendars, of_communities=True),
        Check(_("Duties"), communities.check_duties, of_communities=True),
    ]


def run_checks(community: Community | None = None) -> Iterator[tuple[Check, list[Finding]]]:
    """Each check with what it found: in all communities, or in that one; to the first after which
    nothing more could be asked."""
    for check in list_checks():
        findings = list(check.look(community))
        yield check, findings
        if check.is_decisive and any(finding.level is Level.FAULT for finding in findings):
            return


def look_over(community: Community) -> list[tuple[str, list[Finding]]]:
    """What the community's administrator may read: of the machine that it shares with others, that
    something is wrong and no more."""
    is_shared = Community.objects.exclude(pk=community.pk).exists()
    return [
        (
            check.title,
            findings
            if check.of_communities or not is_shared
            else [_in_general(level) for level in dict.fromkeys(each.level for each in findings)],
        )
        for check, findings in run_checks(community)
    ]


def _in_general(level: Level) -> Finding:
    finding = fault if level is Level.FAULT else advice
    return finding(
        _("Something is not as it should be."),
        _("Whoever runs the server reads what it is: linli doctor"),
    )


def _of_machine(
    title: str, look: Callable[[], Iterator[Finding]], *, is_decisive: bool = False
) -> Check:
    return Check(title, lambda _community: look(), is_decisive=is_decisive)
