// Made by `cargo run -p postil-api --example bindings`. Do not edit.

/**
 * How many documents were added.
 */
export type Added = { 
/**
 * How many.
 */
added: number, };

/**
 * Another name of a document.
 */
export type Alias = { 
/**
 * The name.
 */
name: string, 
/**
 * Whether it stands in the front matter of the document's text, and only goes with it.
 */
written: boolean, };

/**
 * What else a document is called.
 */
export type AliasRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * All the aliases that it is given.
 */
aliases: Array<string>, };

/**
 * A place in a snapshot's text (W3C TextQuoteSelector and TextPositionSelector).
 */
export type Anchor = { 
/**
 * The text of the place.
 */
quote: string, 
/**
 * Up to 32 characters before it.
 */
prefix: string, 
/**
 * Up to 32 characters after it.
 */
suffix: string, 
/**
 * Where it begins in the text, in Unicode scalar values.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * What has an anchor.
 */
export type AnchoredKind = "point" | "highlight";

/**
 * A problem, said to a person: what happened, and what to do about it.
 */
export type ApiError = { 
/**
 * A short word for programs.
 */
code: string, 
/**
 * What happened.
 */
message: string, 
/**
 * What can be done about it.
 */
hint: string | null, };

/**
 * What to add to a commentary.
 */
export type AppendRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * Markdown.
 */
markdown: string, };

/**
 * A copy of a page in a web archive.
 */
export type ArchivedCopy = { 
/**
 * Its address.
 */
url: string, 
/**
 * When the archive took it.
 */
taken_at: string, };

/**
 * A link, read from its other end.
 */
export type Backlink = { 
/**
 * The document in which it stands.
 */
id: string, 
/**
 * What that document is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * The part of that document in which the link stands.
 */
part: Part, 
/**
 * The sentence around the link.
 */
context: string, 
/**
 * Where in `context` the link begins, in Unicode scalar values.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * Who speaks of a document.
 */
export type Backlinks = { 
/**
 * Those that link to it, by title or by address, those of the newest document first.
 */
linked: Array<Backlink>, 
/**
 * How many link to it in all.
 */
total: number, 
/**
 * Those that name it in words of yours without a link.
 */
mentions: Array<Backlink>, };

/**
 * Which backlinks to answer.
 */
export type BacklinksRequest = { 
/**
 * The document to which they lead.
 */
id: string, 
/**
 * How many to leave out, of the newest; `null`: none.
 */
skip: number | null, 
/**
 * How many to answer at most; `null`: all.
 */
limit: number | null, };

/**
 * Which articles may go into a post: what is given must all hold.
 */
export type CandidatesRequest = { 
/**
 * Only those with this tag or one nested below it.
 */
tag: string | null, 
/**
 * Only those that this search finds.
 */
query: string | null, 
/**
 * Only those that were saved in the week, from Monday to Sunday, of this day: `YYYY-MM-DD`, `today` or `yesterday`.
 */
week: string | null, };

/**
 * Which of two snapshots has something.
 */
export type Change = "same" | "added" | "removed";

/**
 * The last look at an article's page after the first one.
 */
export type Check = { 
/**
 * When the page was last looked at; `null` when no later look came to an end.
 */
checked_at: string | null, 
/**
 * What came of it.
 */
finding: Finding | null, 
/**
 * Why the last try brought nothing better than what is shown.
 */
error: ApiError | null, 
/**
 * Whether the page is waited for at this moment.
 */
waiting: boolean, };

/**
 * How to look a library over.
 */
export type CheckRequest = { 
/**
 * Whether to mend what can be mended.
 */
repair: boolean, };

/**
 * The work of saving one page.
 */
export type Clip = { 
/**
 * The article.
 */
id: string, 
/**
 * The address that is fetched.
 */
url: string, 
/**
 * The article's title; until the page is there, its address.
 */
title: string, 
/**
 * What became of it.
 */
state: ClipState, 
/**
 * Whether the page is being fetched at this moment.
 */
fetching: boolean, 
/**
 * What the last capture turned out to be.
 */
verdict: Verdict | null, 
/**
 * What went wrong at the last try.
 */
error: ApiError | null, 
/**
 * How often it was tried.
 */
attempts: number, 
/**
 * When it will be tried next.
 */
next_attempt_at: string | null, 
/**
 * What is happening to it at this moment.
 */
stage: ClipStage, 
/**
 * How many images are there, or were given up.
 */
images_done: number, 
/**
 * How many images the page has; 0 until that is known.
 */
images_total: number, 
/**
 * Whether it is paused by itself, whatever the queue does.
 */
paused: boolean, 
/**
 * Whether its last try found no network. It is tried soon after there is one.
 */
waits_for_network: boolean, 
/**
 * Whether the Wayback Machine's copy is fetched, not the page itself.
 */
from_archive: boolean, };

/**
 * How far the work on a clip has come, while a worker is at it.
 */
export type ClipProgress = { 
/**
 * The article.
 */
id: string, 
/**
 * What is being done.
 */
stage: ClipStage, 
/**
 * How many images are there, or were given up.
 */
images_done: number, 
/**
 * How many images the page has.
 */
images_total: number, };

/**
 * The clips that are not done, in numbers.
 */
export type ClipQueue = { 
/**
 * How many wait: for their turn, for the next try, or to be resumed.
 */
waiting: number, 
/**
 * How many are being fetched.
 */
running: number, 
/**
 * How many wait for a person.
 */
failed: number, 
/**
 * Whether the whole queue is paused.
 */
paused: boolean, };

/**
 * What to clip.
 */
export type ClipRequest = { 
/**
 * The address, as a person types it.
 */
url: string, 
/**
 * Tags for the article.
 */
tags: Array<string>, 
/**
 * A first commentary, as Markdown.
 */
comment: string | null, };

/**
 * What is happening to a clip at this moment.
 */
export type ClipStage = "waiting" | "paused" | "fetching" | "images" | "saving" | "failed" | "done";

/**
 * What became of a clip.
 */
export type ClipState = "saved" | "known" | "queued" | "failed";

/**
 * What a command on clips did.
 */
export type ClipsChanged = { 
/**
 * How many clips it changed.
 */
changed: number, 
/**
 * The articles that went to the bin, since they never had a page. Restoring them takes it back.
 */
binned: Array<DocumentRef>, 
/**
 * The queue as it is now.
 */
queue: ClipQueue, };

/**
 * Which clips are meant.
 */
export type ClipsRequest = { 
/**
 * Their articles; `null` for all clips.
 */
ids: Array<string> | null, };

/**
 * The colour of a highlight.
 */
export type Colour = "yellow" | "green" | "blue" | "pink";

/**
 * Two snapshots to compare.
 */
export type CompareRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * The old one: its id or its number. Without it, the one before the new one.
 */
from: string | null, 
/**
 * The new one. Without it, the one that is shown.
 */
to: string | null, };

/**
 * What changed between two snapshots.
 */
export type Comparison = { 
/**
 * The old one.
 */
from: Snapshot, 
/**
 * The new one.
 */
to: Snapshot, 
/**
 * Whether they say the same.
 */
same: boolean, 
/**
 * Words that only the new one has.
 */
words_added: number, 
/**
 * Words that only the old one has.
 */
words_removed: number, 
/**
 * Paragraphs that only the new one has.
 */
paragraphs_added: number, 
/**
 * Paragraphs that only the old one has.
 */
paragraphs_removed: number, 
/**
 * Paragraphs of which some words changed.
 */
paragraphs_changed: number, 
/**
 * Both texts, in order.
 */
stretches: Array<Stretch>, };

/**
 * A post that was composed.
 */
export type ComposedPost = { 
/**
 * All of it, as Markdown.
 */
markdown: string, 
/**
 * It with its title and date as HTML that is safe to show.
 */
html: string, 
/**
 * A name for its file; for Jekyll beneath `_posts`.
 */
file_name: string, 
/**
 * The articles in it, in order.
 */
articles: Array<DocumentRef>, 
/**
 * What should be looked at before it is published.
 */
problems: Array<PostProblem>, };

