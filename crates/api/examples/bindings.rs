//! Prints the TypeScript of the wire.

#![allow(clippy::print_stdout)]

fn main() {
    print!("{}", postil_api::typescript::bindings());
}
