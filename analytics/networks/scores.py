"""Scores as every measure returns them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from placegraph.analytics.networks.network import Network, Vector


def scores_of(network: Network, values: npt.ArrayLike) -> pd.Series:
    """Return ``values``, in the order of the network's ids, as a series of floats."""
    return pd.Series(np.asarray(values), index=network.index, dtype=np.float64)


def ratio(top: Vector, bottom: Vector | float, zero: npt.NDArray[np.bool_] | None = None) -> Vector:
    """Divide; NaN where the divisor is 0, but 0 where ``zero`` says the measure is defined as 0."""
    divisor = np.broadcast_to(np.asarray(bottom, dtype=np.float64), top.shape)
    shares = np.full(top.shape, np.nan)
    np.divide(top, divisor, out=shares, where=divisor != 0)
    if zero is not None:
        shares[zero] = 0
    return shares
