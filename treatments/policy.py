"""What a clinic decides for itself."""

from dataclasses import dataclass
from datetime import tzinfo

from treatments.errors import InvalidRecordError

DEFAULT_WAIT_DAYS = 14
LEAST_WAIT_DAYS = 2
MOST_WAIT_DAYS = 30


@dataclass(frozen=True)
class ClinicPolicy:
    """The clinic's waiting time between Botox and microcurrent, under the name that is shown.

    Published advice reaches from 24 hours to 30 days, and none of it was tested; hence the range.

    Attributes
    ----------
    name : str
        Shown with every finding that rests on the limit.
    zone : tzinfo
        The time zone of the clinic's wall clock, in which days are counted.
    wait_days : int
        From this day on the light is green; 2 to 30.
    """

    name: str
    zone: tzinfo
    wait_days: int = DEFAULT_WAIT_DAYS

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecordError("a policy needs the name it is shown under")
        if not LEAST_WAIT_DAYS <= self.wait_days <= MOST_WAIT_DAYS:
            raise InvalidRecordError(
                f"{self.wait_days} days: the limit is from {LEAST_WAIT_DAYS} to {MOST_WAIT_DAYS}"
            )
