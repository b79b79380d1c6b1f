/** Server-sent events as the answer to a POST, which EventSource cannot do. `split` knows no network. */

import { ApiError } from "../../lib/api.js";

/** The events of a request, one after the other, as { name, content }. Aborting `signal` hangs up. Throws ApiError. */
export async function* events(path, body, signal) {
  const response = await reach(path, body, signal);
  if (!response.ok) {
    const answer = await response.json().catch(() => null);
    throw new ApiError(answer?.error ?? `The server answered ${response.status} without saying why.`, answer?.type ?? "unknown");
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = split(rest + value);
    rest = parts.rest;
    yield* parts.events;
  }
}

/** The whole events of a text, and what is left of it. */
export function split(text) {
  const blocks = text.split("\n\n");
  const rest = blocks.pop();
  return { events: blocks.map(event), rest };
}

function event(block) {
  const fields = Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]));
  return { name: fields.event, content: JSON.parse(fields.data) };
}

async function reach(path, body, signal) {
  try {
    return await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiError("The server cannot be reached; try again in a moment.", "unreachable");
  }
}
