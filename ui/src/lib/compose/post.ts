import type { PostBefore, PostFlavour, PostToCompose } from "../host";
import { parseTags } from "../shared/format";

/** An article that was chosen for a post. */
export type Chosen = { id: string; title: string };

/** A post that is being composed. */
export type Post = {
  title: string;
  /** Its date; null is today, whenever that is. */
  date: string | null;
  /** Its tags, separated by commas. */
  tags: string;
  introduction: string;
  chosen: Chosen[];
  flavour: PostFlavour;
  /** Whether points that were drafted go in. */
  drafted: boolean;
  /** The post of the library that it was saved as. */
  saved: PostBefore | null;
};

export const emptyPost = (flavour: PostFlavour = "jekyll", drafted = true): Post => ({
  title: "",
  date: null,
  tags: "",
  introduction: "",
  chosen: [],
  flavour,
  drafted,
  saved: null,
});

/** Reads a post that was remembered; what cannot be read is empty. */
export function readPost(remembered: string | null): Post {
  const post = emptyPost();
  let found: Partial<Record<keyof Post, unknown>> | null;
  try {
    found = JSON.parse(remembered ?? "null");
  } catch {
    return post;
  }
  if (typeof found !== "object" || found === null) return post;
  for (const name of ["title", "tags", "introduction"] as const)
    if (typeof found[name] === "string") post[name] = found[name];
  if (typeof found.date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(found.date)) post.date = found.date;
  if (found.flavour === "plain") post.flavour = "plain";
  if (found.drafted === false) post.drafted = false;
  if (Array.isArray(found.chosen)) post.chosen = found.chosen.filter(isChosen);
  if (isSaved(found.saved)) post.saved = found.saved;
  return post;
}

function isChosen(one: unknown): one is Chosen {
  const { id, title } = (one ?? {}) as Partial<Chosen>;
  return typeof id === "string" && typeof title === "string";
}

function isSaved(one: unknown): one is PostBefore {
  return isChosen(one) && typeof (one as Partial<PostBefore>).markdown === "string";
}

/** What is asked for. */
export function requestOf(post: Post, today: string): PostToCompose {
  return {
    title: post.title,
    date: post.date ?? today,
    tags: parseTags(post.tags),
    introduction: post.introduction,
    articles: post.chosen.map(({ id }) => id),
    flavour: post.flavour,
    drafted: post.drafted,
  };
}

/** A list with one of it elsewhere: `to` is its place among the others, kept within the list. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const place = Math.max(0, Math.min(to, rest.length));
  return from < 0 || from >= list.length
    ? [...list]
    : [...rest.slice(0, place), list[from]!, ...rest.slice(place)];
}

/** Those of `more` that are not chosen yet, each once. */
export function newOnes(chosen: readonly Chosen[], more: readonly Chosen[]): Chosen[] {
  const there = new Set(chosen.map(({ id }) => id));
  return more.flatMap(({ id, title }) => {
    if (there.has(id)) return [];
    there.add(id);
    return [{ id, title }];
  });
}
