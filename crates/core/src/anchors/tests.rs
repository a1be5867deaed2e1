use super::*;

const TEXT: &str = "The keeper of the light writes down the hour at which each ship went by. On the third night of the \
    storm the lamp went out, and nobody on the shore knew why. In the morning the boats came home one after the other. The \
    harbour master counted them twice. Nobody was missing but the pilot, who had gone to bed.";

fn anchor(text: &str, quote: &str) -> Anchor {
    let chars: Vec<char> = text.chars().collect();
    let byte = text.find(quote).expect("the quote is in the text");
    let start = u32::try_from(text[..byte].chars().count()).expect("a short text");
    Anchor::at(&chars, start..start + u32::try_from(quote.chars().count()).expect("a short quote")).expect("a place")
}

#[track_caller]
fn check(quote: &str, text: &str, wanted: Option<(&str, &str)>) {
    let placer = Placer::new(TEXT, text);
    let placement = placer.place(&anchor(TEXT, quote));
    let at =
        |place: &Range<u32>| -> String { placer.chars()[place.start as usize..place.end as usize].iter().collect() };
    let got = match &placement {
        Placement::Exact(place) => Some(("exact", at(place))),
        Placement::Moved(place) => Some(("moved", at(place))),
        Placement::Approximate { place, .. } => Some(("approximate", at(place))),
        Placement::Orphan => None,
    };
    assert_eq!(got.as_ref().map(|(how, what)| (*how, what.as_str())), wanted, "{placement:?}");
}

const STORM: &str = "On the third night of the storm the lamp went out, and nobody on the shore knew why.";

#[test]
fn a_quote_in_the_same_text_is_where_it_was() {
    check(STORM, TEXT, Some(("exact", STORM)));
    check("Nobody", TEXT, Some(("exact", "Nobody")));
}

#[test]
fn a_quote_moves_along_with_what_stands_before_it() {
    check(STORM, &format!("A new first paragraph.\n\n{TEXT}"), Some(("moved", STORM)));
    check("the pilot", &TEXT.replace("twice", "three times"), Some(("moved", "the pilot")));
}

#[test]
fn marks_and_spaces_of_another_make_change_nothing() {
    let text = "“It’s   out,” said the keeper—and went to look for oil in the long shed.";
    let quote = "\"It's   out,\" said the keeper-and went";
    let before = format!("{quote} to look for oil in the long shed.");
    let placer = Placer::new(&before, text);
    let old = anchor(&before, quote);
    assert_eq!(placer.place(&old), Placement::Exact(0..u32::try_from(quote.len()).expect("short")));
}

#[test]
fn a_reworded_quote_is_a_guess() {
    let reworded = "On the third night of the great storm the lamp went out and no one on the shore knew why.";
    check(STORM, &TEXT.replace(STORM, reworded), Some(("approximate", reworded)));
}

#[test]
fn a_quote_that_is_gone_is_an_orphan() {
    check(STORM, &TEXT.replace(STORM, ""), None);
    check(STORM, "Something else altogether, and of some length too.", None);
    check(STORM, "", None);
}

#[test]
fn a_like_sentence_that_stood_beside_it_is_not_taken_for_one_that_is_gone() {
    let like = "On the fourth night of the storm the lamp went out, and nobody on the shore knew why.";
    let before = format!("{TEXT} {like}");
    let placer = Placer::new(&before, &before.replace(STORM, ""));
    assert_eq!(placer.place(&anchor(&before, STORM)), Placement::Orphan);
}

#[test]
fn of_two_places_the_one_whose_surroundings_agree_is_taken() {
    let twice = "Before noon the boat left. It was late. After noon the cart left. It was late. Nobody minded.";
    let chars: Vec<char> = twice.chars().collect();
    let second = u32::try_from(twice.rfind("It was late").expect("there")).expect("short");
    let old = Anchor::at(&chars, second..second + 11).expect("a place");
    let longer = Placer::new(twice, &format!("Once more. {twice}"));
    assert_eq!(longer.place(&old), Placement::Moved(second + 11..second + 22));
}

#[test]
fn a_word_alone_is_not_believed_without_its_surroundings() {
    check("pilot", "The pilot of another ship slept.", None);
}

#[test]
fn nothing_has_no_anchor() {
    let chars: Vec<char> = "a b".chars().collect();
    assert_eq!(Anchor::at(&chars, 1..2), None);
    assert_eq!(Anchor::at(&chars, 2..9), None);
    assert_eq!(Anchor::at(&chars, 2..2), None);
}
