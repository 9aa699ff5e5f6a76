"""Render everything that ``sample_images/`` ships: ``python -m sample_images.make``."""

import sys
from pathlib import Path

from sample_images.clients import CLIENTS
from sample_images.refusals import photograph_pairs
from sample_images.series import describe_clinic, photograph_client


def main(folder: Path) -> None:
    """Write the demo clinic and the pairs below `folder`."""
    for client in CLIENTS:
        written = photograph_client(client, folder / "clinic")
        sys.stdout.write(f"{client.key}: {len(written)} photos\n")
    describe_clinic(folder / "clinic")
    sys.stdout.write(f"pairs: {len(photograph_pairs(folder / 'pairs'))} photos\n")


if __name__ == "__main__":
    main(Path(__file__).parent)
