"""`python -m bench.screening.runs`: the whole run, fields, photos, kinds at risk and legal classes together, as a catalogue asks it.

Real records of three museums stand for losses; real photos stand beside some of them, replicas of others fill the index of
photos to one for each loss. Half of the lots offer what was lost, in a dealer's words, a part with a transformed photo.
"""

import argparse
from pathlib import Path

from bench.setting import prepare


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening.runs", description=__doc__)
    parser.add_argument("--losses", type=int, default=20_000)
    parser.add_argument("--lots", type=int, default=1_000, help="of words alone, and of made records")
    parser.add_argument("--photo-lots", type=int, help="as many as --lots")
    parser.add_argument("--home", default=".cache/bench/runs")
    asked = parser.parse_args()
    home = prepare(asked.home)
    from museion.core.starting import set_up  # what the settings read must stand before

    set_up()
    from bench.screening.run_lots import measure  # it names models, which exist only now

    measure(
        Path(home),
        losses=asked.losses,
        lots=asked.lots,
        photo_lots=asked.lots if asked.photo_lots is None else asked.photo_lots,
    )


if __name__ == "__main__":
    main()
