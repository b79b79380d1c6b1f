import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { snippets } from "../../static/js/panels/snippets.js";

const body = { model: "flights", text: `It's "Ō-saka" \\n 😀 $HOME \`id\` é\u2028`, top_k: 3 };
const made = snippets("http://127.0.0.1:1/x", body);

test("the shell hands curl the body unchanged", () => {
  const shown = made.curl.replace(/^curl/, `printf '%s\\n'`);
  const lines = execFileSync("sh", ["-c", shown], { encoding: "utf8" }).split("\n");
  assert.deepEqual(JSON.parse(lines[lines.indexOf("-d") + 1]), body);
});

test("Python reads the body unchanged", () => {
  const [line] = /Request\([^\n]*/.exec(made.python);
  const program = `import json\nRequest = lambda url, data, headers: print(json.dumps(json.loads(data)))\n${line}`;
  const shown = execFileSync("python3", ["-c", program], { encoding: "utf8", env: { ...process.env, PYTHONUTF8: "1" } });
  assert.deepEqual(JSON.parse(shown), body);
});

test("the JavaScript is a module that asks the same", async () => {
  const seen = [];
  const run = new (Object.getPrototypeOf(async () => {}).constructor)("fetch", "console", made.javascript);
  await run(async (url, { body: sent }) => (seen.push(JSON.parse(sent)), { json: async () => ({ tokens: [] }) }), console);
  assert.deepEqual(seen, [body]);
});
