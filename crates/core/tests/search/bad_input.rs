use postil_core::{Error, Result};

use crate::corpus::corpus;

#[test]
fn any_input_is_answered() -> Result<()> {
    let corpus = corpus()?;
    let check = |typed: &str, at_most: usize| -> Result<()> {
        let found = corpus.shelf.find(&corpus.index, typed, 20)?;
        assert!(found.total <= at_most && found.hits.len() <= 20, "{} found by {typed:.40}", found.total);
        Ok(())
    };
    check("", 0)?;
    let many = |between: &str| -> String { (0..500).map(|n| format!("term{n}{between}")).collect() };
    for typed in [many(" "), many(" OR "), format!("\"{}\"", "small queues ".repeat(8000)), "東京都に行く".repeat(3000)] {
        let refused = corpus.shelf.find(&corpus.index, &typed, 20);
        assert!(matches!(refused, Err(Error::LongSearch(_))), "{typed:.40} {refused:?}");
    }
    check("* ** - -- \"\" ( ) OR", corpus.keys.len())?;
    check(&"queue ".repeat(20_000), corpus.keys.len())?;
    check(&"x".repeat(100_000), 0)?;
    check(&(0..150).map(|n| format!("terrm{n} OR ")).collect::<String>(), corpus.keys.len())?;
    check(&format!("\"{}\"", "small queues ".repeat(100)), 0)?;
    check(&"東京都に行く".repeat(30), 0)?;
    check("\"unbalanced quote", 0)?;
    check("\u{0}\u{1}\u{7}\u{1b}[0m", corpus.keys.len())?;
    check("\u{1}script", corpus.keys.len())?;
    check("(a+)+$ .*.*.*.*x", corpus.keys.len())?;
    check("\u{202e}مكتبة", corpus.keys.len())?;
    check("\u{fffd}\u{200d}👩‍👩‍👧", 0)?;
    check("- -a -b -\"c\"", corpus.keys.len())?;
    Ok(())
}

#[test]
fn only_what_is_missing_leaves_all_others() -> Result<()> {
    let corpus = corpus()?;
    let all = corpus.shelf.find(&corpus.index, "-queue ", 5)?;
    let some = corpus.shelf.find(&corpus.index, "queue ", 5)?;
    assert!(some.total > 0 && all.hits.len() == 5);
    let (found, having) = (all.total, corpus.keys.len());
    assert!(found < having && found + some.total >= having, "{found} of {having}");
    Ok(())
}
