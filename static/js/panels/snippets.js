/** Programs of a few lines that ask the server the same question. Knows no DOM. */

/** { curl, python, javascript } for a request body and the address of the service. */
export function snippets(origin, body) {
  const url = `${origin}/api/tag`;
  const json = JSON.stringify(body);
  return {
    curl: `curl -s ${shell(url)} \\\n  -H 'content-type: application/json' \\\n  -d ${shell(json)}\n`,
    python: python(url, json),
    javascript: javascript(url, body),
  };
}

function python(url, json) {
  // JSON text is a valid Python string when written as JSON once more
  return `import json
from urllib.request import Request, urlopen

request = Request(${JSON.stringify(url)}, ${JSON.stringify(json)}.encode(), {"content-type": "application/json"})
with urlopen(request) as response:
    answer = json.load(response)
for token in answer["tokens"]:
    print(token["text"], token["tag"], token["score"])
`;
}

function javascript(url, body) {
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(${JSON.stringify(body)}),
});
const answer = await response.json();
for (const { text, tag, score } of answer.tokens) console.log(text, tag, score);
`;
}

/** Quote for a POSIX shell: nothing is special inside single quotes but the quote itself. */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
