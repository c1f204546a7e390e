"""The secrets of a system. They are kept in Secrets Manager and nowhere else."""

from dataclasses import dataclass, field

from accounting.domain.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Credentials:
    """`password`: the API secret. `access_key`: passes WHMCS's IP restriction; may be empty."""

    password: str = field(repr=False)
    access_key: str = field(default="", repr=False)


NO_CREDENTIALS = Credentials("")


@dataclass(frozen=True, slots=True)
class CredentialsChange:
    """What somebody has entered anew; None stays as it is stored."""

    password: str | None = field(default=None, repr=False)
    access_key: str | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return self.password is not None or self.access_key is not None

    @property
    def fields(self) -> list[str]:
        """The names of what was entered."""
        given = {"password": self.password, "access_key": self.access_key}
        return [name for name, value in given.items() if value is not None]

    def kept(self, *, has_access_key: bool) -> list[str]:
        """The fields whose stored secret stays in use."""
        stays = {
            "password": self.password is None,
            "access_key": has_access_key and self.access_key is None,
        }
        return [name for name, stored in stays.items() if stored]

    def check_moved(self, *, has_access_key: bool) -> None:
        """A secret goes to the address it was entered for and to no other: with another address
        all are needed. Raises InvalidInput that names those that were not entered."""
        problem = "must be entered again, because the URL is another one"
        kept = self.kept(has_access_key=has_access_key)
        if kept:
            raise InvalidInput(*((name, problem) for name in kept))

    def applied_to(self, stored: Credentials) -> Credentials:
        return Credentials(
            password=stored.password if self.password is None else self.password,
            access_key=stored.access_key if self.access_key is None else self.access_key,
        )
