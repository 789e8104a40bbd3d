"""Stylesheets, scripts and pictures: read once at start, served from memory, cached for good.

One hash of the whole tree stands in each address, so that a relative import inside a script
finds its neighbour, and a change of any file changes every address.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from config.brands import Brand

FOLDER = Path(__file__).resolve().parents[2] / "static"
STYLESHEET = "css/app.css"
FOREVER = "public, max-age=31536000, immutable"
_COMPRESSED = frozenset({".css", ".js", ".mjs", ".svg", ".json"})
_TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".svg": "image/svg+xml"}


class AssetMissing(LookupError):
    """A template names a file that is not in the static tree."""


@dataclass(frozen=True, slots=True)
class File:
    """One file, ready to send."""

    content: bytes
    packed: bytes | None
    mimetype: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Every file by its name in the folder, and the hash of them all."""

    digest: str
    files: dict[str, File]


def install(app: Flask, brand: Brand) -> None:
    """Serve the tree below `/static/<hash>/`, with the brand's colours in the stylesheet."""
    app.extensions["assets"] = read_tree(brand)
    app.add_url_rule("/static/<digest>/<path:name>", "static", send)
    app.add_template_global(asset)


@cache
def read_tree(brand: Brand, folder: Path = FOLDER) -> Tree:
    """Read the folder; the result is shared by every application of the process."""
    files: dict[str, File] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            if name == STYLESHEET:
                content = colours(brand) + content
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
            files[name] = _ready(path.suffix, content)
    return Tree(digest.hexdigest()[:16], files)


def colours(brand: Brand) -> bytes:
    """The brand's colours as the custom properties that the stylesheet reads."""
    properties = (
        f"--app-{key.replace('_', '-')}: {value};" for key, value in asdict(brand.colours).items()
    )
    return f":root {{ {' '.join(properties)} }}\n".encode()


def asset(name: str) -> str:
    """The address of a file of the tree. Raises `AssetMissing` for an unknown one."""
    tree: Tree = current_app.extensions["assets"]
    if name not in tree.files and not name.startswith("vendor/"):
        raise AssetMissing(f"static/{name} is not there; is it spelt as in the folder?")
    return f"/static/{tree.digest}/{name}"


def send(digest: str, name: str) -> Response:
    """One file. A page from before a new version still gets its file, uncached."""
    tree: Tree = current_app.extensions["assets"]
    file = tree.files.get(name)
    if file is None:
        abort(404)
    packed = file.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(file.packed if packed else file.content, mimetype=file.mimetype)
    response.headers["Cache-Control"] = FOREVER if digest == tree.digest else "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _ready(suffix: str, content: bytes) -> File:
    """The file with its type, and packed once if packing helps."""
    kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    packed = gzip.compress(content, 9, mtime=0) if suffix in _COMPRESSED else None
    return File(content, packed, kind)
