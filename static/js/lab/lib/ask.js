/** GET for numbers that never change while the server runs. Knows no DOM. */

import { ApiError } from "../../lib/api.js";

const memory = new Map();

/** The JSON of an address, asked for once. Throws ApiError. */
export function get(path) {
  if (!memory.has(path)) memory.set(path, fetched(path).catch((problem) => (memory.delete(path), Promise.reject(problem))));
  return memory.get(path);
}

async function fetched(path) {
  const response = await fetch(path).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer;
  throw new ApiError(answer?.error ?? "The server cannot be reached; try again in a moment.", answer?.type ?? "unreachable");
}
