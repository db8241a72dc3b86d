"""`python -m bench [NAME …]`: runs the named measurements, all of them without a name, and prints one table each."""

import argparse
import importlib
import sys

from bench.setting import prepare

MEASUREMENTS = (
    "importing",
    "growth",
    "searching",
    "pages",
    "exposure",
    "hazards",
    "alerts",
    "mobilisation",
    "library",
    "events",
    "sizes",
    "exchange",
    "crowd",
    "relevance",
    "engines",
    "semantic",
    "custody",
    "formats",
    "deciding",
    "merging",
    "day",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MEASUREMENTS)}")
    parser.add_argument("--home", default=".cache/bench", help="where the measured data is kept between runs")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"no measurement called {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}")
    prepare(asked.home)
    for name in asked.names or MEASUREMENTS:
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"bench.{name}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
