"""The pages there are, and for whom: the one table that the navigation is made from.

A page that is left out for a role cannot be reached by its address either. What a page may show
is decided again by `tracking.access`, in every use case.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard import texts
from tracking.access import Role

PHOTOGRAPHERS = (Role.OWNER, Role.PRACTITIONER)
PRACTICE = (Role.OWNER, Role.PRACTITIONER, Role.THERAPIST)


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Attributes
    ----------
    file : str
        Its script, from the root of the project; ``url_path`` is the name of that file.
    title : callable
        Returns its title in the reader's language.
    roles : tuple of Role
        Who has it.
    in_masthead : bool
        Whether the masthead links to it.
    needs_records : bool
        Whether it waits for the records to be open.
    """

    file: str
    title: Callable[[], str]
    roles: tuple[Role, ...]
    in_masthead: bool = True
    needs_records: bool = True

    @property
    def url_path(self) -> str:
        """Where it is."""
        return self.file.rpartition("/")[2].removesuffix(".py")


PAGES = (
    PageEntry("dashboard/views/progress.py", lambda: texts.MY_PROGRESS, (Role.CLIENT,)),
    PageEntry("dashboard/views/diary.py", lambda: texts.DIARY, (Role.CLIENT,)),
    PageEntry("dashboard/views/my_records.py", lambda: texts.MY_RECORDS, (Role.CLIENT,)),
    PageEntry("dashboard/views/clients.py", lambda: texts.CLIENTS, PRACTICE),
    PageEntry("dashboard/views/today.py", lambda: texts.TODAY, PRACTICE),
    PageEntry("dashboard/views/visit.py", lambda: texts.NEW_VISIT, PHOTOGRAPHERS),
    PageEntry("dashboard/views/treatment.py", lambda: texts.TREATMENT, PRACTICE),
    PageEntry("dashboard/views/client.py", lambda: texts.CLIENT, PRACTICE, in_masthead=False),
    PageEntry(
        "dashboard/views/compare.py",
        lambda: texts.COMPARE,
        PHOTOGRAPHERS,
        needs_records=False,
    ),
    PageEntry("dashboard/views/research.py", lambda: texts.RESEARCH, (Role.RESEARCHER, Role.OWNER)),
    PageEntry("dashboard/views/reading.py", lambda: texts.READING, (Role.RESEARCHER, Role.OWNER)),
    PageEntry("dashboard/views/practice.py", lambda: texts.PRACTICE, (Role.OWNER,)),
)


def pages_of(role: Role) -> tuple[PageEntry, ...]:
    """Return the pages of a role in the order of the masthead; the first one opens."""
    return tuple(page for page in PAGES if role in page.roles)
