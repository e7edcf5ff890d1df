// The read API, and its errors as the page shows them.

const TIMEOUT_MS = 30_000;

/** What went wrong, in the words of RFC 9457: a title, a detail, the HTTP status (0: no answer at all), the rule's code or null. */
export class Problem extends Error {
  constructor({ title, detail, status, code = null }) {
    super(title);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.code = code;
  }
}

/** Where a function answers: "api" for rewards, "programs" for reward programs, "claims" for claims by proof. */
export const baseOf = (name) => document.querySelector(`meta[name="${name}-base"]`).content.replace(/\/$/, "");

/** Path from segments, each of them escaped; but a colon, as in ids of collections, may stand in a path. */
export const path = (...segments) =>
  segments.map((segment) => "/" + encodeURIComponent(segment).replaceAll("%3A", ":")).join("");

/** Reads JSON. Parameters that are null or undefined are left out. */
export const read = (where, parameters, signal) => readFrom("api", where, parameters, signal);

/** The same of reward programs, whose function may be absent or fail without the other. */
export const readProgram = (where, parameters, signal) => readFrom("programs", where, parameters, signal);

/** The same of claims by proof. */
export const readClaims = (where, signal) => readFrom("claims", where, {}, signal);

async function readFrom(name, where, parameters, signal) {
  const query = new URLSearchParams(Object.entries(parameters ?? {}).filter(([, value]) => value != null));
  const address = baseOf(name) + where + (query.size > 0 ? "?" + query : "");
  const response = await ask(address, signal);
  const body = await bodyOf(response);
  if (!response.ok) throw problemOf(response, body);
  if (body === undefined) {
    throw new Problem({ title: "The answer cannot be read", detail: "It is not JSON.", status: response.status });
  }
  return body;
}

async function ask(address, signal) {
  try {
    return await fetch(address, {
      headers: { accept: "application/json" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (failure) {
    if (signal.aborted) throw failure;
    const late = failure.name === "TimeoutError";
    throw new Problem({
      title: late ? "The API takes too long" : "The API cannot be reached",
      detail: late ? "No answer within 30 seconds." : "It may be down, or this device is offline.",
      status: 0,
    });
  }
}

async function bodyOf(response) {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function problemOf(response, body) {
  return new Problem({
    title: typeof body?.title === "string" ? body.title : "The API answered with an error",
    detail: typeof body?.detail === "string" ? body.detail : `HTTP status ${response.status}.`,
    status: response.status,
    code: typeof body?.code === "string" ? body.code : null,
  });
}

const MOST = 100;

/**
 * A page of a list may have no items and yet a next page, if what it looked at is not of this list.
 *
 * load: (cursor, limit) => page, its limit a default; answers a load that goes on until there are items or nothing is left
 */
export const filled = (load) => async (cursor) => {
  let page = await load(cursor);
  while (page.items.length === 0 && page.next != null) page = await load(page.next, MOST);
  return page;
};

/** Reads a list up to a number of items; answers the items and the cursor of what is left, or null. */
export async function readAll(where, parameters, most, signal) {
  const items = [];
  let cursor = null;
  do {
    const page = await read(where, { ...parameters, cursor }, signal);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < most);
  return { items, next: cursor };
}
