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
 * Those that link to it, by title or by address.
 */
linked: Array<Backlink>, 
/**
 * Those that name it without a link.
 */
mentions: Array<Backlink>, };

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
 * The passages that you marked: none, as long as passages cannot be marked.
 */
highlights: never[], 
/**
 * Its fetched versions, oldest first.
 */
snapshots: Array<Snapshot>, 
/**
 * The blobs of its images, by the address in `data-src`; one that is missing is not here.
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
running: Array<ClipProgress>, };

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
 * Where in it the best match stands.
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
snippet: string, };

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
 * The clips that wait, run or failed.
 */
clips: ClipQueue, 
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
 * A request that asks for nothing in particular.
 */
export type Nothing = Record<string, never>;

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
 * Where it leads; `null` when that is not in the library.
 */
target: DocumentRef | null, 
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
 * The part of a document in which a word or a link stands.
 */
export type Part = "title" | "body" | "outline" | "commentary";

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
 * The passage that it speaks of.
 */
anchor: Anchor | null, 
/**
 * The points beneath it.
 */
children: Array<Point>, };

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
title: string, };

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
 * The best of them, best first.
 */
hits: Array<Hit>, };

/**
 * A shelf of the library: which documents a list shows.
 */
export type Shelf = "library" | "articles" | "notes" | "clips" | "bin";

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
 * What the capture turned out to be.
 */
verdict: Verdict, };

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
 * What a capture turned out to be.
 */
export type Verdict = "ok" | "partial" | "login_wall" | "consent_wall" | "captcha" | "not_found" | "not_a_page" | "empty" | "unreachable";

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
  /** Moves a document to the bin. */
  document_delete: { request: OneRequest; answer: DocumentRef };
  /** Takes a document out of the bin. */
  document_restore: { request: OneRequest; answer: DocumentRef };
  /** Gives a document these tags and no others. */
  document_tag: { request: TagRequest; answer: Tags };
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
  /** Saves commentary. */
  commentary_save: { request: SaveRequest; answer: Saved };
  /** Adds to commentary, as a paragraph of its own. */
  commentary_append: { request: AppendRequest; answer: DocumentRef };
  /** Creates a note. Without a title it is called Untitled. */
  note_create: { request: CreateRequest; answer: DocumentRef };
  /** Saves a note. */
  note_save: { request: SaveRequest; answer: Saved };
  /** Searches everything. */
  search_run: { request: FindRequest; answer: SearchAnswer };
  /** Titles that begin as typed. */
  title_complete: { request: FindRequest; answer: Array<DocumentRef> };
  /** The document to which a title or an address leads. */
  link_resolve: { request: ResolveRequest; answer: DocumentRef | null };
  /** The links of a document. */
  link_list: { request: OneRequest; answer: Array<OutgoingLink> };
  /** Who speaks of a document. */
  backlink_list: { request: OneRequest; answer: Backlinks };
};
