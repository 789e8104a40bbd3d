"""Single sign-on by OpenID Connect: out to the provider, back with a code, its ID token checked.

Off unless `config/example.env` names a provider. Why it is as it is:
`docs/decisions/single-sign-on.md`.
"""
