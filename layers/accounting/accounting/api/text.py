"""Text in requests: blanks around it are not kept, and control characters have no place in it."""

from pydantic import AfterValidator, SecretStr

# White space, and what is pasted along with text at times and cannot be seen.
_BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)
_CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
_OF_SEVERAL_LINES = "".join(control for control in _CONTROLS if control not in "\t\n\r")


def _trimmed(forbidden: str, *, empty: bool) -> AfterValidator:
    def trim(text: str | SecretStr) -> str | SecretStr:
        if isinstance(text, SecretStr):
            return SecretStr(_kept(text.get_secret_value(), forbidden, empty=empty))
        return _kept(text, forbidden, empty=empty)

    return AfterValidator(trim)


def _kept(text: str, forbidden: str, *, empty: bool) -> str:
    kept = text.strip(_BLANKS)
    if not kept and not empty:
        raise ValueError("Input should not be empty")
    if not set(forbidden).isdisjoint(kept):
        raise ValueError("Input should not contain control characters")
    return kept


def _class(characters: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in characters)


some_line = _trimmed(_CONTROLS, empty=False)
any_line = _trimmed(_CONTROLS, empty=True)
any_lines = _trimmed(_OF_SEVERAL_LINES, empty=True)

# The same rules for those who read the API's description.
_AROUND, _INSIDE = f"[{_class(_BLANKS)}]*", f"[^{_class(_CONTROLS)}]"
_SEEN = f"[^{_class(_CONTROLS)}{_class(_BLANKS)}]"
SOME_LINE = {"pattern": f"^{_AROUND}{_SEEN}({_INSIDE}*{_SEEN})?{_AROUND}$"}
ANY_LINE = {"pattern": f"^{_AROUND}{_INSIDE}*{_AROUND}$"}
ANY_LINES = {"pattern": f"^{_AROUND}[^{_class(_OF_SEVERAL_LINES)}]*{_AROUND}$"}
