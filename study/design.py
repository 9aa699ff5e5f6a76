"""The columns of a model over cycles: microcurrent, period, product and dose within its product."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.cycles import Cycle

MICROCURRENT = "microcurrent"


def design_of(cycles: Sequence[Cycle]) -> pd.DataFrame:
    """Return one row per cycle and one column per effect that the data can tell apart.

    Parameters
    ----------
    cycles : sequence of Cycle
        Of one region and expression.

    Returns
    -------
    DataFrame of float64
        ``intercept``; ``microcurrent`` 0 or 1; ``period``, the number of the cycle, centred; one
        column of 0 and 1 for each product but the most used; ``relative_dose``, the units over the
        mean of the same product (units of different products are never compared), centred. A column
        that says nothing beyond those before it is left out.
    """
    products = pd.Series([cycle.product for cycle in cycles])
    doses = pd.Series([cycle.dose_units for cycle in cycles])
    relative = doses / doses.groupby(products).transform("mean")
    period = np.array([cycle.number for cycle in cycles], float)
    rarer = [str(name) for name in products.value_counts().index[1:]]
    columns = {
        "intercept": np.ones(len(cycles)),
        MICROCURRENT: np.array([cycle.exposure == "with" for cycle in cycles], float),
        "period": period - period.mean(),
        **{name: (products == name).to_numpy(float) for name in rarer},
        "relative_dose": (relative - 1).to_numpy(float),
    }
    kept: dict[str, npt.NDArray[np.float64]] = {}
    for name, column in columns.items():
        wider = np.column_stack([*kept.values(), column])
        if np.linalg.matrix_rank(wider) == wider.shape[1]:
            kept[name] = column
    return pd.DataFrame(kept)
