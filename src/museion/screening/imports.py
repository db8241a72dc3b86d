"""What can be imported into the room."""

from pathlib import Path

from museion.core.imports.registry import Importer
from museion.screening.actions.looted_sites import save_site_rows
from museion.screening.incoming import losses, site_rows

_MAPPINGS = Path(__file__).parent / "mappings"

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
        mappings=_MAPPINGS,
    ),
    Importer(
        kind="looted_sites",
        fields=site_rows.TEXTS | site_rows.OTHERS,
        texts=site_rows.TEXTS,
        read=site_rows.read_site,
        resolve=site_rows.resolve_sites,
        save=save_site_rows,
        mappings=_MAPPINGS,
    ),
)
