// A mock of the API together with the page, for the page's own tests: node mock-server.mjs [PORT]

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as data from "./mock-data.mjs";
import { claimAnswer } from "./mock-claims.mjs";
import { programAnswer } from "./mock-programs.mjs";

const PUBLIC = join(dirname(dirname(fileURLToPath(import.meta.url))), "public");
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const list = (items, query, most = 20) => {
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? most);
  return { items: items.slice(from, from + limit), next: from + limit < items.length ? String(from + limit) : null };
};

/** As in the API, a page of weeks looks at so many weeks, whether the user is in them or not. */
const withoutGaps = ({ items, next }) => ({ items: items.filter((item) => item !== null), next });

const withCollections = (user, query) => {
  const { items, next } = list(user.collections, query, 100);
  return { ...user, collections: items, next };
};

const by = (value) => (a, b) => Number(BigInt(value(b)) - BigInt(value(a)) > 0n) * 2 - 1;

const SORTS = {
  votes: by((item) => item.votes), earnings: by((item) => item.totalProtocolFeesAccruedWei), age: by((item) => -item.firstVotedAt),
  fees: by((item) => item.totalProtocolFeesAccruedWei), curators: by((item) => item.curators),
  apr: by((item) => Math.round((item.apr?.percent ?? 0) * 1e8)),
};

function collectionAnswer(id, [what, start, , user], query) {
  const item = [...data.COLLECTIONS, data.UNLISTED].find((each) => each.id === id);
  if (!item) return problem(404, "No such collection", `Nothing is known of ${id} ${data.EVIL}`);
  const full = id === data.MANY;
  if (what === undefined) return item;
  if (user && what === "blocks") return data.blockExplanation(user, Number(start), (items) => list(items, query));
  if (user) return data.periodExplanation(user, Number(start));
  if (what === "blocks") return list(full ? data.BLOCKS : [], query);
  if (what === "periods") return list(full ? data.PERIODS : [], query);
  if (what === "curators") return list(full ? [...data.HOLDERS].sort(SORTS[query.get("sort")]) : [], query);
  return problem(404, "No such resource", what);
}

const problem = (status, title, detail) => ({ type: "about:blank", title, status, detail });

function answer(segments, query) {
  const [what, id, ...rest] = segments;
  if (what === "chains") return list(data.CHAINS, query);
  if (what === "collections" && !id) return list([...data.COLLECTIONS].sort(SORTS[query.get("sort")]), query);
  if (what === "collections") return collectionAnswer(id, rest, query);
  if (what === "users" && rest[0] === "periods") return withoutGaps(list(data.userPeriods(id), query));
  if (what === "users" && rest[2] === "apr") return data.userApr(id);
  if (what === "users") return withCollections(data.user(id), query);
  return problem(404, "No such resource", segments.join("/"));
}

const FUNCTIONS = { "/api/v1/": answer, "/programs/v1/": programAnswer, "/claims/v1/": claimAnswer };

async function handle(request, response) {
  const url = new URL(request.url, "http://mock");
  const [prefix, answering] = Object.entries(FUNCTIONS).find(([each]) => url.pathname.startsWith(each)) ?? [];
  if (answering) {
    const body = answering(url.pathname.slice(prefix.length).split("/").map(decodeURIComponent), url.searchParams);
    const bad = typeof body.status === "number";
    response.writeHead(bad ? body.status : 200, { "content-type": bad ? "application/problem+json" : "application/json" });
    return response.end(JSON.stringify(body));
  }
  const file = normalize(join(PUBLIC, url.pathname === "/" ? "index.html" : url.pathname));
  try {
    if (!file.startsWith(PUBLIC + sep)) throw new Error("outside");
    const content = await readFile(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

/** Starts it; answers its address and how to stop it. */
export function mockServer(port = 0) {
  const server = createServer(handle);
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () =>
    resolve({ base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() })));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`mock ${(await mockServer(Number(process.argv[2] ?? 0))).base}`);
}
