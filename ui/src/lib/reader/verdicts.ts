import type { Check, Verdict } from "../host";
import { ago } from "../shared/format";

/** What a snapshot holds, in a few words. */
export const VERDICTS: Record<Verdict, string> = {
  ok: "Whole article",
  partial: "Part of the article",
  login_wall: "Login page",
  consent_wall: "Consent page",
  captcha: "Check for humans",
  not_found: "No such page",
  not_a_page: "Not a page",
  empty: "No text",
  unreachable: "Not reached",
};

/** What came of the last look at a page. */
export function saysOf(check: Check | null): string {
  if (!check) return "Fetched once.";
  if (check.waiting) return "Fetching the page…";
  if (check.error) return `The last try failed: ${check.error.message}. This copy stays.`;
  if (!check.checked_at) return "Fetched once.";
  const when = `Checked ${ago(check.checked_at)}`;
  if (check.finding === "changed") return `${when}: the text had changed.`;
  if (check.finding === "worse") return `${when}: what came was less than this copy, which stays.`;
  return `${when}: unchanged.`;
}
