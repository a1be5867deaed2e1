import type { Clip } from "../host";

/** True while nothing is wrong with a clip that has no page yet: it is being fetched, or waits for its turn. */
export function underWay(clip: Clip): boolean {
  return clip.fetching || (clip.state === "queued" && clip.error === null);
}

/** A clip's state in one line. */
export function clipStateText(clip: Clip): { text: string; problem: boolean } {
  if (clip.fetching) return { text: "Fetching the page…", problem: false };
  if (underWay(clip)) return { text: "Waiting to be fetched", problem: false };
  return { text: clip.error?.message ?? "The page could not be fetched.", problem: clip.error !== null };
}

/** The text when it is one http or https address, else null. */
export function addressIn(text: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  if (!/^https?:\/\/\S+$/i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? trimmed : null;
}
