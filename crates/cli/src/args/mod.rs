//! What can be typed.

mod subcommands;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use subcommands::{
    BinCommand, Clips, ClipsCommand, Compose, ExportAs, ImportAs, ImportsCommand, ModelChoice, ModelCommand,
    NoteCommand, SearchesCommand, VersionCommand,
};

/// Clip web pages, read them offline, write beside them, and find it all again.
#[derive(Debug, Parser)]
#[command(name = "postil", version, about)]
pub struct Args {
    /// The library's folder; otherwise $POSTIL_LIBRARY, otherwise the platform's data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Answer with one JSON value
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Save web pages
    Clip {
        /// Their addresses
        #[arg(required = true, value_name = "URL")]
        urls: Vec<String>,
        /// A tag for each of them; may be given more than once
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
        /// A first commentary, as Markdown
        #[arg(long, value_name = "MD", allow_hyphen_values = true)]
        comment: Option<String>,
    },
    /// List the clips that wait, run or failed; pause, resume, try again or cancel them
    Clips {
        /// What to do with them; without it they are listed
        #[command(subcommand)]
        command: Option<ClipsCommand>,
    },
    /// Show a document: its id, its address or its exact title
    Show {
        /// The document
        id: String,
    },
    /// List documents, newest first
    List {
        /// Only those that this search finds
        query: Option<String>,
        /// How many at most
        #[arg(long, default_value_t = 50, value_name = "N")]
        limit: u32,
    },
    /// Search everything
    ///
    /// Words must all match, and the last may be the beginning of one. "phrases", -not, OR, ( ) and prefix* are understood, and
    /// filters: tag: site: author: title: in: kind: is: has: before: after: saved: published: lang: links-to: sort:
    Search {
        /// What to look for
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// How many of the first to leave out
        #[arg(long, default_value_t = 0, value_name = "N")]
        offset: u32,
        /// How many at most
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// List the searches that are kept, with how many documents each finds; keep or change one
    Searches {
        /// What to do; without it they are listed
        #[command(subcommand)]
        command: Option<SearchesCommand>,
    },
    /// Find documents by a few letters of their titles or aliases, in order; without letters, those that changed last
    Titles {
        /// The letters
        #[arg(default_value = "", allow_hyphen_values = true)]
        letters: String,
        /// How many at most
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// List what is related to a document, by words, links and tags
    Related {
        /// The document
        id: String,
        /// How many at most
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// Add to the commentary about an article
    Comment {
        /// The article
        id: String,
        /// Markdown; - reads standard input; without it an editor is opened
        #[arg(value_name = "MD", allow_hyphen_values = true)]
        markdown: Option<String>,
        /// Put it in the place of the commentary that is there
        #[arg(long)]
        replace: bool,
    },
    /// Create, edit or rename a note
    #[command(subcommand)]
    Note(NoteCommand),
    /// Show a day of the journal, or add an entry to it
    Journal {
        /// The day: YYYY-MM-DD, today or yesterday; today unless given
        #[arg(value_name = "DATE", allow_hyphen_values = true)]
        date: Option<String>,
        /// The entry, as Markdown; - reads standard input
        #[arg(value_name = "MD", allow_hyphen_values = true)]
        markdown: Option<String>,
    },
    /// Give a document these tags and no others
    Tag {
        /// The document
        id: String,
        /// The tags
        #[arg(required_unless_present = "none")]
        tags: Vec<String>,
        /// Take all its tags away
        #[arg(long, conflicts_with = "tags")]
        none: bool,
    },
    /// Give a document other names, by which links find it too
    Alias {
        /// The document
        id: String,
        /// All the names that it is given
        #[arg(required_unless_present = "none")]
        aliases: Vec<String>,
        /// Take them all away, but for those in its text
        #[arg(long, conflicts_with = "aliases")]
        none: bool,
    },
    /// Fetch an article's page again; a snapshot is added when its text changed
    Fetch {
        /// The article
        id: String,
    },
    /// List an article's snapshots, oldest first
    Snapshots {
        /// The article
        id: String,
    },
    /// Show what changed between two snapshots of an article
    Compare {
        /// The article
        id: String,
        /// The old one, by its number or id; otherwise the one before the new one
        from: Option<String>,
        /// The new one; otherwise the one that is shown
        to: Option<String>,
    },
    /// List the versions of your commentary about an article, or of a note, newest first
    Versions {
        /// The article or note
        id: String,
    },
    /// Show, compare or restore a version
    #[command(subcommand)]
    Version(VersionCommand),
    /// List articles that have the same text as another
    Duplicates,
    /// Merge an article into another, which gets its commentary, tags, addresses and snapshots
    Merge {
        /// The article that gives way
        id: String,
        /// The article that stays
        into_id: String,
    },
    /// Give back an article that was merged into another
    Unmerge {
        /// Its id, as merge printed it
        id: String,
    },
    /// Keep two articles apart that have the same text
    KeepBoth {
        /// One of them
        id: String,
        /// The other
        other_id: String,
    },
    /// Move a document to the bin
    Delete {
        /// The document
        id: String,
    },
    /// List what is in the bin, or take something out of it
    #[command(subcommand)]
    Bin(BinCommand),
    /// Where a document's links lead
    Links {
        /// The document
        id: String,
    },
    /// Who links to a document
    Backlinks {
        /// The document
        id: String,
        /// First make its mentions in your own texts links
        #[arg(long)]
        link_mentions: bool,
    },
    /// Show what is linked with a document, and what is linked with that
    Graph {
        /// The document
        id: String,
        /// Over how many links to go
        #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
        depth: u8,
    },
    /// Show an article's outline
    Outline {
        /// The article
        id: String,
        /// Draft it anew first; what you wrote or edited stays
        #[arg(long)]
        redraft: bool,
        /// Let the model draft it anew first; what you wrote or edited stays
        #[arg(long, conflicts_with = "redraft")]
        model: bool,
    },
    /// Show, choose or test the model that may draft outlines
    Model {
        /// What to do; without it the choice is shown
        #[command(subcommand)]
        command: Option<ModelCommand>,
    },
    /// Mark a passage of an article
    Highlight {
        /// The article
        id: String,
        /// The passage, as it stands in the article's text
        quote: String,
        /// Its colour: yellow, green, blue or pink
        #[arg(long, default_value = "yellow", value_parser = ["yellow", "green", "blue", "pink"])]
        colour: String,
        /// A comment, as Markdown
        #[arg(long, value_name = "MD", default_value = "", allow_hyphen_values = true)]
        comment: String,
    },
    /// List the passages that you marked, newest first
    Highlights {
        /// Only those whose passage, comment or article's title hold these words
        #[arg(default_value = "", hide_default_value = true)]
        query: String,
        /// Only those of this colour
        #[arg(long, value_parser = ["yellow", "green", "blue", "pink"])]
        colour: Option<String>,
        /// Only those with a comment
        #[arg(long)]
        commented: bool,
        /// Only those whose passage is not in the text that is shown
        #[arg(long)]
        lost: bool,
        /// Write them as Markdown
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
    },
    /// Say how far you have come with an article
    Mark {
        /// The article
        id: String,
        /// unread, reading, read or archived
        #[arg(value_parser = ["unread", "reading", "read", "archived"])]
        state: String,
    },
    /// Undo the last edit of an article's outline or highlights
    Undo {
        /// The article
        id: String,
    },
    /// Do again what was undone last
    Redo {
        /// The article
        id: String,
    },
    /// Take in what was written elsewhere: posts about articles, daily logs, posts, notes; a file or a folder of them
    Import {
        /// The file or folder
        path: PathBuf,
        /// As what to read the files; otherwise their content tells
        #[arg(long, value_enum, default_value = "auto", value_name = "F")]
        format: ImportAs,
        /// Only say what would come of it
        #[arg(long)]
        dry_run: bool,
        /// Repair letters that an earlier program damaged
        #[arg(long)]
        repair: bool,
        /// Fetch the pages of the articles that come of it
        #[arg(long)]
        fetch: bool,
    },
    /// List the imports that were made; undo one, or fetch the pages of its articles
    Imports {
        /// What to do; without it they are listed
        #[command(subcommand)]
        command: Option<ImportsCommand>,
    },
    /// Write the library into a folder, as plain files
    Export {
        /// The folder
        dir: PathBuf,
        /// All of it, or only posts and the files that were imported
        #[arg(long, value_enum, value_name = "F")]
        format: ExportAs,
        /// Only what this search finds
        #[arg(allow_hyphen_values = true)]
        query: Option<String>,
        /// Write over files that have other content
        #[arg(long)]
        force: bool,
    },
    /// Show the damaged letters in a document, or repair them
    Letters {
        /// The document
        id: String,
        /// Repair them; what was there becomes a version
        #[arg(long)]
        repair: bool,
    },
    /// Write a post about articles: a heading with its link, the outline and your commentary for each
    Compose(Compose),
    /// Read a page from a file; no library, no network
    Extract {
        /// The file
        #[arg(required_unless_present = "batch")]
        file: Option<PathBuf>,
        /// The address at which the page was found
        #[arg(long, required_unless_present = "batch")]
        url: Option<String>,
        /// Read many: a file of JSON lines of {id, file, url}; answers a JSON line for each
        #[arg(long, value_name = "MANIFEST", conflicts_with_all = ["file", "url"])]
        batch: Option<PathBuf>,
    },
    /// Open the app in a browser on this machine
    Serve {
        /// The port; 0 takes any that is free
        #[arg(long, default_value_t = 7333, value_name = "N")]
        port: u16,
    },
    /// Add the sample library
    Sample,
    /// Look the library over
    Doctor {
        /// Mend what can be mended
        #[arg(long)]
        repair: bool,
    },
    /// Make the search index anew
    Reindex,
}