/**
 * A note to create.
 */
export type CreateRequest = { 
/**
 * Its title. Empty: Untitled, with a number if need be.
 */
title: string, 
/**
 * Its first text.
 */
markdown: string, };

/**
 * A place with spoilt characters.
 */
export type DamagedPlace = { 
/**
 * The words before it in its line.
 */
before: string, 
/**
 * What stands there.
 */
found: string, 
/**
 * What stood there once, as it seems.
 */
suggestion: string, 
/**
 * The words after it in its line.
 */
after: string, };

/**
 * Spoilt characters of a document.
 */
export type DamagedText = { 
/**
 * The document.
 */
id: string, 
/**
 * How many places there are.
 */
count: number, 
/**
 * The first of them.
 */
places: Array<DamagedPlace>, };

/**
 * A day of the journal.
 */
export type DayRequest = { 
/**
 * Its date, `YYYY-MM-DD`, `today` or `yesterday`; `null`: today.
 */
date: string | null, };

/**
 * A document, whole.
 */
export type Document = { 
/**
 * Its identity.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * The address as it was typed, of an article.
 */
url: string | null, 
/**
 * The one spelling under which it is kept.
 */
canonical_url: string | null, 
/**
 * Who wrote it.
 */
byline: string | null, 
/**
 * The name of its site.
 */
site_name: string | null, 
/**
 * Its language, BCP 47.
 */
lang: string | null, 
/**
 * When it was published.
 */
published_at: string | null, 
/**
 * When it came into the library.
 */
saved_at: string, 
/**
 * When it last changed.
 */
updated_at: string, 
/**
 * When it went to the bin.
 */
deleted_at: string | null, 
/**
 * How many words it has.
 */
word_count: number, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * Those of them that its texts say: they only go with the words.
 */
written_tags: Array<string>, 
/**
 * Its other names.
 */
aliases: Array<Alias>, 
/**
 * Its plain text; anchors count its Unicode scalar values.
 */
text: string, 
/**
 * It as sanitised HTML; images carry their address in `data-src`.
 */
html: string, 
/**
 * It as Markdown; of a note, its source.
 */
markdown: string, 
/**
 * The outline of an article.
 */
outline: Array<Point>, 
/**
 * Your commentary about an article.
 */
commentary: string, 
/**
 * The passages that you marked, in the order of the text.
 */
highlights: Array<Highlight>, 
/**
 * How far you have come with an article; `null` of anything else.
 */
reading: Reading | null, 
/**
 * What would be undone next, of what was done to outline and highlights.
 */
undo: string | null, 
/**
 * What would be done again next.
 */
redo: string | null, 
/**
 * Its fetched versions, oldest first.
 */
snapshots: Array<Snapshot>, 
/**
 * The last look at its page, after the first.
 */
check: Check | null, 
/**
 * The articles that have the same text.
 */
duplicates: Array<Duplicate>, 
/**
 * The articles that a person merged into it.
 */
merged: Array<MergedArticle>, 
/**
 * The blobs of its images and of the pictures in your own text, by what `data-src` says; one that is missing is not here.
 */
images: { [key in string]: string }, 
/**
 * Whether it was saved from a PDF, which is kept and can be opened.
 */
pdf: boolean, 
/**
 * Its clip, until the page is there.
 */
clip: Clip | null, 
/**
 * Its clip when the page is there, and is being fetched again or could not be.
 */
refetch: Clip | null, 
/**
 * The copy in a web archive that the text shown comes from, if it does.
 */
archive: ArchivedCopy | null, };

/**
 * A page of a list.
 */
export type DocumentPage = { 
/**
 * How many documents the whole list has.
 */
total: number, 
/**
 * Those of this page, newest first.
 */
items: Array<DocumentRow>, 
/**
 * What to ask the next page with; `null` at the end.
 */
cursor: string | null, };

/**
 * A document, by name.
 */
export type DocumentRef = { 
/**
 * Its identity.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, };

/**
 * A document, as a row of a list.
 */
export type DocumentRow = { 
/**
 * Its identity.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address, of an article.
 */
url: string | null, 
/**
 * The name of its site.
 */
site_name: string | null, 
/**
 * Its first words, or its own description.
 */
excerpt: string, 
/**
 * When it came into the library.
 */
saved_at: string, 
/**
 * When it last changed.
 */
updated_at: string, 
/**
 * When it went to the bin.
 */
deleted_at: string | null, 
/**
 * How many words it has.
 */
word_count: number, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * Whether you wrote about it.
 */
commented: boolean, 
/**
 * How far you have come with an article; `null` of anything else.
 */
reading: ReadingState | null, 
/**
 * How many points its outline has.
 */
points: number, 
/**
 * How many documents link to it.
 */
backlinks: number, 
/**
 * Its clip, until the page is there.
 */
clip: Clip | null, 
/**
 * Its clip when the page is there, and is being fetched again or could not be.
 */
refetch: Clip | null, };

/**
 * Two articles that have the same text.
 */
export type Duplicate = { 
/**
 * The one that was saved first.
 */
one: DocumentRow, 
/**
 * The other.
 */
other: DocumentRow, 
/**
 * How alike their texts are: 0 to 1.
 */
likeness: number, 
/**
 * The id of the one that stays when they are merged and nobody says otherwise.
 */
stays: string, };

/**
 * The articles that have the same text as another.
 */
export type Duplicates = { 
/**
 * The pairs, newest first.
 */
pairs: Array<Duplicate>, 
/**
 * Whether some articles were not compared yet.
 */
comparing: boolean, };

/**
 * A kept search to be changed.
 */
export type EditSearchRequest = { 
/**
 * The search: its id or its name.
 */
id: string, 
/**
 * What to call it; nothing for as before.
 */
name: string | null, 
/**
 * What it looks for; nothing for as before.
 */
query: string | null, };

/**
 * A document, or a part of it, to be shown within another.
 */
export type Embed = { 
/**
 * It as HTML that is safe to show; empty when nothing can be shown.
 */
html: string, 
/**
 * Whether the document has no such heading or block.
 */
no_such_part: boolean, 
/**
 * The blobs of the pictures that it shows, by what it calls them.
 */
pictures: { [key in string]: string }, 
/**
 * The document; `null` when there is none, or several may be meant.
 */
target: DocumentRef | null, 
/**
 * The documents that may be meant.
 */
candidates: Array<DocumentRef>, };

/**
 * What is embedded in a document.
 */
export type EmbedRequest = { 
/**
 * The document in which it stands.
 */
id: string, 
/**
 * The title in `![[…]]`; empty: the document itself.
 */
title: string, 
/**
 * The heading, headings (`A#B`) or `^block` that is meant.
 */
fragment: string | null, };

/**
 * An entry for the journal.
 */
export type EntryRequest = { 
/**
 * The day, as in a [`DayRequest`].
 */
date: string | null, 
/**
 * The entry, as Markdown.
 */
markdown: string, };

/**
 * What hosts are told.
 */
export type Event = { "type": "changed", 
/**
 * Which. None: any may have.
 */
documents: Array<string>, } | { "type": "queue", 
/**
 * Whether the whole queue is paused.
 */
paused: boolean, 
/**
 * What is being worked on.
 */
running: Array<ClipProgress>, } | { "type": "searches" } | { "type": "index", 
/**
 * How many documents this process has entered, when there are many to enter.
 */
done: number, 
/**
 * Of how many; 0 when none are left.
 */
total: number, } | { "type": "model_draft", 
/**
 * How far it is.
 */
draft: ModelDraft, } | { "type": "model_tested", 
/**
 * What came of it.
 */
tested: ModelTested, };

/**
 * An export as one file.
 */
export type Export = { 
/**
 * A name for the file.
 */
name: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * Its bytes, in base64.
 */
base64: string, 
/**
 * How many files are in it.
 */
count: number, 
/**
 * Edits that could not be written into the files that they belong to.
 */
left: Array<ImportProblem>, };

/**
 * What is exported.
 */
export type ExportFormat = "markdown" | "posts";

/**
 * What to export.
 */
export type ExportRequest = { 
/**
 * How.
 */
format: ExportFormat, 
/**
 * Only what this search finds; empty for all.
 */
query: string, };

/**
 * A file to import.
 */
export type FileToImport = { 
/**
 * Its name, with the folders beneath the one that is imported.
 */
name: string, 
/**
 * Its bytes, in base64.
 */
base64: string, };

/**
 * Which pictures are asked for.
 */
export type FindPicturesRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * What its text calls them.
 */
targets: Array<string>, };

