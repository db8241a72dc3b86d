"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.screening.incoming import losses

IMPORTERS: tuple[Importer, ...] = (
    Importer(
        kind="losses",
        fields=losses.TEXTS | losses.OTHERS,
        texts=losses.TEXTS,
        files=losses.FILES,
        read=losses.read_loss,
        check=losses.check_loss,
        resolve=losses.resolve_losses,
        save=losses.save_loss_rows,
        mappings=Path(__file__).parent / "mappings",
    ),
)
