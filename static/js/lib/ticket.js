/** The ticket of an answer as rows to draw. Knows no DOM; a field that it never heard of is shown as it is named. */

import words from "../../words.json" with { type: "json" };
import { humanise } from "./labels.js";

// a flight shows all of these, the empty ones too, so that nothing jumps while typing
const FLIGHT = [
  "origin", "destination", "departure_date", "departure_time", "arrival_date", "arrival_time", "stops", "airline", "class", "fare",
];

/** What the ticket of a task is called. */
export function ticketTitle(task) {
  return words.tickets[task] ?? "Slots";
}

/** Whether an answer is drawn as a flight's ticket. */
export function isFlight(answer) {
  return answer.model.startsWith("flights/");
}

/** [{ key, name, text, value }]. */
export function ticketRows(answer) {
  const ticket = answer.ticket ?? {};
  const keys = [...new Set([...(isFlight(answer) ? FLIGHT : []), ...Object.keys(ticket)])];
  return keys.map((key) => ({ key, name: fieldName(key), ...content(ticket[key]) }));
}

/** A field is a string, a { text, value }, or a list of them. */
function content(field) {
  if (Array.isArray(field)) {
    const parts = field.map(content);
    const joined = (key) => parts.map((part) => part[key]).filter(Boolean).join(", ");
    return { text: joined("text"), value: joined("value") };
  }
  if (field && typeof field === "object") return { text: String(field.text ?? ""), value: String(field.value ?? "") };
  return { text: String(field ?? ""), value: "" };
}

function fieldName(key) {
  const name = words.fields[key] ?? words.labels[key] ?? humanise(key);
  return name[0].toUpperCase() + name.slice(1);
}