/**
 * What to look for.
 */
export type FindRequest = { 
/**
 * What was typed.
 */
query: string, 
/**
 * How many to answer.
 */
limit: number, };

/**
 * What came of looking at an article's page again.
 */
export type Finding = "unchanged" | "same_text" | "changed" | "worse";

/**
 * Which point to fold.
 */
export type FoldRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * The point.
 */
point: string, 
/**
 * Whether what is beneath it is folded away.
 */
folded: boolean, };

/**
 * A search to be forgotten.
 */
export type ForgetRequest = { 
/**
 * What was typed; nothing for all.
 */
query: string | null, };

/**
 * Pictures that a text shows.
 */
export type FoundPictures = { 
/**
 * Their blobs, by what the text calls them; one that is not in the library is not here.
 */
found: { [key in string]: string }, };

/**
 * The documents around one, and their links.
 */
export type Graph = { 
/**
 * The document itself, then the nearest, of these the best connected first.
 */
nodes: Array<GraphNode>, 
/**
 * Which of them link to which, each pair once in each direction.
 */
edges: Array<GraphEdge>, 
/**
 * How many more there are at the distance at which there was no room for all.
 */
left_out: number, };

/**
 * That one document links to another.
 */
export type GraphEdge = { 
/**
 * The one that links.
 */
from: string, 
/**
 * The one to which it links.
 */
to: string, };

/**
 * A document in a graph.
 */
export type GraphNode = { 
/**
 * Its identity.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * Over how many links it is reached: 0, of the document itself, to 2.
 */
distance: number, };

/**
 * What to show around a document.
 */
export type GraphRequest = { 
/**
 * The document: its id, its address or its exact title.
 */
id: string, 
/**
 * Over how many links to go: 1 or 2.
 */
depth: number, };

/**
 * A passage that you marked.
 */
export type Highlight = { 
/**
 * Its identity.
 */
id: string, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * What you wrote of it, as Markdown; empty when nothing.
 */
comment: string, 
/**
 * The passage, in the text that is shown.
 */
anchor: Anchor | null, 
/**
 * The passage, when it is not in the text that is shown.
 */
lost: Lost | null, 
/**
 * When it was marked.
 */
created_at: string, };

/**
 * How to change a highlight; `null` leaves what is there.
 */
export type HighlightEdit = { 
/**
 * The highlight.
 */
highlight: string, 
/**
 * Its new colour.
 */
colour: Colour | null, 
/**
 * Its new comment.
 */
comment: string | null, 
/**
 * What goes together, such as typing one comment: it is undone at once.
 */
gesture: string | null, };

/**
 * Highlights as a file.
 */
export type HighlightExport = { 
/**
 * How many there are in it.
 */
count: number, 
/**
 * What is in it.
 */
text: string, };

/**
 * Which highlights to export, and how.
 */
export type HighlightExportRequest = { 
/**
 * Which; `cursor` and `limit` count for nothing.
 */
wanted: HighlightsRequest, 
/**
 * How.
 */
format: HighlightFormat, };

/**
 * How to write highlights into a file.
 */
export type HighlightFormat = "markdown" | "json";

/**
 * A page of the list of all highlights.
 */
export type HighlightPage = { 
/**
 * How many highlights there are, wanted or not.
 */
total: number, 
/**
 * Those of this page, newest first.
 */
items: Array<HighlightRow>, 
/**
 * What to ask the next page with; `null` at the end.
 */
cursor: string | null, };

/**
 * A passage to mark.
 */
export type HighlightRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * Where the passage begins in the text that is shown, in Unicode scalar values.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * A comment, as Markdown; empty when none.
 */
comment: string, };

/**
 * A highlight in the list of all of them.
 */
export type HighlightRow = { 
/**
 * Its identity.
 */
id: string, 
/**
 * Its article.
 */
document_id: string, 
/**
 * The title of its article.
 */
title: string, 
/**
 * Its colour.
 */
colour: Colour, 
/**
 * The passage.
 */
quote: string, 
/**
 * What you wrote of it, as Markdown; empty when nothing.
 */
comment: string, 
/**
 * Whether its passage is not in the text that is shown.
 */
lost: boolean, 
/**
 * When it was marked.
 */
created_at: string, };

/**
 * Which highlights to list.
 */
export type HighlightsRequest = { 
/**
 * Words that the passage, the comment or the article's title hold; empty for all.
 */
query: string, 
/**
 * Of this colour only.
 */
colour: Colour | null, 
/**
 * Those with a comment only.
 */
commented: boolean, 
/**
 * Those only whose passage is not in the text that is shown.
 */
lost: boolean, 
/**
 * Where the page before ended: its `cursor`.
 */
cursor: string | null, 
/**
 * How many to answer, at most 500.
 */
limit: number, };

/**
 * A document that a search found.
 */
export type Hit = { 
/**
 * The document.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Where in it the best match stands; where no words were looked for, what is shown of it.
 */
part: Part, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address, of an article.
 */
url: string | null, 
/**
 * The passage, escaped for HTML, matches in `<mark>`.
 */
snippet: string, 
/**
 * Whether it was found only by words that are written a little differently.
 */
near: boolean, };

/**
 * Pages that are fetched now.
 */
export type ImportFetched = { 
/**
 * The articles.
 */
ids: Array<string>, 
/**
 * Whether the whole queue is paused, so that they wait for that.
 */
paused: boolean, };

/**
 * As what a file is read.
 */
export type ImportFormat = "commentary_post" | "daily_log" | "post" | "markdown";

/**
 * Something about a place in a file.
 */
export type ImportProblem = { 
/**
 * The file, and the line behind a colon.
 */
where: string, 
/**
 * What it is.
 */
reason: string, };

/**
 * Files to import.
 */
export type ImportRequest = { 
/**
 * The files.
 */
files: Array<FileToImport>, 
/**
 * The import that they belong to; `null` begins one.
 */
import: string | null, 
/**
 * The file or folder, as a person knows it.
 */
name: string, 
/**
 * The names of the pictures that lie beside them.
 */
pictures: Array<string>, 
/**
 * Whether only to say what would come of it.
 */
dry_run: boolean, 
/**
 * As what they are read; with `null` their content tells.
 */
format: ImportFormat | null, 
/**
 * Whether spoilt characters are repaired.
 */
repair: boolean, };

/**
 * An import that was made.
 */
export type ImportRun = { 
/**
 * Its identity.
 */
id: string, 
/**
 * The file or folder.
 */
name: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * When it was taken back.
 */
undone_at: string | null, 
/**
 * How many documents it made or changed.
 */
documents: number, 
/**
 * How many of its articles wait for their pages until a person resumes them.
 */
waiting: number, };

/**
 * What taking back an import did.
 */
export type ImportUndone = { 
/**
 * The documents that went to the bin.
 */
binned: Array<DocumentRef>, 
/**
 * How many documents stay, and lost what the import had written into them.
 */
reverted: number, 
/**
 * The documents that were changed since in such a way that some of it stays.
 */
left: Array<DocumentRef>, };

/**
 * What came of an import, or would come of it.
 */
