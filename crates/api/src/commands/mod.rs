//! The one list of commands. The desktop app, the command line and `postil serve` all call through it, and the
//! TypeScript of the UI is made from it.

mod articles;
mod clips;
mod commentary;
mod compose;
mod documents;
mod duplicates;
mod export;
mod graph;
mod highlights;
mod import;
mod journal;
mod library;
mod links;
mod model;
mod notes;
mod outline;
mod pictures;
mod query;
mod search;
mod searches;
mod snapshots;
mod versions;

use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

use crate::wire::{
    Added, Alias, Backlinks, Clip, ClipsChanged, Comparison, ComposedPost, DamagedText, Document, DocumentPage,
    DocumentRef, Duplicates, Embed, Export, FoundPictures, Graph, HighlightExport, HighlightPage, ImportFetched,
    ImportRun, ImportUndone, Imported, JournalDay, JournalMonth, KeptPicture, KeptPost, LibraryStatus, Margin, Matches,
    Merged, ModelDraft, ModelKey, ModelSettings, OutgoingLink, PastSearch, PicturesTaken, PostCandidates,
    PostToCompose, QueryReading, QuickHit, Reading, Related, Report, Resolved, Restored, Saved, SavedSearch,
    SearchAnswer, Snapshot, SnapshotText, Survey, Tags, Version, VersionComparison, VersionText,
};
use crate::{ApiError, App};

pub use articles::ClipRequest;
pub use clips::ClipsRequest;
pub use commentary::AppendRequest;
pub use compose::{CandidatesRequest, KeepPostRequest};
pub use documents::{AliasRequest, ListRequest, ReadingRequest, RenameRequest, TagRequest};
pub use duplicates::{MergeRequest, PairRequest};
pub use export::ExportRequest;
pub use graph::GraphRequest;
pub use highlights::{
    HighlightEdit, HighlightExportRequest, HighlightFormat, HighlightRequest, HighlightsRequest, OneHighlight,
};
pub use import::{FileToImport, ImportRequest};
pub use journal::{DayRequest, EntryRequest, MonthRequest};
pub use library::CheckRequest;
pub use links::{BacklinksRequest, EmbedRequest, MentionRequest, ResolveRequest};
pub use model::ModelRequest;
pub use notes::CreateRequest;
pub use outline::{AnchoredKind, FoldRequest, OutlineRequest, PlaceRequest};
pub use pictures::{FindPicturesRequest, PictureRequest, PictureToImport, PicturesRequest, SurveyRequest};
pub use query::{QueryRequest, RefineRequest};
pub use search::{FindRequest, MatchesRequest, SearchRequest};
pub use searches::{EditSearchRequest, ForgetRequest, LimitRequest, MadeRequest, RelatedRequest, SaveSearchRequest};
pub use snapshots::{CompareRequest, SnapshotRequest};
pub use versions::VersionRequest;

/// A request that asks for nothing in particular.
#[derive(Debug, Deserialize, Serialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// A request about one document: its id, its address or its exact title.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OneRequest {
    /// The document.
    pub id: String,
}

/// A request to save a text that was edited.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SaveRequest {
    /// The document.
    pub id: String,
    /// The text as it is now.
    pub markdown: String,
    /// The text from which it was edited: what was last loaded or saved.
    pub base: String,
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident in $area:ident: $request:ty => $answer:ty;)+) => {
        /// Runs a command by its name.
        ///
        /// # Errors
        /// What the command answers; `unknown_command` and `bad_request`.
        pub(crate) fn run(app: &App, name: &str, request: Value) -> Result<Value, ApiError> {
            match name {
                $(stringify!($name) => run_one::<$request, $answer>(app, request, $area::$name),)+
                _ => Err(ApiError::new("unknown_command", format!("There is no command {name:?}"), "")),
            }
        }

        /// Shows each command to a visitor, in order.
        pub(crate) fn visit(visitor: &mut impl CommandVisitor) {
            $(visitor.command::<$request, $answer>(stringify!($name), concat!($($doc),+).trim());)+
        }
    };
}

/// Sees each command with its types.
pub(crate) trait CommandVisitor {
    /// One command.
    fn command<Request: TS + 'static, Answer: TS + 'static>(&mut self, name: &str, doc: &str);
}

fn run_one<Request: DeserializeOwned, Answer: Serialize>(
    app: &App,
    request: Value,
    command: fn(&App, Request) -> Result<Answer, ApiError>,
) -> Result<Value, ApiError> {
    let request = serde_json::from_value(request).map_err(|error| ApiError::bad_request(error.to_string()))?;
    let answer = command(app, request)?;
    serde_json::to_value(answer).map_err(|error| ApiError::bad_request(error.to_string()))
}

