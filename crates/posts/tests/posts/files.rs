//! The files of `tests/files`, in full.

use std::fs;
use std::path::Path;

use postil_posts::{read, write};

use crate::show;

pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

#[track_caller]
fn check(name: &str) -> String {
    let bytes = bytes(name);
    let got = read(&bytes, name).unwrap();
    assert_eq!(write(&got), bytes, "{name} is written as it was");
    show::all(&got)
}

macro_rules! files {
    ($($test:ident $name:literal),+ $(,)?) => {
        $(#[test]
        fn $test() {
            insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!($name, check($name));
            });
        })+
    };
}

files!(
    a_tidy_post "rivers.md",
    a_post_with_brackets_swapped_and_links_gathered "brackets.md",
    a_post_whose_levels_jump "levels.md",
    a_post_with_code_and_broken_front_matter "code.md",
    a_log "log.md",
    a_log_with_its_date_at_the_end "log-end.txt",
    an_essay_in_an_older_encoding "essay.txt",
    an_essay_without_any_marks "plain.txt",
    a_transcript "transcript.txt",
    a_note_of_a_vault "vault.md",
    a_damaged_post "damaged.md",
);
