"""All frames of a store: those of trials and protocols, and those of study designs."""

import pandas as pd

from data.model.schema import FRAMES, Frame, to_dataframe
from data.model.study_design import STUDY_FRAMES

STORE_FRAMES: tuple[Frame, ...] = (*FRAMES, *STUDY_FRAMES)


def without_rows() -> dict[str, pd.DataFrame]:
    """Every frame of a store by its name, empty."""
    return {frame.name: to_dataframe(frame, []) for frame in STORE_FRAMES}
