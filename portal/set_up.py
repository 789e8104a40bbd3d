"""Building the portal's parts from its settings and its folder of keys."""

from __future__ import annotations

from pathlib import Path

from config import database
from config.settings import PortalSettings
from domain import keys
from domain.files import FolderStore
from domain.keys import published
from domain.links import LinkKeys
from domain.passwords import Cost, Passwords
from domain.relying_parties import party
from domain.url_tokens import UrlTokens
from portal.manifests import Manifests
from portal.parts import Parts, ReceiptKeys, real_time


def parts(settings: PortalSettings) -> Parts:
    """Return what a portal stands on. Raises KeyFileRefused or CostBelowFloor."""
    own, public = settings.keys, settings.public_keys
    cost = Cost.of(settings.password_mib, settings.password_rounds)
    signer = keys.load_verifying_key(public / "manifest-signer.json", pinned=settings.signer)
    url_token = keys.load_secret(own / "url-token.json")
    letters = keys.load_secret(own / "letters.json")
    sessions = database.session_maker(settings.database_url)
    return Parts(
        sessions=sessions,
        lookups=database.lookups(settings.database_url),
        passwords=Passwords({1: keys.load_secret(own / "portal-pepper.json")}, cost),
        url_tokens=UrlTokens(url_token),
        link_keys=LinkKeys(url_token, letters),
        recipients=Manifests(public / "manifest.json", signer, real_time).recipients,
        store=FolderStore(settings.files),
        own_keys=keys.load_private_keys(own),
        receipt_keys=receipt_keys(public),
        party=party(
            settings.portal_url,
            settings.brand.portal_name,
            keys.load_secret(own / "portal-field.json"),
        ),
    )


def receipt_keys(public: Path) -> ReceiptKeys:
    """Return the published keys that receipts are checked with. Raises KeyFileRefused."""
    return ReceiptKeys(published.log_keys(public), published.witness_keys(public))
