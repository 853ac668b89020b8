//! The society file: a loose mirror of the TOML, then a [`super::Society`] that cannot be wrong.