commands! {
    /// What the shelves show.
    library_status in library: Nothing => LibraryStatus;
    /// Looks the library over, and mends what can be mended if asked.
    library_check in library: CheckRequest => Report;
    /// Makes the search index anew.
    library_reindex in library: Nothing => Report;
    /// Adds the sample library.
    sample_add in library: Nothing => Added;
    /// One page of a shelf, newest first.
    document_list in documents: ListRequest => DocumentPage;
    /// A document, whole.
    document_show in documents: OneRequest => Document;
    /// Gives a document another title, and rewrites the links to it.
    document_rename in documents: RenameRequest => DocumentRef;
    /// Takes back the last renaming of a document, with the links that were rewritten.
    rename_undo in documents: OneRequest => DocumentRef;
    /// Gives a document these aliases, besides those that stand in its text. Answers all.
    document_alias in documents: AliasRequest => Vec<Alias>;
    /// Moves a document to the bin.
    document_delete in documents: OneRequest => DocumentRef;
    /// Takes a document out of the bin.
    document_restore in documents: OneRequest => DocumentRef;
    /// Gives a document these tags and no others.
    document_tag in documents: TagRequest => Tags;
    /// Notes how far a person has come with an article.
    reading_set in documents: ReadingRequest => Reading;
    /// Clips a link: its row is there when this answers, its page comes later.
    article_clip in articles: ClipRequest => Clip;
    /// Tries to fetch an article's page again.
    article_fetch in articles: OneRequest => Clip;
    /// Fetches the Wayback Machine's newest copy of an article's page.
    article_fetch_archived in articles: OneRequest => Clip;
    /// Lets clips wait until they are resumed, or the whole queue.
    clip_pause in clips: ClipsRequest => ClipsChanged;
    /// Lets clips go on, or the whole queue.
    clip_resume in clips: ClipsRequest => ClipsChanged;
    /// Tries clips again at once, or all that failed or wait for their next try.
    clip_retry in clips: ClipsRequest => ClipsChanged;
    /// Cancels clips, or all. An article that never had a page goes to the bin.
    clip_cancel in clips: ClipsRequest => ClipsChanged;
    /// Merges an article into another that has the same text.
    article_merge in duplicates: MergeRequest => Merged;
    /// Gives back an article that was merged into another, by its id.
    article_unmerge in duplicates: OneRequest => DocumentRef;
    /// The articles that have the same text as another.
    duplicate_list in duplicates: Nothing => Duplicates;
    /// Keeps two articles apart that have the same text.
    duplicate_keep in duplicates: PairRequest => DocumentRef;
    /// The snapshots of an article, oldest first.
    snapshot_list in snapshots: OneRequest => Vec<Snapshot>;
    /// A snapshot of an article, to be read.
    snapshot_show in snapshots: SnapshotRequest => SnapshotText;
    /// What changed between two snapshots of an article.
    snapshot_compare in snapshots: CompareRequest => Comparison;
    /// Edits an outline.
    outline_edit in outline: OutlineRequest => Margin;
    /// Folds away what is beneath a point, or shows it.
    outline_fold in outline: FoldRequest => Margin;
    /// Drafts an outline anew, beside what a person wrote or edited.
    outline_redraft in outline: OneRequest => Margin;
    /// Undoes the last edit of an article's outline or highlights.
    edit_undo in outline: OneRequest => Margin;
    /// Does again what was undone last.
    edit_redo in outline: OneRequest => Margin;
    /// Places an anchor by hand.
    anchor_place in outline: PlaceRequest => Margin;
    /// Marks a passage.
    highlight_add in highlights: HighlightRequest => Margin;
    /// Gives a highlight another colour or comment.
    highlight_edit in highlights: HighlightEdit => Margin;
    /// Takes a highlight away.
    highlight_delete in highlights: OneHighlight => Margin;
    /// One page of all highlights, newest first.
    highlight_list in highlights: HighlightsRequest => HighlightPage;
    /// Highlights as a file.
    highlight_export in highlights: HighlightExportRequest => HighlightExport;
    /// Saves commentary.
    commentary_save in commentary: SaveRequest => Saved;
    /// Adds to commentary, as a paragraph of its own.
    commentary_append in commentary: AppendRequest => DocumentRef;
    /// Creates a note. Without a title it is called Untitled.
    note_create in notes: CreateRequest => DocumentRef;
    /// Saves a note.
    note_save in notes: SaveRequest => Saved;
    /// The versions of what a person wrote about an article or in a note, newest first.
    document_versions in versions: OneRequest => Vec<Version>;
    /// A version, to be read.
    version_show in versions: VersionRequest => VersionText;
    /// What changed between a version and the present text.
    version_compare in versions: VersionRequest => VersionComparison;
    /// Gives a document the text of a version. The present text becomes a version first.
    version_restore in versions: VersionRequest => Restored;
    /// What was chosen of the model that may draft outlines.
    model_show in model: Nothing => ModelSettings;
    /// Where the key to that model is; a keychain may ask its owner.
    model_key in model: Nothing => ModelKey;
    /// Chooses the model that may draft outlines.
    model_set in model: ModelRequest => ModelSettings;
    /// Asks an endpoint something tiny; the outcome is an event.
    model_test in model: ModelRequest => Nothing;
    /// Lets the model draft an outline; how far it is comes as events.
    model_draft in model: OneRequest => ModelDraft;
    /// Ends the drafting of an outline by the model; the outline stays as it was.
    model_cancel in model: OneRequest => Option<ModelDraft>;
    /// The outlines that the model drafts now.
    model_drafts in model: Nothing => Vec<ModelDraft>;
    /// Adds an entry to a day of the journal.
    journal_add in journal: EntryRequest => JournalDay;
    /// A day of the journal, with what was saved on it, and the same day in other years.
    journal_day in journal: DayRequest => JournalDay;
    /// The days of a month on which something was written.
    journal_month in journal: MonthRequest => JournalMonth;
    /// Takes in files: posts about articles, daily logs, posts and notes. What is there already is not taken in again.
    import_run in import: ImportRequest => Imported;
    /// A post about articles, as it would be.
    compose_preview in compose: PostToCompose => ComposedPost;
    /// Keeps a post about articles in the library.
    compose_save in compose: KeepPostRequest => KeptPost;
    /// The articles of a tag, a search or a week, for a post.
    compose_candidates in compose: CandidatesRequest => PostCandidates;
    /// The imports that were made, newest first.
    import_list in import: Nothing => Vec<ImportRun>;
    /// Takes back an import, all of it at once; what was written since stays.
    import_undo in import: OneRequest => ImportUndone;
    /// Lets the pages be fetched of an import's articles that wait.
    import_fetch in import: OneRequest => ImportFetched;
    /// Where a person's words in a document are spoilt, and what they were once, as it seems.
    damage_show in import: OneRequest => DamagedText;
    /// Repairs them. Answers what was repaired.
    damage_repair in import: OneRequest => DamagedText;
    /// The library as Markdown: one file, or many in a zip. Files that were imported come out as they were, with edits written in.
    library_export in export: ExportRequest => Export;
    /// Tells texts, pictures and the rest apart by their names.
    import_survey in pictures: SurveyRequest => Survey;
    /// Takes in pictures that imported texts show.
    import_pictures in pictures: PicturesRequest => PicturesTaken;
    /// Keeps a picture that was put into a text of yours.
    picture_keep in pictures: PictureRequest => KeptPicture;
    /// Finds pictures by what a text of yours calls them.
    picture_find in pictures: FindPicturesRequest => FoundPictures;
    /// Searches everything.
    search_run in search: SearchRequest => SearchAnswer;
    /// Reads a search without running it: its canonical text, what is wrong in it, what is being typed.
    query_read in query: QueryRequest => QueryReading;
    /// Adds a filter to a search, or takes it out.
    query_refine in query: RefineRequest => QueryReading;
    /// Where the words of a search stand in a document.
    search_matches in search: MatchesRequest => Matches;
    /// The searches that are kept, with how many documents each finds.
    search_list in searches: Nothing => Vec<SavedSearch>;
    /// Keeps a search.
    search_save in searches: SaveSearchRequest => SavedSearch;
    /// Gives a kept search another name or other words.
    search_edit in searches: EditSearchRequest => SavedSearch;
    /// Forgets a kept search.
    search_forget in searches: OneRequest => SavedSearch;
    /// Takes back that a search was forgotten.
    search_restore in searches: OneRequest => SavedSearch;
    /// Searches that were made, the newest first.
    search_history in searches: LimitRequest => Vec<PastSearch>;
    /// Notes that a search was made.
    search_remember in searches: MadeRequest => ();
    /// Forgets a search that was made, or all.
    search_forget_history in searches: ForgetRequest => ();
    /// Documents by a few letters of their titles or aliases; those that changed last, when nothing was typed.
    quick_open in search: FindRequest => Vec<QuickHit>;
    /// Documents that are related to one, by words, links and tags.
    related_list in searches: RelatedRequest => Vec<Related>;
    /// The document to which a title or an address leads, or those that it may mean.
    link_resolve in links: ResolveRequest => Resolved;
    /// A document, or a part of it, as it is shown within another.
    embed_show in links: EmbedRequest => Embed;
    /// The links of a document.
    link_list in links: OneRequest => Vec<OutgoingLink>;
    /// Makes the first mention of a document in each of these texts of yours a link. Answers where there was one.
    mention_link in links: MentionRequest => Vec<DocumentRef>;
    /// Who speaks of a document.
    backlink_list in links: BacklinksRequest => Backlinks;
    /// The documents around one, over one link or two, and their links.
    graph_show in graph: GraphRequest => Graph;
}
