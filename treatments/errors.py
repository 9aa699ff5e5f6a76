"""Programming errors of this room, and records that cannot be true.

::

    TreatmentError
    ├── InvalidRecordError     a value that no treatment can have: a dose of -4 units
    │   ├── NaiveTimeError     a moment without a time zone
    │   └── UnknownRegionError a region that is not on the face chart
    └── MixedProductsError     units of two toxin products were added or compared
"""


class TreatmentError(Exception):
    """Base of every exception that this room raises on purpose."""


class InvalidRecordError(TreatmentError, ValueError):
    """A value that no treatment can have."""


class NaiveTimeError(InvalidRecordError):
    """A moment without a time zone."""


class UnknownRegionError(InvalidRecordError):
    """A region that is not on the face chart."""


class MixedProductsError(TreatmentError, TypeError):
    """Units of two toxin products were added or compared."""
