"""`python -m local.simulator --port 8899 --invoices 20000`: the simulator alone. Ctrl-C ends it."""

import argparse
import gc
import signal
import time

from local import note
from local.simulator.demo import demo_installation
from local.simulator.server import Simulator

# Who calls must trust this; the product does, in development, where the variable says so.
AUTHORITY = note.FOLDER / "simulator-ca.pem"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8899, help="0 takes a free one")
    parser.add_argument("--invoices", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--latency-ms", type=float, default=0.0, help="added to every answer")
    parser.add_argument("--version", choices=("7", "8"), default="8", help="of WHMCS")
    parser.add_argument("--https", action="store_true", help="with a certificate of its own")
    options = parser.parse_args()
    serve(
        Simulator(
            demo_installation(options.invoices, options.seed),
            port=options.port,
            https=options.https,
            version=options.version,
            latency=options.latency_ms / 1000,
        )
    )


def serve(simulator: Simulator) -> None:
    """Until Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # Shells have it ignored behind an &.
    gc.freeze()  # or collections walk through all the invoices, which shows in the latency
    with simulator:
        if simulator.authority:
            AUTHORITY.parent.mkdir(exist_ok=True)
            simulator.authority.pem.write_to_path(AUTHORITY)
            print(f"SOURCE_CA_FILE={AUTHORITY}", flush=True)
        print(f"{simulator.url} identifier=demo secret=demo-secret, Ctrl-C ends it", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
