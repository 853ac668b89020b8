//! The wasm shell of glasshouse.