export type Imported = { 
/**
 * The import, by which further files join it, and by which it is undone.
 */
import: string, 
/**
 * What the files are, when all are the same; else `mixed`, or `none`.
 */
format: string, 
/**
 * What was added.
 */
added: ImportedCounts, 
/**
 * How many files, articles and days were there already, and got nothing new.
 */
known: number, 
/**
 * Lines that were kept as text because they were not understood.
 */
skipped: Array<ImportProblem>, 
/**
 * Files that could not be taken in.
 */
failed: Array<ImportProblem>, 
/**
 * Characters that an earlier program spoilt, some of each file. They are kept as they are, unless a repair was asked for.
 */
damaged: Array<ImportProblem>, 
/**
 * How many such places there are in all.
 */
damages: number, 
/**
 * How many articles of the import, as far as it has come, wait for their pages until a person resumes them.
 */
waiting: number, 
/**
 * The documents that were made.
 */
created: Array<string>, 
/**
 * How many pictures were taken in, or would be.
 */
pictures: number, 
/**
 * The pictures that the texts show; they are sent after them.
 */
shown: Array<ShownPicture>, 
/**
 * Files of the folder that are neither texts nor pictures that a text shows.
 */
left_out: Array<ImportProblem>, };

/**
 * How many documents of each kind.
 */
export type ImportedCounts = { 
/**
 * Articles.
 */
articles: number, 
/**
 * Notes.
 */
notes: number, 
/**
 * Days of the journal.
 */
journal: number, 
/**
 * Posts.
 */
posts: number, 
/**
 * Highlights.
 */
highlights: number, };

/**
 * A day of the journal.
 */
export type JournalDay = { 
/**
 * Its document; `null` while nothing is written.
 */
id: string | null, 
/**
 * Its date, `YYYY-MM-DD`.
 */
date: string, 
/**
 * What was written, as Markdown.
 */
markdown: string, 
/**
 * The date of the day before it on which something was written.
 */
previous: string | null, 
/**
 * The date of the day after it on which something was written.
 */
next: string | null, 
/**
 * The articles that were saved on that day, at most 200.
 */
saved: Array<DocumentRef>, 
/**
 * The same day in other years, newest first.
 */
years: Array<JournalYear>, };

/**
 * A month of the journal.
 */
export type JournalMonth = { 
/**
 * The dates on which something was written.
 */
days: Array<string>, };

/**
 * A day of the journal in another year.
 */
export type JournalYear = { 
/**
 * Its document.
 */
id: string, 
/**
 * Its date, `YYYY-MM-DD`.
 */
date: string, 
/**
 * Its beginning.
 */
excerpt: string, };

/**
 * A post to keep in the library.
 */
export type KeepPostRequest = { 
/**
 * What it is made of.
 */
compose: PostToCompose, 
/**
 * The post that it was before; `null` makes a new one.
 */
before: PostBefore | null, };

/**
 * A picture that was put into a text.
 */
export type KeptPicture = { 
/**
 * What the text is to call it.
 */
target: string, 
/**
 * Words for it, from its file's name; may be empty.
 */
alt: string, 
/**
 * Its blob.
 */
hash: string, };

/**
 * A post that was kept in the library.
 */
export type KeptPost = { 
/**
 * The post.
 */
post: DocumentRef, 
/**
 * The text as it was composed: what to give as the text before when it is composed again.
 */
markdown: string, };

/**
 * Where a key is.
 */
export type KeyPlace = "none" | "keychain" | "environment" | "no_keychain";

/**
 * What a document is.
 */
export type Kind = "article" | "note" | "journal" | "post";

/**
 * What the shelves show.
 */
export type LibraryStatus = { 
/**
 * The library's folder.
 */
path: string, 
/**
 * How many documents there are, without the bin.
 */
total: number, 
/**
 * How many articles.
 */
articles: number, 
/**
 * How many notes.
 */
notes: number, 
/**
 * How many days of the journal.
 */
journal: number, 
/**
 * How many posts.
 */
posts: number, 
/**
 * The clips that wait, run or failed.
 */
clips: ClipQueue, 
/**
 * How many articles whose text another one has too.
 */
duplicates: number, 
/**
 * How many documents are in the bin.
 */
bin: number, 
/**
 * Every tag in use, by name.
 */
tags: Array<TagCount>, 
/**
 * Whether the sample library was added.
 */
sample: boolean, };

/**
 * How many to answer.
 */
export type LimitRequest = { 
/**
 * How many.
 */
limit: number, };

/**
 * Which documents to list.
 */
export type ListRequest = { 
/**
 * The shelf.
 */
shelf: Shelf, 
/**
 * Only those with this tag or one nested below it.
 */
tag: string | null, 
/**
 * Where the page before ended: its `cursor`.
 */
cursor: string | null, 
/**
 * How many to answer, at most 500.
 */
limit: number, };

/**
 * A passage of an earlier snapshot that is not in the text that is shown as it was.
 */
export type Lost = { 
/**
 * The passage.
 */
quote: string, 
/**
 * Where something like it stands now: a person should say whether it is the same. `null` for an orphan.
 */
guess: Anchor | null, };

/**
 * A search that was made.
 */
export type MadeRequest = { 
/**
 * What was typed.
 */
query: string, };

/**
 * What stands beside an article: its outline and its highlights.
 */
export type Margin = { 
/**
 * The article.
 */
id: string, 
/**
 * Its outline.
 */
outline: Array<Point>, 
/**
 * Its highlights, in the order of the text.
 */
highlights: Array<Highlight>, 
/**
 * What would be undone next.
 */
undo: string | null, 
/**
 * What would be done again next.
 */
redo: string | null, };

/**
 * Where the words of a search stand in a document. Places count Unicode scalar values.
 */
export type Matches = { 
/**
 * In its title.
 */
title: Array<QuerySpan>, 
/**
 * In the text of an article's snapshot, or in the Markdown of what is your own.
 */
body: Array<QuerySpan>, 
/**
 * In the Markdown of your commentary.
 */
commentary: Array<QuerySpan>, 
/**
 * In the texts of outline points.
 */
points: Array<MatchesIn>, 
/**
 * In the comments of highlights.
 */
highlights: Array<MatchesIn>, };

/**
 * Where words stand in a point or in the comment of a highlight.
 */
export type MatchesIn = { 
/**
 * The point or highlight.
 */
id: string, 
/**
 * The places.
 */
spans: Array<QuerySpan>, };

/**
 * A document, and a search whose words are looked for in it.
 */
export type MatchesRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * What was typed.
 */
query: string, };

/**
 * Which mentions of a document to make links.
 */
export type MentionRequest = { 
/**
 * The document that is named.
 */
id: string, 
/**
 * The documents in which it is named; `null`: all.
 */
sources: Array<string> | null, };

/**
 * An article to merge into another.
 */
export type MergeRequest = { 
/**
 * The article that gives way.
 */
id: string, 
/**
 * The article that stays.
 */
into: string, };

/**
 * What became of a merge.
 */
export type Merged = { 
/**
 * The article that stays.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The article that gave way: by its id the merge can be taken back.
 */
merged: string, };

/**
 * An article that was merged into another.
 */
export type MergedArticle = { 
/**
 * Its identity.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address.
 */
url: string | null, 
/**
 * When it was merged.
 */
merged_at: string, };

/**
 * How far a model is with an outline.
 */
export type ModelDraft = { 
/**
 * The article.
 */
id: string, 
/**
 * How it stands.
 */
state: ModelDraftState, 
/**
 * The part of the article that is read, counted from 1; 0 before it begins.
 */
part: number, 
/**
 * How many parts there are.
 */
parts: number, 
/**
 * The points so far.
 */
points: Array<ModelPoint>, 
/**
 * Why it failed. The outline is as it was then.
 */
error: ApiError | null, };

/**
 * How the drafting of an outline by a model stands.
 */
export type ModelDraftState = "waiting" | "reading" | "writing" | "done" | "failed" | "cancelled";

/**
 * The strictest form in which an endpoint answers.
 */
export type ModelForm = "schema" | "object" | "plain";

/**
 * The key to the endpoint that was chosen.
 */
