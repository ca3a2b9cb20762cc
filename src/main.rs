//! `kagiban`: arguments go to [`kagiban::cli`].
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    kagiban::cli::main(std::env::args_os()).into()
}
