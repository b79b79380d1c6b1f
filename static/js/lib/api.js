/** The server's answers: one function an endpoint, a memory of recent answers, errors as sentences. Knows no DOM. */

const REMEMBERED = 300;
const memory = new Map();

/** What the server refused, as a sentence for people; `type` is the server's word for it. */
export class ApiError extends Error {
  constructor(message, type) {
    super(message);
    this.type = type;
  }
}

/** Tag a text, or words as they are. The answer says in `elapsed_ms` how long the server took. */
export function tag(model, content, topK = 3, signal) {
  return post("api/tag", { model, ...content, top_k: topK }, signal);
}

/** Post JSON; equal requests are answered from memory. Throws ApiError. */
export async function post(path, body, signal) {
  const key = `${path} ${JSON.stringify(body)}`;
  if (memory.has(key)) return memory.get(key);
  const answer = await send(path, body, signal);
  if (memory.size >= REMEMBERED) memory.delete(memory.keys().next().value);
  memory.set(key, answer);
  return answer;
}

async function send(path, body, signal) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal,
    });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new ApiError("The server cannot be reached. Your text is still here; try again in a moment.", "unreachable");
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  throw new ApiError(answer?.error ?? `The server answered ${response.status} without saying why.`, answer?.type ?? "unknown");
}
