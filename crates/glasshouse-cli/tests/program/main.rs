//! The program from outside: what is typed, printed, written, and the exit codes.

mod files;
mod folders;
mod help;
mod interrupt;
mod numbers;
mod output;
mod report;
mod sandbox;
mod variants;
