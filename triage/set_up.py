"""Building triage's parts from its settings and its folder of keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from config import database
from config.settings import TriageSettings
from domain import keys
from domain.files import FolderStore
from domain.index import load_search_keys
from domain.links import LinkKeys
from domain.passwords import Cost, Passwords
from domain.relying_parties import party
from domain.sealing.recipients import Recipients
from domain.url_tokens import UrlTokens
from triage.parts import Parts, real_time
from triage.single_sign_on.providers import Provider


def parts(settings: TriageSettings) -> Parts:
    """Return what triage stands on. Raises KeyFileRefused or CostBelowFloor."""
    own, public = settings.keys, settings.public_keys
    cost = Cost.of(settings.password_mib, settings.password_rounds)
    signer = keys.load_verifying_key(public / "manifest-signer.json", pinned=settings.signer)
    field_key = keys.load_secret(own / "triage-field.json")
    url_token = keys.load_secret(own / "url-token.json")
    return Parts(
        sessions=database.session_maker(settings.database_url),
        lookups=database.lookups(settings.database_url),
        passwords=Passwords({1: keys.load_secret(own / "triage-pepper.json")}, cost),
        field_key=field_key,
        private_keys=keys.load_private_keys(own),
        recipients=sealed_to("casework", public / "manifest.json", signer),
        to_partners=sealed_to("message", public / "manifest.json", signer),
        search_keys=load_search_keys(own),
        store=FolderStore(settings.files),
        url_tokens=UrlTokens(url_token, field_key),
        link_keys=LinkKeys(url_token, keys.load_secret(own / "letters.json")),
        party=party(settings.triage_url, settings.brand.portal_name, field_key),
        provider=provider(settings),
    )


def provider(settings: TriageSettings) -> Provider | None:
    """Return the provider of single sign-on, which sends people back to this door; or none."""
    if settings.single_sign_on is None:
        return None
    return Provider(settings.single_sign_on, f"{settings.triage_url.rstrip('/')}/sign-in/single")


def sealed_to(what: str, path: Path, signer: Ed25519PublicKey) -> Callable[[], Recipients]:
    """Return what says to whom `what` (casework, message) is sealed; reads the manifest each time.

    Officers write a few times an hour, so that nothing has to be kept at hand. What is returned
    raises ManifestRefused while there is no manifest to rely on.
    """

    def recipients() -> Recipients:
        now = real_time()
        return keys.load_manifest(path, signer, now).recipients_for(what, now)

    return recipients
