//! The program from outside: what is typed, printed, written, and the exit codes.

mod files;
mod folders;
mod help;
mod interrupt;
mod lives;
mod numbers;
mod output;
mod report;
mod sandbox;
mod screen;
#[cfg(target_os = "linux")]
mod snapshots;
mod variants;
