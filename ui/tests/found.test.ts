import { describe, expect, it } from "vitest";
import { foundOf, occurrences } from "../src/lib/search/matches";

describe("what was searched for", () => {
  it("is what the snippet marks, else the words of the query", () => {
    expect(foundOf("batching", "a <mark>Batch</mark> of <mark>batch</mark>es")).toEqual({
      terms: ["batch"],
      context: "a Batch of batches",
    });
    expect(foundOf('tag:x "Small queues"', "").terms).toEqual(["small", "queues"]);
  });

  it("is found where words begin", () => {
    expect(occurrences("Latency, a flat late bat", ["lat"])).toEqual([
      { from: 0, to: 3 },
      { from: 16, to: 19 },
    ]);
  });

  it("is found within a script without spaces", () => {
    expect(occurrences("余白に書いた言葉", ["言葉"])).toEqual([{ from: 6, to: 8 }]);
  });

  it("is shown once where terms overlap", () => {
    expect(occurrences("batches", ["bat", "batch"])).toEqual([{ from: 0, to: 5 }]);
  });
});
