"""How long we wait for an accounting system."""

from dataclasses import dataclass

# What the resolver of Lambda's runtime takes at most: two attempts of 5 seconds.
DNS_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for one request: to connect, as many again for the TLS handshake, and for the whole
    answer, from the request to the last byte. Nothing bounds how long DNS takes: see `most`."""

    connect: float
    answer: float

    @property
    def most(self) -> float:
        return DNS_SECONDS + 2 * self.connect + self.answer


SYNC_PATIENCE = Patience(connect=5, answer=40)
TEST_PATIENCE = Patience(connect=3, answer=9)
