//! Pictures for the documents, made by commands.

pub mod life;
