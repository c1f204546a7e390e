"""Where a WHMCS is installed, given the address of any of its pages.

Its pages are `*.php` in the folder of the installation or in `admin`; friendly addresses put more
behind them (`index.php/store`, `index.php?rp=/login`). The API is `includes/api.php`.
"""

import re

API = "includes/api.php"
_PAGE = re.compile(r"(?<![:/])/+(?:(?:admin|includes)|[^/?#]+\.php)(?:[/?#].*)?$", re.DOTALL)


def without_page(url: str) -> str:
    """The folder of the installation: what leads to a page inside it is cut off."""
    return _PAGE.sub("", url)


def endpoint(url: str) -> str:
    """The API's address, given WHMCS's own."""
    return f"{without_page(url.strip()).rstrip('/')}/{API}"
