// Documents for looking at the interface: long titles, several scripts, tables, code, pictures, failed clips.

const day = (days, hour = 9) =>
  new Date(
    Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), new Date().getUTCDate() - days, hour),
  ).toISOString();

/** Text of an article as the library would keep it: what stands between the tags. */
const textOf = (html) =>
  html
    .replace(/<\/(p|h\d|li|td|th|tr|pre|figcaption|blockquote)>/g, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

let serial = 0;
export const newId = () => `0198c0de-0000-7000-8000-${String(++serial).padStart(12, "0")}`;

function anchor(text, quote) {
  const at = text.indexOf(quote);
  if (at < 0) throw new Error(`no such passage: ${quote}`);
  const start = [...text.slice(0, at)].length;
  return { quote, prefix: "", suffix: "", start, end: start + [...quote].length };
}

function outline(text, points, level = 0) {
  return points.map(({ say, quote, mine, under = [] }) => ({
    id: newId(),
    text: say,
    voice: mine ? "me" : "author",
    level,
    anchor: quote ? anchor(text, quote) : null,
    children: outline(text, under, level + 1),
  }));
}

export function article(fields) {
  const html = fields.html ?? `<p>${fields.excerpt}</p>`;
  const text = textOf(html);
  const url =
    fields.url ?? `https://${fields.site}/${fields.title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const id = newId();
  return {
    id,
    kind: "article",
    title: fields.title,
    url,
    canonical_url: url,
    byline: fields.byline ?? null,
    site_name: fields.site,
    lang: fields.lang ?? "en",
    published_at: fields.published ?? null,
    saved_at: day(fields.days ?? 0),
    updated_at: day(fields.days ?? 0),
    deleted_at: null,
    word_count: fields.words ?? text.split(/\s+/).length * 8,
    tags: fields.tags ?? [],
    text: fields.clip ? "" : text,
    html: fields.clip ? "" : html,
    markdown: fields.clip ? "" : text,
    outline: fields.clip ? [] : outline(text, fields.outline ?? []),
    commentary: fields.commentary ?? "",
    highlights: [],
    snapshots: fields.clip ? [] : [{ id: newId(), url, fetched_at: day(fields.days ?? 0), verdict: "ok" }],
    images: fields.images ?? {},
    clip: fields.clip
      ? {
          id,
          url,
          title: fields.title,
          attempts: 1,
          next_attempt_at: null,
          verdict: null,
          error: null,
          fetching: false,
          ...fields.clip,
        }
      : null,
    excerpt: fields.excerpt ?? "",
    links: fields.links ?? [],
  };
}

export function note(fields) {
  return {
    ...article({ ...fields, site: null, url: "", html: "" }),
    kind: "note",
    url: null,
    canonical_url: null,
    site_name: null,
    text: "",
    html: "",
    snapshots: [],
    markdown: fields.markdown ?? "",
    word_count: (fields.markdown ?? "").split(/\s+/).length,
    excerpt: fields.excerpt ?? (fields.markdown ?? "").replace(/[#*[\]]/g, "").slice(0, 160),
  };
}

const QUEUES = `
<p>Every service keeps a line of people at its door. The line is short while the service is idle half the time, and it grows without bound as the idle time goes to nothing. Nothing about the work itself needs to change for this to happen; the last tenth of the capacity is simply the most expensive one. It was put best in <a href="https://longwire.example/how-much-of-latency-is-politeness">a talk on politeness</a>, and measured in <a href="https://elsewhere.example/paper">a paper</a> that few people read.</p>
<p>We met this in the spring, when a reporting job moved in beside the checkout. Its average was fine. Averages are what you look at when you would rather not know. The ninety-ninth person waited four seconds, and left.</p>
<figure><img data-src="https://tidewater.example/curve.png" alt="A curve that turns upward at nine tenths"><figcaption>Waiting time against the share of time that the service is busy.</figcaption></figure>
<h2 id="loan">Batching is a loan</h2>
<p>Taking work in batches buys throughput and pays for it in latency, and like any loan it is a good idea exactly when the rate is known. Send at once while the line is empty; start to gather only when work arrives faster than it leaves. The switch belongs in the code, not in a configuration file that nobody reads.</p>
<p>There is a second loan hiding here, which is memory. A batch that waits is a buffer that fills, and a buffer without a bound is a queue that has not been measured yet.</p>
<pre><code>fn admit(&amp;mut self, job: Job) -&gt; Result&lt;(), Refused&gt; {
    // The bound is part of the contract: callers must know that they can be refused, and what that means for them.
    if self.line.len() &gt;= self.bound { return Err(Refused(job)) }
    self.line.push_back(job);
    Ok(())
}</code></pre>
<h2>What to measure</h2>
<p>Count what waits, not only what works. For each queue keep three numbers: how long it is, how old its oldest entry is, and how many were turned away. If the third is always zero, the bound is a decoration.</p>
<table><thead><tr><th>Queue</th><th>Length at noon</th><th>Age of the oldest</th><th>Refused in an hour</th><th>Bound</th><th>Owner of the consumer</th><th>Where it is published</th></tr></thead>
<tbody><tr><td>checkout</td><td>12</td><td>40 ms</td><td>0</td><td>256</td><td>payments</td><td>first dashboard</td></tr>
<tr><td>reports</td><td>4,096</td><td>31 s</td><td>118</td><td>4,096</td><td>whoever asks first</td><td>nowhere yet</td></tr></tbody></table>
<p><img data-src="https://tidewater.example/missing.png" alt="A photograph of a door with nobody before it"></p>
<blockquote><p>A line nobody counts is a promise nobody made.</p></blockquote>
<p>None of this is new. It is in every textbook, under a name that keeps people from opening the book.</p>`;

const CJK = `
<p>静かな部屋で本を読む。余白に書いた言葉は、後で読む人への手紙である。📚 読書とは、著者との長い会話のことだ。</p>
<h2>余白の使い方</h2>
<p>余白は広いほどよい。書き込みは短く、日付を添える。𠮷野の桜を見た日のことも、本の余白に残っている。</p>`;

const body = (words) => `<p>${words}</p>`.repeat(3);

export function library() {
  const queues = article({
    title: "Small queues, short waits",
    site: "tidewater.example",
    url: "https://tidewater.example/small-queues",
    byline: "Maren Oduya",
    published: "2026-03-02T00:00:00Z",
    words: 1900,
    tags: ["performance", "queues"],
    excerpt: "Why a service that is busy nine tenths of the time makes people wait ten times as long.",
    html: QUEUES,
    images: { "https://tidewater.example/curve.png": "curve" },
    commentary:
      "The loan picture is the useful part: it says *when* to batch, which our guide never did.\n\nAgainst it: the author's service had one queue. Ours has five in a row, and the bound of the third is the length of the second. See [[Five queues in a row]].\n\n## To try\n\n- publish the age of the oldest entry, next to [[Checkout dashboard]]\n- read `admit` again, with **refusals** in mind\n",
    outline: [
      {
        say: "Lines at the door",
        under: [
          {
            say: "Waiting grows without bound as idle time goes to zero; the last tenth of capacity costs most.",
            quote:
              "The line is short while the service is idle half the time, and it grows without bound as the idle time goes to nothing.",
          },
          {
            say: "Put this on the dashboard's first line. Ours shows the mean of means.",
            quote: "Averages are what you look at when you would rather not know.",
            mine: true,
          },
          {
            say: "The slowest in a hundred waited four seconds.",
            quote: "The ninety-ninth person waited four seconds, and left.",
          },
        ],
      },
      {
        say: "Batching is a loan",
        under: [
          {
            say: "Batch only under load: send at once while the line is empty, gather when arrivals outrun departures.",
            quote: "Taking work in batches buys throughput and pays for it in latency",
          },
          {
            say: "Same switch as in “How messages travel”.",
            quote: "The switch belongs in the code",
            mine: true,
          },
          {
            say: "An unbounded buffer is an unmeasured queue.",
            quote: "a buffer without a bound is a queue that has not been measured yet.",
          },
        ],
      },
      {
        say: "What to measure",
        under: [
          {
            say: "Three numbers for each queue: length, age of the oldest, number refused.",
            quote:
              "For each queue keep three numbers: how long it is, how old its oldest entry is, and how many were turned away.",
          },
          {
            say: "A bound that never refuses anyone is no bound.",
            quote: "If the third is always zero, the bound is a decoration.",
          },
          { say: "A point whose passage is gone." },
        ],
      },
    ],
  });
  const politeness = article({
    title: "How much of latency is politeness?",
    site: "longwire.example",
    url: "https://longwire.example/how-much-of-latency-is-politeness",
    days: 5,
    words: 1320,
    tags: ["performance", "latency"],
    excerpt: "Locks, handshakes and other courtesies between threads.",
    html: body(
      "A batch of one is the politest thing a thread can send, at the worst latency. As tidewater.example/small-queues argues, the last tenth is the most expensive.",
    ),
  });
  const docs = [
    queues,
    article({
      title: "Reading a flame graph without fear",
      site: "off-cpu.example",
      days: 1,
      words: 3000,
      tags: ["performance"],
      excerpt: "On-CPU time says who works; off-CPU time says who waits, and for what.",
      html: body("On-CPU time says who works; off-CPU time says who waits, and for what."),
      commentary: "Batch jobs hide here; check their latency before blaming the lock.",
    }),
    article({
      title: "https://slow.example/reports/2026/the-year-in-waiting",
      site: "slow.example",
      days: 1,
      words: 0,
      clip: { state: "queued", fetching: true },
    }),
    article({
      title: "An essay behind a wall",
      site: "walled.example",
      days: 2,
      words: 0,
      clip: {
        state: "queued",
        attempts: 2,
        verdict: "unreachable",
        next_attempt_at: new Date(Date.now() + 25 * 60_000).toISOString(),
        error: {
          code: "unreachable",
          message: "walled.example does not answer.",
          hint: "Postil tries again by itself. If the page opens in your browser, it may want a login.",
        },
      },
    }),
    note({
      title: "Five queues in a row",
      days: 2,
      tags: ["queues"],
      markdown:
        "# What we have\n\nFive queues in a row, after [[Small queues, short waits]]. The bound of the third is the length of the second.\n\n> A line nobody counts is a promise nobody made.\n\n1. measure the **oldest** entry\n2. refuse *early*\n3. write down who owns `consumer.rs`\n\n```rust\nfn admit(job: Job) -> Result<(), Refused> { todo() }\n```\n\nSee also [the paper](https://elsewhere.example/paper) and [[A note still to be written]].\n",
    }),
    politeness,
    article({
      title: "余白に書くということ：読書の記録と手紙について",
      site: "yohaku.example",
      lang: "ja",
      days: 6,
      words: 900,
      tags: ["writing"],
      excerpt: "静かな部屋で本を読む。余白に書いた言葉は、後で読む人への手紙である。",
      html: CJK,
      outline: [
        { say: "余白の言葉は手紙である。", quote: "余白に書いた言葉は、後で読む人への手紙である。" },
        { say: "𠮷野の桜", quote: "𠮷野の桜を見た日のことも、本の余白に残っている。", mine: true },
      ],
    }),
    article({
      title:
        "On the curious and in some respects unfortunate history of the hyphen in compound adjectives, with remarks on what printers did about it and why their readers never noticed, and an appendix of examples",
      site: "a-very-long-subdomain-name.typographic-review.example",
      days: 7,
      words: 12400,
      tags: ["writing", "typography"],
      excerpt: "A long title for a small mark.",
      html: body(
        "A long title for a small mark, and Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.",
      ),
    }),
    article({
      title: "A card index for the web",
      site: "reading-room.example",
      days: 8,
      words: 2400,
      tags: ["writing"],
      excerpt: "What the commonplace book knew about finding things again.",
      html: body("What the commonplace book knew about finding things again."),
    }),
    note({
      title: "Checkout dashboard",
      days: 9,
      tags: ["queues"],
      markdown: "First line: age of the oldest entry.",
    }),
  ];
  const old = note({ title: "Thrown away", days: 30, markdown: "Nothing much." });
  old.deleted_at = day(3);
  return [...docs, old];
}

/** Many plain documents, for the length of a list. */
export function many(count) {
  return Array.from({ length: count }, (_, index) =>
    article({
      title: `Document ${index + 1}${index % 7 === 0 ? ", with a title that is long enough to need two lines of the list" : ""}`,
      site: "many.example",
      days: 10 + index,
      words: 500,
      excerpt:
        index % 3 === 0
          ? ""
          : "An excerpt, of which two lines are shown in the list and no more than those two lines.",
    }),
  );
}
