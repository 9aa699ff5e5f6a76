"""Where the researcher's page gets its data: consented clients only, without names or dates."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import streamlit as st

from dashboard.startup import desk
from records.exports import KeptExport
from study.export import earlier_exports, export_research, preview
from study.tables import BASE_TABLES
from tracking.desk import Desk

FRESH_FOR = "5m"


def cohort_tables() -> dict[str, pd.DataFrame]:
    """The tables that an export made now would hold; refused to whoever may not export."""
    return _tables(desk().actor.id, desk())


@st.cache_data(scope="session", ttl=FRESH_FOR, max_entries=1, show_spinner=False)
def _tables(actor_id: str, _desk: Desk) -> dict[str, pd.DataFrame]:
    made = preview(_desk).tables
    return {
        table.name: pd.DataFrame(made[table.name], columns=table.names) for table in BASE_TABLES
    }


def exports() -> list[KeptExport]:
    """Every export that was written, oldest first."""
    return earlier_exports(desk())


def packed_export() -> Callable[[], bytes]:
    """Return what writes an export into the register and packs it, once it is asked for."""
    return partial(_packed, desk())


def _packed(records: Desk) -> bytes:
    packed = io.BytesIO()
    with TemporaryDirectory() as place, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        folder = Path(place) / "export"
        export_research(records, folder)
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return packed.getvalue()
