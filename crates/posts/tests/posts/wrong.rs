//! Wrong Markdown that people write, a kind at a time.

use postil_posts::read;

use crate::show;

/// Checks what a commentary post, begun by an article, is read as.
#[track_caller]
fn check(text: &str, wanted: &str) {
    let text = format!("---\ndate: 2024-06-05\n---\n{text}");
    let got = show::shape(&read(text.as_bytes(), "a.md").unwrap());
    let got: Vec<&str> = got.lines().skip(1).collect();
    let wanted: Vec<&str> = wanted
        .lines()
        .map(|line| line.strip_prefix("        ").unwrap_or(line))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(got, wanted, "\n{}", got.join("\n"));
}

#[test]
fn brackets_are_swapped() {
    check(
        "# (A (good) title)[https://a.example/x]\n- a\n",
        "article lines 4–5 level 1 \"A (good) title\" <https://a.example/x>
          - a",
    );
}

#[test]
fn a_space_a_bracket_or_all_marks_are_missing() {
    check(
        "#[A](https://a.example)\n## [B] (https://b.example)\n##[C](https://c.example\n# [D][https://d.example]\n# https://e.example/x\n# [](https://f.example)\n",
        "article lines 4–4 level 1 \"A\" <https://a.example>
        article lines 5–5 level 2 \"B\" <https://b.example>
        article lines 6–6 level 2 \"C\" <https://c.example>
        article lines 7–7 level 1 \"D\" <https://d.example>
        article lines 8–8 level 1 \"https://e.example/x\" <https://e.example/x>
        article lines 9–9 level 1 \"https://f.example\" <https://f.example>",
    );
}

#[test]
fn an_empty_heading_opens_a_note() {
    check(
        "# [A](https://a.example)\n- a\n\n###\nA thought\nof two lines.\n\n- and a list\n# [B](https://b.example)\n",
        "article lines 4–5 level 1 \"A\" <https://a.example>
          - a
        note lines 7–11 level 3 \"\"
          ¶ A thought of two lines.
          - and a list
        article lines 12–12 level 1 \"B\" <https://b.example>",
    );
}

#[test]
fn bare_addresses_are_gathered_under_a_heading() {
    check(
        "# [A](https://a.example)\n## Later\n\nhttps://b.example/1,https://b.example/2 , www.c.example &c.\n\nA word on them.\n",
        "article lines 4–4 level 1 \"A\" <https://a.example>
        gathering lines 5–9 level 2 \"Later\"
          link \"\" <https://b.example/1>
          link \"\" <https://b.example/2>
          link \"\" <www.c.example>
          ¶ A word on them.",
    );
}

#[test]
fn further_links_stand_right_under_a_heading() {
    check(
        "# [A](https://a.example), [B](https://b.example)\nSee also: https://c.example/x, [D](https://d.example) and https://e.example\nA sentence.\n- https://f.example\n",
        "article lines 4–7 level 1 \"A\" <https://a.example>
          link \"B\" <https://b.example>
          link \"\" <https://c.example/x>
          link \"D\" <https://d.example>
          link \"\" <https://e.example>
          ¶ A sentence.
          - https://f.example",
    );
}

#[test]
fn footnotes_and_other_ends_stray_into_addresses() {
    check(
        "# [A](https://a.example/x#fnref:1) &c.\n- see https://b.example/y#fnref2, &c.\n# [B](https://b.example/#fn-2&c.)\n# [C](https://c.example/#functions)\n",
        "article lines 4–5 level 1 \"A\" <https://a.example/x>
          - see https://b.example/y#fnref2, &c.
        article lines 6–6 level 1 \"B\" <https://b.example/>
        article lines 7–7 level 1 \"C\" <https://c.example/#functions>",
    );
}

#[test]
fn lists_jump_levels() {
    check(
        "# [A](https://a.example)\n        - deep at once\n- a\n          * b\n     * c\n  1. d\n     - e\n - f\n",
        "article lines 4–11 level 1 \"A\" <https://a.example>
          - deep at once
          - a
            - b
            - c
            1 d
              - e
          - f",
    );
}

#[test]
fn the_indent_has_other_spaces() {
    check(
        "# [A](https://a.example)\n-\u{a0}a\n\u{a0}\u{a0}- b\n \u{a0}\u{a0}\u{a0}- (Me)\u{a0}c\n\t- d\n\u{3000}\u{3000}- e\n",
        "article lines 4–9 level 1 \"A\" <https://a.example>
          - a
            - b
              - me c
              - d
            - e",
    );
}

#[test]
fn levels_change_half_way() {
    check(
        "### [A](https://a.example)\n#### Part\n- a\n# [B](https://b.example)\n## Part\n- b\n### Piece\n- c\n## [C](https://c.example)\n# Others\ntext\n",
        "article lines 4–6 level 3 \"A\" <https://a.example>
          #### Part
            - a
        article lines 7–11 level 1 \"B\" <https://b.example>
          ## Part
            - b
            ### Piece
              - c
        article lines 12–12 level 2 \"C\" <https://c.example>
        text lines 13–14 level 1 \"Others\"
          ¶ text",
    );
}

#[test]
fn asides_and_thoughts_are_the_readers() {
    check(
        "# [A](https://a.example)\n- (Me) one\n1. (me): two\n- **(Me)** *three*\n- \\(Me) is what he calls it\n\n(Me) four\n## (Me) Five\n- six\n\nmy thoughts: seven\n## Part\n- eight\nThoughts: nine\n# Thoughts\nten\n",
        "article lines 4–19 level 1 \"A\" <https://a.example>
          - me one
          1 me two
          - me *three*
          - (Me) is what he calls it
          ¶ me four
          ## me Five
            - six
          ## Part
            - eight
          thoughts \"my thoughts: \" \"seven\"
          thoughts \"Thoughts: \" \"nine\"
          thoughts \"# Thoughts\" \"ten\"",
    );
}

#[test]
fn blocks_stay_whole_in_their_place() {
    check(
        "# [A](https://a.example)\n- a\n  ~~~\n  # [B](https://b.example)\n  ~~~\n  - b\n> # [C](https://c.example)\n> Thoughts: x\n\n{% highlight rust %}\n# [D](https://d.example)\n{% endhighlight %}\n- ```\n  - c\n  ```\n",
        "article lines 4–18 level 1 \"A\" <https://a.example>
          - a
            Code \"~~~\\n# [B](https://b.example)\\n~~~\"
            - b
              Quote \"> # [C](https://c.example)\\n> Thoughts: x\"
          Code \"{% highlight rust %}\\n# [D](https://d.example)\\n{% endhighlight %}\"
          Code \"```\\n- c\\n```\"",
    );
}

#[test]
fn a_date_under_an_article_is_no_date_of_the_post() {
    let got = read(b"# [A](https://a.example)\n2024-06-05\n- (Me) a\n", "a.md").unwrap();
    assert_eq!(got.date, None);
    assert_eq!(
        show::shape(&got),
        "commentary post\narticle lines 1\u{2013}3 level 1 \"A\" <https://a.example>\n  \u{b6} 2024-06-05\n  - me a\n"
    );
}