export type ModelKey = { 
/**
 * Where it is.
 */
place: KeyPlace, };

/**
 * A point as a model wrote it.
 */
export type ModelPoint = { 
/**
 * The line.
 */
text: string, 
/**
 * How deep it is nested; 0 is the top.
 */
level: number, 
/**
 * Whether no sentence of the article says so.
 */
unsupported: boolean, };

/**
 * What to choose of the model that may draft outlines.
 */
export type ModelRequest = { 
/**
 * Whether it may be asked at all.
 */
on: boolean, 
/**
 * The endpoint's address.
 */
address: string, 
/**
 * The model's name.
 */
model: string, 
/**
 * Whether it reads only a few pages at once.
 */
small: boolean, 
/**
 * The key to the endpoint: `null` leaves the one that is kept, an empty one forgets it.
 */
key: string | null, };

/**
 * What a person chose of the model that may draft outlines.
 */
export type ModelSettings = { 
/**
 * Whether it may be asked at all.
 */
on: boolean, 
/**
 * The endpoint's address, as it was typed.
 */
address: string, 
/**
 * The model's name.
 */
model: string, 
/**
 * Whether it reads only a few pages at once: articles are then sent in smaller parts.
 */
small: boolean, 
/**
 * Where texts are sent; `null` while there is no usable address.
 */
host: string | null, 
/**
 * Whether that is this machine or its network, as far as the address tells.
 */
near: boolean, };

/**
 * What came of testing an endpoint.
 */
export type ModelTested = { 
/**
 * How it answers; `null` when it does not.
 */
form: ModelForm | null, 
/**
 * Whether its points can be seen while they come.
 */
streams: boolean, 
/**
 * How long its answer took, in seconds.
 */
seconds: number, 
/**
 * The models that it has, as far as it says.
 */
models: Array<string>, 
/**
 * Why it cannot be used.
 */
error: ApiError | null, };

/**
 * A month of the journal.
 */
export type MonthRequest = { 
/**
 * The month, `YYYY-MM`.
 */
month: string, };

/**
 * A request that asks for nothing in particular.
 */
export type Nothing = Record<string, never>;

/**
 * A highlight.
 */
export type OneHighlight = { 
/**
 * Its identity.
 */
highlight: string, };

/**
 * A request about one document: its id, its address or its exact title.
 */
export type OneRequest = { 
/**
 * The document.
 */
id: string, };

/**
 * A link of a document.
 */
export type OutgoingLink = { 
/**
 * Where it leads; `null` when that is not in the library, or ambiguous.
 */
target: DocumentRef | null, 
/**
 * The documents that it may mean.
 */
candidates: Array<DocumentRef>, 
/**
 * The title, of a link by title.
 */
title: string | null, 
/**
 * The address, of a link by address.
 */
url: string | null, 
/**
 * The words shown for it.
 */
text: string, 
/**
 * The sentence around it.
 */
context: string, };

/**
 * One thing to do to an outline.
 */
export type OutlineEdit = { "do": "add", 
/**
 * Its identity: a new UUID.
 */
point: string, 
/**
 * The point above it; `null` at the top.
 */
parent: string | null, 
/**
 * The point before it; `null` when it is to be the first.
 */
after: string | null, 
/**
 * The line. One that begins with `(Me)` is yours.
 */
text: string, 
/**
 * Whose words it is.
 */
voice: Voice, 
/**
 * The place in the shown text that it speaks of, in Unicode scalar values.
 */
place: [number, number] | null, } | { "do": "text", 
/**
 * The point.
 */
point: string, 
/**
 * The line. One that begins with `(Me)` is yours.
 */
text: string, } | { "do": "move", 
/**
 * The point.
 */
point: string, 
/**
 * The point that is to be above it; `null` at the top.
 */
parent: string | null, 
/**
 * The point that is to be before it; `null` when it is to be the first.
 */
after: string | null, } | { "do": "voice", 
/**
 * The point.
 */
point: string, 
/**
 * Whose.
 */
voice: Voice, } | { "do": "delete", 
/**
 * The point.
 */
point: string, };

/**
 * What to do to an outline.
 */
export type OutlineRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * What to do, in order; all of it or nothing.
 */
edits: Array<OutlineEdit>, 
/**
 * What goes together, such as typing in one point: edits of one gesture are undone at once.
 */
gesture: string | null, };

/**
 * Two articles to keep apart.
 */
export type PairRequest = { 
/**
 * One of them.
 */
one: string, 
/**
 * The other.
 */
other: string, };

/**
 * The part of a document in which a word or a link stands.
 */
export type Part = "title" | "body" | "outline" | "commentary" | "highlight";

/**
 * A search that was made.
 */
export type PastSearch = { 
/**
 * The search, as it was typed.
 */
query: string, 
/**
 * When it was made last, RFC 3339.
 */
searched_at: string, };

/**
 * A picture that was pasted or dropped into a text.
 */
export type PictureRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * Its bytes, in base64.
 */
base64: string, };

/**
 * A picture to be taken in.
 */
export type PictureToImport = { 
/**
 * Its name, with its folders.
 */
path: string, 
/**
 * Its bytes, in base64.
 */
base64: string, };

/**
 * Pictures to be taken in, and where they are shown.
 */
export type PicturesRequest = { 
/**
 * The files.
 */
files: Array<PictureToImport>, 
/**
 * What the import of the texts answered.
 */
shown: Array<ShownPicture>, };

/**
 * What came of taking in pictures.
 */
export type PicturesTaken = { 
/**
 * How many were taken in.
 */
taken: number, 
/**
 * Those that could not be.
 */
failed: Array<ImportProblem>, };

/**
 * A piece of a changed paragraph.
 */
export type Piece = { 
/**
 * Which of the two has it.
 */
change: Change, 
/**
 * Its words, with the spaces between them.
 */
text: string, };

/**
 * Where to place an anchor by hand.
 */
export type PlaceRequest = { 
/**
 * The point or highlight whose anchor it is.
 */
of: AnchoredKind, 
/**
 * Its identity.
 */
id: string, 
/**
 * Where the passage begins in the text that is shown, in Unicode scalar values.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * A line of an outline with those beneath it.
 */
export type Point = { 
/**
 * Its identity.
 */
id: string, 
/**
 * The line.
 */
text: string, 
/**
 * Whose words it is.
 */
voice: Voice, 
/**
 * How deep it stands; 1 at the top.
 */
level: number, 
/**
 * The passage that it speaks of, in the text that is shown.
 */
anchor: Anchor | null, 
/**
 * The passage that it speaks of, when that is not in the text that is shown.
 */
lost: Lost | null, 
/**
 * Whether it was drafted, and nobody has touched it since.
 */
drafted: boolean, 
/**
 * Whether no passage was found that says what it says: it may be wrong.
 */
unsupported: boolean, 
/**
 * Whether what is beneath it is folded away.
 */
folded: boolean, 
/**
 * The points beneath it.
 */
children: Array<Point>, };

/**
 * A post of the library that was composed before.
 */
export type PostBefore = { 
/**
 * The post.
 */
id: string, 
/**
 * Its title as it was composed then.
 */
title: string, 
/**
 * Its text as it was composed then, so that what was edited in it since stays; `null` puts the new text in the place of all.
 */
markdown: string | null, };

/**
 * An article that may go into a post.
 */
export type PostCandidate = { 
/**
 * Its identity.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address.
 */
url: string, 
/**
 * When it came into the library.
 */
saved_at: string, 
/**
 * How many points its outline has.
 */
points: number, 
/**
 * Whether you wrote about it.
 */
commented: boolean, };

/**
 * The articles that may go into a post.
 */
export type PostCandidates = { 
/**
 * How many there are.
 */
total: number, 
/**
 * The first thousand of them: those of a search best first, others in the order in which they were saved.
 */
items: Array<PostCandidate>, 
/**
 * The first day of the week that was asked for.
 */
from: string | null, 
/**
 * Its last day.
 */
to: string | null, };

/**
 * For whom a post is written.
 */
export type PostFlavour = "jekyll" | "plain";

/**
 * Something about a post that should be looked at.
 */
export type PostProblem = { 
/**
 * The article, as it was asked for; `null` when it is about the post.
 */
article: string | null, 
/**
 * What it is.
 */
reason: string, };

/**
 * What a post about articles is to be made of.
 */
export type PostToCompose = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its date: `YYYY-MM-DD`, `today` or `yesterday`; `null` for none.
 */
date: string | null, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * What stands before the articles, as Markdown.
 */
introduction: string, 
/**
 * The articles, in order: ids, addresses or exact titles.
 */
articles: Array<string>, 
/**
 * For whom it is written.
 */
flavour: PostFlavour, 
/**
 * Whether points that were drafted go in. Those with something of yours beneath them always do.
 */
drafted: boolean, };

