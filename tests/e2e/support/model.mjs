// An endpoint on loopback that speaks OpenAI's chat protocol, and writes what a test tells it to.
import { createServer } from "node:http";

/**
 * Opens an endpoint. `points` makes what it writes out of the numbered sentences that it is shown; it is streamed, a piece for each
 * call of `next`, or at once.
 */
export async function openModel(points) {
  const asked = [];
  let slow = false;
  let waiting = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.url.endsWith("/models")) {
      response.setHeader("content-type", "application/json");
      return response.end(JSON.stringify({ data: [{ id: "tiny" }, { id: "large" }] }));
    }
    const { messages } = JSON.parse(body);
    const told = messages.at(-1).content;
    asked.push(told);
    const sentences = [...told.matchAll(/^\[\d+\] (.*)$/gm)].map(([, sentence]) => sentence);
    response.setHeader("content-type", "text/event-stream");
    const send = (content) => {
      const data = JSON.stringify({ choices: [{ index: 0, delta: { content } }] });
      response.write(`data: ${data}\n\n`);
    };
    send('{"points":[');
    const all = points(sentences);
    for (const [at, point] of all.entries()) {
      if (slow && at > 0) await new Promise((go) => waiting.push(go));
      send((at > 0 ? "," : "") + JSON.stringify(point));
    }
    if (slow) await new Promise((go) => waiting.push(go));
    send("]}");
    response.end("data: [DONE]\n\n");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${server.address().port}/v1`,
    asked,
    /** Lets what is written wait until it is told to go on. */
    dawdle() {
      slow = true;
    },
    /** Lets everything that waits go on, and nothing wait any more. */
    hurry() {
      slow = false;
      for (const go of waiting) go();
      waiting = [];
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
