//! What can be typed after the commands that have commands or many options of their own.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// What a post is made of, and where it goes.
#[derive(Debug, clap::Args)]
pub struct Compose {
    /// The articles, in this order: ids, addresses or exact titles
    #[arg(value_name = "ID", required_unless_present_any = ["tag", "search", "week"])]
    pub ids: Vec<String>,
    /// Then those with this tag; of --tag, --search and --week all must hold
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Then those that this search finds
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub search: Option<String>,
    /// Then those saved in the week, from Monday to Sunday, of this day: YYYY-MM-DD, today or yesterday
    #[arg(long, value_name = "DAY")]
    pub week: Option<String>,
    /// The post's title
    #[arg(long)]
    pub title: String,
    /// Its date: YYYY-MM-DD, today or yesterday
    #[arg(long, default_value = "today")]
    pub date: String,
    /// A tag of the post; may be given more than once
    #[arg(long = "post-tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// What stands before the articles, as Markdown; - reads standard input
    #[arg(long, value_name = "MD", allow_hyphen_values = true)]
    pub introduction: Option<String>,
    /// Jekyll with front matter, or plain Markdown
    #[arg(long, default_value = "jekyll", value_parser = ["jekyll", "plain"])]
    pub flavour: String,
    /// Leave out points that were drafted and have nothing of yours beneath them
    #[arg(long)]
    pub without_drafted: bool,
    /// Print it as HTML
    #[arg(long, conflicts_with = "out")]
    pub html: bool,
    /// Write it into a file beneath this folder: _posts/YYYY-MM-DD-title.md for Jekyll, else YYYY-MM-DD-title.md
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write over a file that has something else in it
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Keep it as a post in the library
    #[arg(long)]
    pub save: bool,
    /// Keep it in the place of this post of the library, of which a version is kept
    #[arg(long, value_name = "POST", conflicts_with = "save")]
    pub replace: Option<String>,
}

/// What can be done with clips.
#[derive(Debug, Subcommand)]
pub enum ClipsCommand {
    /// Let them wait until they are resumed; --all also what is clipped later
    Pause(Clips),
    /// Let them go on
    Resume(Clips),
    /// Try them again now, and wait for them; --all takes everything that waits or failed
    Retry(Clips),
    /// Cancel them; an article that never had a page goes to the bin
    Cancel(Clips),
    /// Save the Wayback Machine's newest copy of an article's page, and wait for it
    Wayback {
        /// The article
        id: String,
    },
}

/// Which clips are meant.
#[derive(Debug, clap::Args)]
pub struct Clips {
    /// Their articles
    #[arg(required_unless_present = "all", conflicts_with = "all", value_name = "ID")]
    pub ids: Vec<String>,
    /// All clips
    #[arg(long)]
    pub all: bool,
}

/// What can be done with the model that may draft outlines.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Turn it on: any endpoint that speaks OpenAI's chat protocol
    Set(ModelChoice),
    /// Turn it off
    Off,
    /// Ask it something tiny
    Test,
}

/// Which model is meant.
#[derive(Debug, clap::Args)]
pub struct ModelChoice {
    /// The endpoint, such as http://127.0.0.1:11434/v1
    pub address: String,
    /// The model's name
    pub model: String,
    /// It reads only a few pages at once: send articles in smaller parts
    #[arg(long)]
    pub small: bool,
    /// Read a key for the endpoint from standard input, and keep it in the system's keychain
    #[arg(long)]
    pub key: bool,
    /// Forget the key that is kept
    #[arg(long, conflicts_with = "key")]
    pub forget_key: bool,
}

/// What can be done with the bin.
#[derive(Debug, Subcommand)]
pub enum BinCommand {
    /// List what is in it, newest first
    List,
    /// Take a document out of it
    Restore {
        /// The document's id
        id: String,
    },
}

/// What can be done with a version of what you wrote.
#[derive(Debug, Subcommand)]
pub enum VersionCommand {
    /// Show its text
    Show {
        /// The article or note
        id: String,
        /// The version, by its number or id
        version: String,
    },
    /// Show what changed from it to the present text
    Compare {
        /// The article or note
        id: String,
        /// The version, by its number or id
        version: String,
    },
    /// Put it in the place of the present text, which becomes a version first
    Restore {
        /// The article or note
        id: String,
        /// The version, by its number or id
        version: String,
    },
}

/// What can be done with notes.
#[derive(Debug, Subcommand)]
pub enum NoteCommand {
    /// Create a note
    New {
        /// Its title
        title: String,
        /// Markdown; - reads standard input
        #[arg(value_name = "MD", allow_hyphen_values = true)]
        markdown: Option<String>,
    },
    /// Write a note anew
    Edit {
        /// The note
        id: String,
        /// Markdown; - reads standard input; without it an editor is opened
        #[arg(value_name = "MD", allow_hyphen_values = true)]
        markdown: Option<String>,
    },
    /// Give a note another title; links to it follow
    Rename {
        /// The note
        id: String,
        /// Its new title
        #[arg(required_unless_present = "undo")]
        title: Option<String>,
        /// Keep the old title as an alias
        #[arg(long)]
        keep_alias: bool,
        /// Take back the last renaming, with the links that followed it
        #[arg(long, conflicts_with_all = ["title", "keep_alias"])]
        undo: bool,
    },
}

/// As what files are imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ImportAs {
    /// As their content tells.
    Auto,
    /// As posts about articles.
    CommentaryPost,
    /// As logs of days.
    DailyLog,
    /// As essays.
    Post,
    /// As notes.
    Markdown,
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ExportAs {
    /// All of the library.
    Markdown,
    /// Only posts and the files that were imported.
    Posts,
}

/// What can be done with kept searches.
#[derive(Debug, Subcommand)]
pub enum SearchesCommand {
    /// Keep a search
    Save {
        /// The search
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// What to call it
        #[arg(long)]
        name: Option<String>,
    },
    /// Give a kept search another name or other words
    Edit {
        /// The search: its id or its name
        id: String,
        /// What to call it
        #[arg(long)]
        name: Option<String>,
        /// What it looks for
        #[arg(long, allow_hyphen_values = true)]
        query: Option<String>,
    },
    /// Remove a kept search
    Remove {
        /// The search: its id or its name
        id: String,
    },
    /// Take back that a search was removed
    Restore {
        /// The search's id
        id: String,
    },
    /// List the searches that were made, newest first
    History {
        /// How many at most
        #[arg(long, default_value_t = 20, value_name = "N")]
        limit: u32,
        /// Forget them all
        #[arg(long)]
        clear: bool,
    },
}

/// What can be done with imports.
#[derive(Debug, Subcommand)]
pub enum ImportsCommand {
    /// Take an import back: what it made goes to the bin, what it wrote into others goes; what was changed since stays
    Undo {
        /// The import: its id, or its number in the list
        id: String,
    },
    /// Fetch the pages of its articles that wait
    Fetch {
        /// The import: its id, or its number in the list
        id: String,
    },
}
