"""Which fields a record must have, by profile: TOML files, and what reads them."""
