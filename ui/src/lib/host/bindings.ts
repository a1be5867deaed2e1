// Written by hand for now: the generated file takes this one's place with the same names.
export type Id = string;
export type Kind = "article" | "note" | "journal" | "post";
export type Voice = "author" | "me";
export type Part = "title" | "body" | "outline" | "commentary" | "highlight";
export type Verdict = "ok" | "partial" | "login_wall" | "consent_wall" | "captcha" | "not_found" | "not_a_page" | "empty" | "unreachable";
export type ClipState = "saved" | "known" | "queued" | "failed";
export type Shelf = "library" | "articles" | "notes" | "waiting" | "bin";

/** A problem, said to a person: what happened and what to do. */
export type ApiError = { code: string; message: string; hint: string | null };

export type Clip = { id: Id; url: string; title: string; state: ClipState; fetching: boolean; verdict: Verdict | null; error: ApiError | null; attempts: number; next_attempt_at: string | null };
export type DocumentRef = { id: Id; kind: Kind; title: string };
export type DocumentRow = {
  id: Id; kind: Kind; title: string; url: string | null; site_name: string | null; excerpt: string;
  saved_at: string; updated_at: string; deleted_at: string | null; word_count: number; tags: string[];
  commented: boolean; points: number; backlinks: number; clip: Clip | null;   // clip: only while the article has no snapshot
};
export type DocumentPage = { total: number; items: DocumentRow[]; cursor: string | null };
export type Anchor = { quote: string; prefix: string; suffix: string; start: number; end: number };
export type Point = { id: Id; text: string; voice: Voice; level: number; anchor: Anchor | null; children: Point[] };
export type Snapshot = { id: Id; url: string; fetched_at: string; verdict: Verdict };
export type Document = {
  id: Id; kind: Kind; title: string; url: string | null; canonical_url: string | null; byline: string | null;
  site_name: string | null; lang: string | null; published_at: string | null; saved_at: string; updated_at: string;
  deleted_at: string | null; word_count: number; tags: string[];
  text: string; html: string; markdown: string;      // of an article: its current snapshot ("" without one); of a note: markdown is its source
  outline: Point[]; commentary: string; highlights: never[]; snapshots: Snapshot[];
  images: Record<string, string>;   // an image's data-src in html -> blob hash; one that is missing is not in it
  clip: Clip | null;
};
export type Saved = { id: Id; markdown: string; saved_at: string };   // markdown differs from what was sent only when another process wrote too: it is the merge
export type Backlink = { id: Id; kind: Kind; title: string; part: Part; context: string; start: number; end: number }; // start..end: the link inside context, in Unicode scalar values
export type Backlinks = { linked: Backlink[]; mentions: Backlink[] };
export type OutgoingLink = { target: DocumentRef | null; title: string | null; url: string | null; text: string; context: string };
export type Hit = { id: Id; kind: Kind; part: Part; title: string; url: string | null; snippet: string }; // snippet: HTML-escaped text, matches in <mark>
export type SearchAnswer = { total: number; took_ms: number; hits: Hit[] };
export type TagCount = { tag: string; count: number };
export type LibraryStatus = { path: string; total: number; articles: number; notes: number; waiting: number; bin: number; tags: TagCount[]; sample: boolean };
export type Report = { ok: boolean; problems: string[] };

export type Commands = {
  library_status: { request: {}; answer: LibraryStatus };
  library_check: { request: { repair: boolean }; answer: Report };
  library_reindex: { request: {}; answer: Report };
  sample_add: { request: {}; answer: { added: number } };
  document_list: { request: { shelf: Shelf; tag: string | null; cursor: string | null; limit: number }; answer: DocumentPage };
  document_show: { request: { id: string }; answer: Document };
  document_rename: { request: { id: string; title: string }; answer: DocumentRef };
  document_delete: { request: { id: string }; answer: DocumentRef };
  document_restore: { request: { id: string }; answer: DocumentRef };
  document_tag: { request: { id: string; tags: string[] }; answer: { tags: string[] } };
  article_clip: { request: { url: string; tags: string[]; comment: string | null }; answer: Clip };
  article_fetch: { request: { id: string }; answer: Clip };
  commentary_save: { request: { id: string; markdown: string; base: string }; answer: Saved };
  note_create: { request: { title: string; markdown: string }; answer: DocumentRef };
  note_save: { request: { id: string; markdown: string; base: string }; answer: Saved };
  search_run: { request: { query: string; limit: number }; answer: SearchAnswer };
  title_complete: { request: { query: string; limit: number }; answer: DocumentRef[] };
  link_resolve: { request: { title: string | null; url: string | null }; answer: DocumentRef | null };
  link_list: { request: { id: string }; answer: OutgoingLink[] };
  backlink_list: { request: { id: string }; answer: Backlinks };
};

/** Sent whenever documents change, by this process or another. An empty list: anything may have. */
export type Event = { type: "changed"; documents: Id[] };
