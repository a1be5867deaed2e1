//! What goes in and what comes out.

use std::ops::Range;

/// An article as its sentences.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The title; may be empty.
    pub title: String,
    /// The language as a BCP 47 tag, if it is known. What is no such tag is left out.
    pub lang: Option<String>,
    /// The sections, in order. Sentences that stand in none of them are a section without a heading.
    pub sections: Vec<Section>,
    /// All sentences, in order.
    pub sentences: Vec<String>,
}

/// A section of an article.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading, if there is one.
    pub heading: Option<String>,
    /// The level of the heading; 1 is the highest.
    pub level: u8,
    /// The sentences beneath it and before the next heading, counted from 0. What reaches past the end, or back into a
    /// section before it, is cut off.
    pub sentences: Range<usize>,
}

/// A point that a model wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// How deep it is nested; 0 is the top. It is at most one deeper than the point before it.
    pub level: u8,
    /// Whether it says what the article claims as a whole. One to three such points come first, on level 0.
    pub thesis: bool,
    /// The text: one line of plain text, at most 500 characters. It is no Markdown and no HTML, whatever it looks like.
    pub text: String,
    /// The sentence that supports it, counted from 0. Without one the point is unsupported.
    pub sentence: Option<usize>,
}

/// How far an outline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A part is asked for, or asked for again in another way. Points shown of this part no longer count.
    Asking {
        /// The part, counted from 1.
        part: usize,
        /// How many there are. The last of several is the thesis.
        parts: usize,
    },
    /// The model writes.
    Writing {
        /// The part, counted from 1.
        part: usize,
        /// How many there are.
        parts: usize,
        /// How many points of this part are complete.
        points: usize,
        /// Characters of this part's answer so far, without the model's reasoning.
        characters: usize,
        /// The points that were completed with this.
        new: Vec<Point>,
    },
}
