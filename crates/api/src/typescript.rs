//! The TypeScript of the wire, made from the list of commands.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};

use ts_rs::{Config, TS, TypeVisitor};

use crate::ApiError;
use crate::commands::{self, CommandVisitor};
use crate::wire::Event;

/// Every wire type, and the type `Commands`: for each command its request and answer.
pub fn bindings() -> String {
    let mut writer = Writer { config: Config::new().with_large_int("number"), ..Writer::default() };
    commands::visit(&mut writer);
    writer.visit::<Event>();
    writer.visit::<ApiError>();
    let mut out = String::from("// Made by `cargo run -p postil-api --example bindings`. Do not edit.\n\n");
    for declaration in writer.types.values() {
        out.push_str(declaration);
        out.push('\n');
    }
    out.push_str("/** Every command: what it asks and what it answers. */\nexport type Commands = {\n");
    for command in &writer.commands {
        out.push_str(command);
    }
    out.push_str("};\n");
    out
}

#[derive(Default)]
struct Writer {
    config: Config,
    seen: HashSet<TypeId>,
    types: BTreeMap<String, String>,
    commands: Vec<String>,
}

impl TypeVisitor for Writer {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only declared types have a place of their own; the rest stand where they are used.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            self.types.insert(name, format!("{docs}export {}\n", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl CommandVisitor for Writer {
    fn command<Request: TS + 'static, Answer: TS + 'static>(&mut self, name: &str, doc: &str) {
        self.visit::<Request>();
        self.visit::<Answer>();
        let request = Request::name(&self.config);
        let answer = Answer::name(&self.config);
        self.commands.push(format!("  /** {doc} */\n  {name}: {{ request: {request}; answer: {answer} }};\n"));
    }
}
