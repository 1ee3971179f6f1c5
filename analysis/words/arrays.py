"""The arrays that the modules of this package hand to one another, by what they hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Codes", "Floats", "Hashes", "Ints"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]  # code points