/**
 * What a search may be completed with.
 */
export type QueryChoice = { 
/**
 * What takes the place of what is typed: a filter's name has its colon, a value its quotes.
 */
text: string, 
/**
 * What is shown for it.
 */
label: string, 
/**
 * How many documents have it, where that is known.
 */
count: number | null, 
/**
 * What it means, of the name of a filter.
 */
about: string | null, };

/**
 * What is being typed in a search.
 */
export type QueryCompleting = { 
/**
 * The filter whose value it is; nothing when it is the name of a filter, or a word that may become one.
 */
filter: string | null, 
/**
 * What is typed of it.
 */
typed: string, 
/**
 * Where what a completion takes the place of begins.
 */
start: number, 
/**
 * Where that ends.
 */
end: number, 
/**
 * What may stand there, the likeliest first.
 */
choices: Array<QueryChoice>, };

/**
 * Something in a search that could not be understood.
 */
export type QueryProblem = { 
/**
 * Where it begins.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, 
/**
 * What is wrong, for a person.
 */
message: string, 
/**
 * What would be right in its place.
 */
suggestion: string | null, 
/**
 * Whether it is searched as words, since it is no filter.
 */
as_words: boolean, };

/**
 * A search as it was read. Places count Unicode scalar values.
 */
export type QueryReading = { 
/**
 * Its canonical text, which means the same.
 */
canonical: string, 
/**
 * What could not be understood, and is searched as words.
 */
problems: Array<QueryProblem>, 
/**
 * What stands at the end and means nothing yet, while it is typed.
 */
pending: QuerySpan | null, 
/**
 * What is being typed at the cursor, if it can be completed.
 */
completing: QueryCompleting | null, };

/**
 * A search to be read.
 */
export type QueryRequest = { 
/**
 * What was typed.
 */
query: string, 
/**
 * Where the cursor stands, in Unicode scalar values; nothing when nobody is typing.
 */
cursor: number | null, };

/**
 * A place in a search.
 */
export type QuerySpan = { 
/**
 * Where it begins.
 */
start: number, 
/**
 * Where it ends.
 */
end: number, };

/**
 * A document that is opened by its title.
 */
export type QuickHit = { 
/**
 * The document.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * The alias that matches, where that is not the title.
 */
alias: string | null, 
/**
 * The site of an article.
 */
site: string | null, 
/**
 * The characters of the alias or title that match: Unicode scalar values.
 */
places: Array<number>, };

/**
 * How far a person has come with an article.
 */
export type Reading = { 
/**
 * Whether it is read.
 */
state: ReadingState, 
/**
 * Where the window stood in the text, in Unicode scalar values.
 */
position: number, };

/**
 * How far a person has come with an article; `null` leaves what is there.
 */
export type ReadingRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * Whether it is read.
 */
state: ReadingState | null, 
/**
 * Where the window stands in the text, in Unicode scalar values.
 */
position: number | null, };

/**
 * How far a person has come with an article.
 */
export type ReadingState = "unread" | "reading" | "read" | "archived";

/**
 * A search to which a filter is added, or from which it is taken.
 */
export type RefineRequest = { 
/**
 * What was typed.
 */
query: string, 
/**
 * The filter.
 */
filter: string, };

/**
 * A document that is related to another.
 */
export type Related = { 
/**
 * The document.
 */
id: string, 
/**
 * What it is.
 */
kind: Kind, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address, of an article.
 */
url: string | null, 
/**
 * Why, in a few words each, the strongest first.
 */
reasons: Array<string>, };

/**
 * A document whose relations are asked for.
 */
export type RelatedRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * How many to answer.
 */
limit: number, };

/**
 * How to name a document.
 */
export type RenameRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * Its new title.
 */
title: string, 
/**
 * Whether the old title stays as an alias.
 */
keep_alias: boolean, };

/**
 * How a library fares.
 */
export type Report = { 
/**
 * Whether all is well.
 */
ok: boolean, 
/**
 * What is not.
 */
problems: Array<string>, };

/**
 * A link to follow: a title or an address.
 */
export type ResolveRequest = { 
/**
 * The title in `[[…]]`.
 */
title: string | null, 
/**
 * The address.
 */
url: string | null, };

/**
 * Where a link leads.
 */
export type Resolved = { 
/**
 * The document; `null` when there is none, or several may be meant.
 */
target: DocumentRef | null, 
/**
 * The documents that may be meant.
 */
candidates: Array<DocumentRef>, };

/**
 * What became of a restoring.
 */
export type Restored = { 
/**
 * The document.
 */
id: string, 
/**
 * Its text, as it now is.
 */
markdown: string, 
/**
 * Whether it was another before.
 */
changed: boolean, 
/**
 * The version that the text before it became; `null` when that was empty, or the same.
 */
kept: string | null, };

/**
 * A request to save a text that was edited.
 */
export type SaveRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * The text as it is now.
 */
markdown: string, 
/**
 * The text from which it was edited: what was last loaded or saved.
 */
base: string, };

/**
 * A search to be kept.
 */
export type SaveSearchRequest = { 
/**
 * What to call it; as it is typed, when this is empty.
 */
name: string, 
/**
 * The search.
 */
query: string, };

/**
 * What was saved.
 */
export type Saved = { 
/**
 * The document.
 */
id: string, 
/**
 * The text as it now is: what was sent, joined with what another process wrote meanwhile.
 */
markdown: string, 
/**
 * When.
 */
saved_at: string, };

/**
 * A search that is kept.
 */
export type SavedSearch = { 
/**
 * Its identity.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * The search, as it is typed.
 */
query: string, 
/**
 * How many documents it finds; nothing when it cannot be answered.
 */
total: number | null, };

/**
 * What a search found.
 */
export type SearchAnswer = { 
/**
 * How many documents match.
 */
total: number, 
/**
 * How long it took, in milliseconds.
 */
took_ms: number, 
/**
 * The best of them, best first, or as the search sorts them.
 */
hits: Array<Hit>, 
/**
 * How many there are of each sort.
 */
counts: SearchCounts, 
/**
 * How the search was read.
 */
reading: QueryReading, };

/**
 * How many of the found documents there are of each sort, most first; years newest first.
 */
export type SearchCounts = { 
/**
 * By kind.
 */
kinds: Array<Tally>, 
/**
 * By tag; what is nested below a tag counts for it too.
 */
tags: Array<Tally>, 
/**
 * By host.
 */
sites: Array<Tally>, 
/**
 * By the year in which they came into the library.
 */
years: Array<Tally>, };

/**
 * A search to be answered.
 */
export type SearchRequest = { 
/**
 * What was typed.
 */
query: string, 
/**
 * How many of the first are left out.
 */
offset?: number, 
/**
 * How many to answer.
 */
limit: number, 
/**
 * Whether nobody types on: a filter that is not finished is told of then.
 */
finished?: boolean, };

/**
 * A shelf of the library: which documents a list shows.
 */
export type Shelf = "library" | "articles" | "notes" | "journal" | "posts" | "clips" | "duplicates" | "bin";

/**
 * A picture that an imported text shows.
 */
