//! Text with places: a TOML tree in which every value knows its file and span.
