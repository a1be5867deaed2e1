import type { Clip } from "../host";
import { plural, soon } from "../shared/format";

/** True while nothing is wrong with a clip that has no page yet: it is being fetched, or waits for its turn. */
export function underWay(clip: Clip): boolean {
  return clip.fetching || (clip.state === "queued" && clip.error === null && clip.stage !== "paused");
}

/** What is being done with a clip, or why nothing is, in a few words. */
export function stageText(clip: Clip): string {
  switch (clip.stage) {
    case "fetching":
      return clip.from_archive ? "Fetching the Wayback Machine’s copy…" : "Fetching the page…";
    case "images":
      return `Fetching images: ${clip.images_done} of ${clip.images_total}…`;
    case "saving":
      return "Saving…";
    case "paused":
      return "Paused";
    default:
      return clip.waits_for_network ? "Waiting for a network" : "Waiting to be fetched";
  }
}

/** A clip's state in one line. */
export function clipStateText(clip: Clip): { text: string; problem: boolean } {
  if (clip.error === null || clip.fetching) return { text: stageText(clip), problem: false };
  return { text: clip.error.message, problem: true };
}

/** When a clip is tried next and how often it was tried, in one line; empty when there is nothing to say. */
export function triesText(clip: Clip): string {
  const next =
    clip.stage === "paused" ? "Paused" : clip.next_attempt_at ? `Next try ${soon(clip.next_attempt_at)}` : "";
  return [
    clip.fetching || clip.error === null ? "" : next,
    clip.waits_for_network && clip.error !== null ? "or as soon as there is a network" : "",
    clip.attempts > 1 ? `tried ${plural(clip.attempts, "time")}` : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** The text when it is one http or https address, else null. */
export function addressIn(text: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  if (!/^https?:\/\/\S+$/i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? trimmed : null;
}

/**
 * The addresses in a text, each once, in order: those that begin with http or https wherever they stand, or else a line
 * each. What is no list is one address, as it was typed.
 */
export function addressesIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"]+/gi)?.map(trimmed) ?? [];
  if (found.length > 1) return [...new Set(found)];
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return [...new Set(lines)];
}

/** An address without the marks of the sentence, link or list around it. */
function trimmed(address: string): string {
  let end = address.replace(/[.,;:!?'”’*_]+$/, "");
  while (end.endsWith(")") && count(end, ")") > count(end, "("))
    end = end.slice(0, -1).replace(/[.,;:!?]+$/, "");
  return end.replace(/\]+$/, "");
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