export type ShownPicture = { 
/**
 * The file, by its name; empty when only the library has it.
 */
path: string, 
/**
 * The document whose text shows it.
 */
document: string, 
/**
 * What the text calls it.
 */
target: string, 
/**
 * Whether the library has it already.
 */
known: boolean, };

/**
 * One fetched version of an article.
 */
export type Snapshot = { 
/**
 * Its identity.
 */
id: string, 
/**
 * The address at which the page was found.
 */
url: string, 
/**
 * When it was fetched.
 */
fetched_at: string, 
/**
 * The HTTP status.
 */
status: number, 
/**
 * What the capture turned out to be.
 */
verdict: Verdict, 
/**
 * How many words it has.
 */
word_count: number, 
/**
 * Whether it is the one that is shown.
 */
current: boolean, };

/**
 * A snapshot to read.
 */
export type SnapshotRequest = { 
/**
 * The article.
 */
id: string, 
/**
 * The snapshot: its id, or its number in the list, the oldest being 1.
 */
snapshot: string, };

/**
 * A fetched version of an article, to be read.
 */
export type SnapshotText = { 
/**
 * Which one it is.
 */
snapshot: Snapshot, 
/**
 * Its plain text.
 */
text: string, 
/**
 * It as sanitised HTML; images carry their address in `data-src`.
 */
html: string, 
/**
 * It as Markdown.
 */
markdown: string, 
/**
 * The blobs of its images, by the address in `data-src`.
 */
images: { [key in string]: string }, };

/**
 * A part of a comparison.
 */
export type Stretch = { "kind": "same", 
/**
 * The paragraphs.
 */
paragraphs: Array<string>, } | { "kind": "added", 
/**
 * The paragraph.
 */
text: string, } | { "kind": "removed", 
/**
 * The paragraph.
 */
text: string, } | { "kind": "changed", 
/**
 * Its pieces, in order.
 */
pieces: Array<Piece>, };

/**
 * What the files of a folder are, told by their names.
 */
export type Survey = { 
/**
 * The texts, in the order in which they are taken in.
 */
texts: Array<string>, 
/**
 * The pictures, which are taken in where a text shows them.
 */
pictures: Array<string>, 
/**
 * All else, and why it is left out.
 */
left_out: Array<ImportProblem>, 
/**
 * The largest picture that is taken in, in bytes.
 */
largest_picture: number, };

/**
 * The names of a folder's files, each with its folders.
 */
export type SurveyRequest = { 
/**
 * The names.
 */
names: Array<string>, };

/**
 * A tag in use.
 */
export type TagCount = { 
/**
 * The tag.
 */
tag: string, 
/**
 * How many documents have it.
 */
count: number, };

/**
 * How to tag a document.
 */
export type TagRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * All its tags.
 */
tags: Array<string>, };

/**
 * The tags of a document.
 */
export type Tags = { 
/**
 * As they are kept.
 */
tags: Array<string>, };

/**
 * How many of the found documents have something.
 */
export type Tally = { 
/**
 * What it is called.
 */
name: string, 
/**
 * How many have it.
 */
count: number, 
/**
 * The filter that finds only these.
 */
filter: string, 
/**
 * Whether the search has this filter.
 */
chosen: boolean, };

/**
 * What a capture turned out to be.
 */
export type Verdict = "ok" | "partial" | "login_wall" | "consent_wall" | "captcha" | "not_found" | "not_a_page" | "empty" | "unreachable";

/**
 * What a person wrote, as it was before it was changed.
 */
export type Version = { 
/**
 * Its identity.
 */
id: string, 
/**
 * When it was last written in.
 */
written_at: string, 
/**
 * When another text took its place.
 */
kept_at: string, 
/**
 * Why it was kept.
 */
reason: VersionReason, 
/**
 * How many words it has.
 */
word_count: number, 
/**
 * Its first line with words, as plain text.
 */
first_line: string, 
/**
 * Words that came with the text after it: the next version, or the present text.
 */
words_added: number, 
/**
 * Words that went with the text after it.
 */
words_removed: number, };

/**
 * What changed between a version and the present text.
 */
export type VersionComparison = { 
/**
 * The version's identity.
 */
id: string, 
/**
 * When the version was last written in.
 */
written_at: string, 
/**
 * Whether they say the same.
 */
same: boolean, 
/**
 * Words that only the present text has.
 */
words_added: number, 
/**
 * Words that only the version has.
 */
words_removed: number, 
/**
 * Paragraphs that only the present text has.
 */
paragraphs_added: number, 
/**
 * Paragraphs that only the version has.
 */
paragraphs_removed: number, 
/**
 * Paragraphs of which some words changed.
 */
paragraphs_changed: number, 
/**
 * Both texts, in order.
 */
stretches: Array<Stretch>, };

/**
 * Why a text was kept as it was.
 */
export type VersionReason = "session" | "cut" | "join" | "restore" | "merge";

/**
 * A version of what a person wrote.
 */
export type VersionRequest = { 
/**
 * The document.
 */
id: string, 
/**
 * The version: its id, or its number in the list, the newest being 1.
 */
version: string, };

/**
 * A version to be read.
 */
export type VersionText = { 
/**
 * Its identity.
 */
id: string, 
/**
 * When it was last written in.
 */
written_at: string, 
/**
 * It, as Markdown.
 */
markdown: string, };

/**
 * Whose words a point of an outline is.
 */
export type Voice = "author" | "me";

