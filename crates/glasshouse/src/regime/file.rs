//! The regime file: a loose mirror of the TOML, then a [`super::Regime`] that cannot be wrong.
