"""Settings, the web set-up both doors share, and reference data (*.toml)."""