/** Every command: what it asks and what it answers. */
export type Commands = {
  /** What the shelves show. */
  library_status: { request: Nothing; answer: LibraryStatus };
  /** Looks the library over, and mends what can be mended if asked. */
  library_check: { request: CheckRequest; answer: Report };
  /** Makes the search index anew. */
  library_reindex: { request: Nothing; answer: Report };
  /** Adds the sample library. */
  sample_add: { request: Nothing; answer: Added };
  /** One page of a shelf, newest first. */
  document_list: { request: ListRequest; answer: DocumentPage };
  /** A document, whole. */
  document_show: { request: OneRequest; answer: Document };
  /** Gives a document another title, and rewrites the links to it. */
  document_rename: { request: RenameRequest; answer: DocumentRef };
  /** Takes back the last renaming of a document, with the links that were rewritten. */
  rename_undo: { request: OneRequest; answer: DocumentRef };
  /** Gives a document these aliases, besides those that stand in its text. Answers all. */
  document_alias: { request: AliasRequest; answer: Array<Alias> };
  /** Moves a document to the bin. */
  document_delete: { request: OneRequest; answer: DocumentRef };
  /** Takes a document out of the bin. */
  document_restore: { request: OneRequest; answer: DocumentRef };
  /** Gives a document these tags and no others. */
  document_tag: { request: TagRequest; answer: Tags };
  /** Notes how far a person has come with an article. */
  reading_set: { request: ReadingRequest; answer: Reading };
  /** Clips a link: its row is there when this answers, its page comes later. */
  article_clip: { request: ClipRequest; answer: Clip };
  /** Tries to fetch an article's page again. */
  article_fetch: { request: OneRequest; answer: Clip };
  /** Fetches the Wayback Machine's newest copy of an article's page. */
  article_fetch_archived: { request: OneRequest; answer: Clip };
  /** Lets clips wait until they are resumed, or the whole queue. */
  clip_pause: { request: ClipsRequest; answer: ClipsChanged };
  /** Lets clips go on, or the whole queue. */
  clip_resume: { request: ClipsRequest; answer: ClipsChanged };
  /** Tries clips again at once, or all that failed or wait for their next try. */
  clip_retry: { request: ClipsRequest; answer: ClipsChanged };
  /** Cancels clips, or all. An article that never had a page goes to the bin. */
  clip_cancel: { request: ClipsRequest; answer: ClipsChanged };
  /** Merges an article into another that has the same text. */
  article_merge: { request: MergeRequest; answer: Merged };
  /** Gives back an article that was merged into another, by its id. */
  article_unmerge: { request: OneRequest; answer: DocumentRef };
  /** The articles that have the same text as another. */
  duplicate_list: { request: Nothing; answer: Duplicates };
  /** Keeps two articles apart that have the same text. */
  duplicate_keep: { request: PairRequest; answer: DocumentRef };
  /** The snapshots of an article, oldest first. */
  snapshot_list: { request: OneRequest; answer: Array<Snapshot> };
  /** A snapshot of an article, to be read. */
  snapshot_show: { request: SnapshotRequest; answer: SnapshotText };
  /** What changed between two snapshots of an article. */
  snapshot_compare: { request: CompareRequest; answer: Comparison };
  /** Edits an outline. */
  outline_edit: { request: OutlineRequest; answer: Margin };
  /** Folds away what is beneath a point, or shows it. */
  outline_fold: { request: FoldRequest; answer: Margin };
  /** Drafts an outline anew, beside what a person wrote or edited. */
  outline_redraft: { request: OneRequest; answer: Margin };
  /** Undoes the last edit of an article's outline or highlights. */
  edit_undo: { request: OneRequest; answer: Margin };
  /** Does again what was undone last. */
  edit_redo: { request: OneRequest; answer: Margin };
  /** Places an anchor by hand. */
  anchor_place: { request: PlaceRequest; answer: Margin };
  /** Marks a passage. */
  highlight_add: { request: HighlightRequest; answer: Margin };
  /** Gives a highlight another colour or comment. */
  highlight_edit: { request: HighlightEdit; answer: Margin };
  /** Takes a highlight away. */
  highlight_delete: { request: OneHighlight; answer: Margin };
  /** One page of all highlights, newest first. */
  highlight_list: { request: HighlightsRequest; answer: HighlightPage };
  /** Highlights as a file. */
  highlight_export: { request: HighlightExportRequest; answer: HighlightExport };
  /** Saves commentary. */
  commentary_save: { request: SaveRequest; answer: Saved };
  /** Adds to commentary, as a paragraph of its own. */
  commentary_append: { request: AppendRequest; answer: DocumentRef };
  /** Creates a note. Without a title it is called Untitled. */
  note_create: { request: CreateRequest; answer: DocumentRef };
  /** Saves a note. */
  note_save: { request: SaveRequest; answer: Saved };
  /** The versions of what a person wrote about an article or in a note, newest first. */
  document_versions: { request: OneRequest; answer: Array<Version> };
  /** A version, to be read. */
  version_show: { request: VersionRequest; answer: VersionText };
  /** What changed between a version and the present text. */
  version_compare: { request: VersionRequest; answer: VersionComparison };
  /** Gives a document the text of a version. The present text becomes a version first. */
  version_restore: { request: VersionRequest; answer: Restored };
  /** What was chosen of the model that may draft outlines. */
  model_show: { request: Nothing; answer: ModelSettings };
  /** Where the key to that model is; a keychain may ask its owner. */
  model_key: { request: Nothing; answer: ModelKey };
  /** Chooses the model that may draft outlines. */
  model_set: { request: ModelRequest; answer: ModelSettings };
  /** Asks an endpoint something tiny; the outcome is an event. */
  model_test: { request: ModelRequest; answer: Nothing };
  /** Lets the model draft an outline; how far it is comes as events. */
  model_draft: { request: OneRequest; answer: ModelDraft };
  /** Ends the drafting of an outline by the model; the outline stays as it was. */
  model_cancel: { request: OneRequest; answer: ModelDraft | null };
  /** The outlines that the model drafts now. */
  model_drafts: { request: Nothing; answer: Array<ModelDraft> };
  /** Adds an entry to a day of the journal. */
  journal_add: { request: EntryRequest; answer: JournalDay };
  /** A day of the journal, with what was saved on it, and the same day in other years. */
  journal_day: { request: DayRequest; answer: JournalDay };
  /** The days of a month on which something was written. */
  journal_month: { request: MonthRequest; answer: JournalMonth };
  /** Takes in files: posts about articles, daily logs, posts and notes. What is there already is not taken in again. */
  import_run: { request: ImportRequest; answer: Imported };
  /** A post about articles, as it would be. */
  compose_preview: { request: PostToCompose; answer: ComposedPost };
  /** Keeps a post about articles in the library. */
  compose_save: { request: KeepPostRequest; answer: KeptPost };
  /** The articles of a tag, a search or a week, for a post. */
  compose_candidates: { request: CandidatesRequest; answer: PostCandidates };
  /** The imports that were made, newest first. */
  import_list: { request: Nothing; answer: Array<ImportRun> };
  /** Takes back an import, all of it at once; what was written since stays. */
  import_undo: { request: OneRequest; answer: ImportUndone };
  /** Lets the pages be fetched of an import's articles that wait. */
  import_fetch: { request: OneRequest; answer: ImportFetched };
  /** Where a person's words in a document are spoilt, and what they were once, as it seems. */
  damage_show: { request: OneRequest; answer: DamagedText };
  /** Repairs them. Answers what was repaired. */
  damage_repair: { request: OneRequest; answer: DamagedText };
  /** The library as Markdown: one file, or many in a zip. Files that were imported come out as they were, with edits written in. */
  library_export: { request: ExportRequest; answer: Export };
  /** Tells texts, pictures and the rest apart by their names. */
  import_survey: { request: SurveyRequest; answer: Survey };
  /** Takes in pictures that imported texts show. */
  import_pictures: { request: PicturesRequest; answer: PicturesTaken };
  /** Keeps a picture that was put into a text of yours. */
  picture_keep: { request: PictureRequest; answer: KeptPicture };
  /** Finds pictures by what a text of yours calls them. */
  picture_find: { request: FindPicturesRequest; answer: FoundPictures };
  /** Searches everything. */
  search_run: { request: SearchRequest; answer: SearchAnswer };
  /** Reads a search without running it: its canonical text, what is wrong in it, what is being typed. */
  query_read: { request: QueryRequest; answer: QueryReading };
  /** Adds a filter to a search, or takes it out. */
  query_refine: { request: RefineRequest; answer: QueryReading };
  /** Where the words of a search stand in a document. */
  search_matches: { request: MatchesRequest; answer: Matches };
  /** The searches that are kept, with how many documents each finds. */
  search_list: { request: Nothing; answer: Array<SavedSearch> };
  /** Keeps a search. */
  search_save: { request: SaveSearchRequest; answer: SavedSearch };
  /** Gives a kept search another name or other words. */
  search_edit: { request: EditSearchRequest; answer: SavedSearch };
  /** Forgets a kept search. */
  search_forget: { request: OneRequest; answer: SavedSearch };
  /** Takes back that a search was forgotten. */
  search_restore: { request: OneRequest; answer: SavedSearch };
  /** Searches that were made, the newest first. */
  search_history: { request: LimitRequest; answer: Array<PastSearch> };
  /** Notes that a search was made. */
  search_remember: { request: MadeRequest; answer: null };
  /** Forgets a search that was made, or all. */
  search_forget_history: { request: ForgetRequest; answer: null };
  /** Documents by a few letters of their titles or aliases; those that changed last, when nothing was typed. */
  quick_open: { request: FindRequest; answer: Array<QuickHit> };
  /** Documents that are related to one, by words, links and tags. */
  related_list: { request: RelatedRequest; answer: Array<Related> };
  /** The document to which a title or an address leads, or those that it may mean. */
  link_resolve: { request: ResolveRequest; answer: Resolved };
  /** A document, or a part of it, as it is shown within another. */
  embed_show: { request: EmbedRequest; answer: Embed };
  /** The links of a document. */
  link_list: { request: OneRequest; answer: Array<OutgoingLink> };
  /** Makes the first mention of a document in each of these texts of yours a link. Answers where there was one. */
  mention_link: { request: MentionRequest; answer: Array<DocumentRef> };
  /** Who speaks of a document. */
  backlink_list: { request: BacklinksRequest; answer: Backlinks };
  /** The documents around one, over one link or two, and their links. */
  graph_show: { request: GraphRequest; answer: Graph };
};
