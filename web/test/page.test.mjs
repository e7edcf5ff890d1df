// The page in a headless browser, on a mock of the API; the Java tests drive the same page on the real one.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  address, BUSY, BUSY_COLLECTIONS, COLLECTIONS, CURATORS, CUT_HOUR, EVIL, FRESH, GONE, GONE_WEEKS, HOLDERS, LONELY, LONG_TOKEN_ID, MANY,
  PERIODS, SALES_FEES, STABLE_COIN, TOTAL, user,
} from "./mock-data.mjs";
import { mockServer } from "./mock-server.mjs";
import { scenes, texts, wei } from "./scenes.mjs";

const USER = address(0);
const PERIOD = PERIODS[5].timestamp;

describe("the page", () => {
  let server;
  before(async () => {
    server = await mockServer();
  });
  after(() => server.close());

  const lastSceneOf = async (...steps) => (await scenes(server.base, steps)).at(-1);

  it("shows totals and the top collections of the market", async () => {
    const scene = await lastSceneOf("market");
    assert.equal(wei(scene, "chain-fees"), String(TOTAL + 1250000000000000n));
    assert.deepEqual(texts(scene, "chain-curators"), [String(CURATORS)]);
    assert.deepEqual(scene.seen["collections-table-row"].map(({ links }) => links[0]), [`#/collections/${MANY}`, `#/collections/${LONELY}`]);
    assert.deepEqual(scene.failedRequests, []);
  });

  it("sorts the collections as asked", async () => {
    const scene = await lastSceneOf("market", "click=sort-apr");
    assert.deepEqual(scene.requests, ["/api/v1/collections?sort=apr&limit=20"]);
    assert.equal(scene.seen["collections-table-row"].length, 2);
  });

  it("shows a collection with its exact amounts", async () => {
    const scene = await lastSceneOf(`collection=${MANY}`);
    assert.equal(wei(scene, "fees"), String(TOTAL));
    assert.equal(wei(scene, "carry"), "465");
    assert.deepEqual(texts(scene, "carry"), ["465 wei"]);
    assert.deepEqual(texts(scene, "apr-percent"), ["12.35 %"]);
    assert.match(texts(scene, "current-period-state")[0], /open/);
    assert.equal(scene.seen.share.length, 11);
    assert.match(texts(scene, "share")[10], /^4 others/);
    assert.equal(scene.seen["curators-table-row"][0].links[0], `#/users/${USER}`);
    assert.equal(scene.seen["curators-table-row"][0].wei[0], HOLDERS[0].totalProtocolFeesAccruedWei);
    assert.equal(scene.seen["chart-weeks-value"][1].wei[0], String(TOTAL));
    assert.match(texts(scene, "chart-weeks-value")[2], /^14\s*with 395 votes$/);
  });

  it("reads a chart out by keyboard", async () => {
    const scene = await lastSceneOf(`collection=${MANY}`, "click=scale-weeks", "press=Tab", "press=Tab", "press=ArrowLeft", "press=ArrowLeft");
    assert.equal(scene.seen["chart-weeks-value"][0].wei[0], PERIODS[2].periodProtocolFeesAccruedWei);
    assert.equal((await lastSceneOf(`collection=${MANY}`, "click=scale-weeks", "press=Tab", "press=Tab", "press=Home"))
      .seen["chart-weeks-value"][0].wei[0], PERIODS.at(-1).periodProtocolFeesAccruedWei);
  });

  it("draws hours with the number of curators, and gets more weeks by cursor", async () => {
    const hours = await lastSceneOf(`collection=${MANY}`, "click=scale-hours");
    assert.equal(texts(hours, "chart-hours-value")[0], "0 ETH");
    assert.match(texts(hours, "chart-hours-value")[1], /^14\s*with 400 votes$/);
    const more = await lastSceneOf(`collection=${MANY}`, "click=periods-table-more");
    assert.deepEqual(more.requests, [`/api/v1/collections/${MANY}/periods?limit=10&cursor=10`]);
    assert.equal(more.seen["periods-table-row"].length, 20);
  });

  it("says that the carry of a collection without curators waits for the first voter", async () => {
    const scene = await lastSceneOf(`collection=${LONELY}`);
    assert.deepEqual(texts(scene, "carry-note"), ["waits for the first voter"]);
    assert.deepEqual(texts(scene, "apr-percent"), ["0.00 %"]);
    assert.match(texts(scene, "curators")[0], /Nobody has voted/);
    assert.equal(scene.seen.shares, undefined);
  });

  it("tells no APR of a collection that nothing is counted of yet", async () => {
    const scene = await lastSceneOf(`collection=${FRESH}`);
    assert.match(texts(scene, "apr-percent")[0], /^No APR: .* no price .*, or nothing has happened yet/);
    assert.match(texts(scene, "period-state")[0], /No sales and no votes yet\.\s+Nothing is sealed yet/);
  });

  it("finds a user by address, however it is written", async () => {
    const scene = await lastSceneOf("market", `search=  ${USER.toUpperCase().replace("0X", "0x")} `);
    assert.equal(scene.hash, `#/users/${USER}`);
    assert.equal(scene.focus, "title");
    const { totalProtocolFeesAccruedWei, sealedWei, pendingWei } = user(USER);
    assert.equal(wei(scene, "user-total"), totalProtocolFeesAccruedWei);
    assert.equal(wei(scene, "user-sealed"), sealedWei);
    assert.equal(wei(scene, "user-pending"), pendingWei);
    assert.equal(scene.seen["user-periods-table-row"].length, 10);
  });

  it("refuses a wrong address before any request", async () => {
    const scene = await lastSceneOf("market", "search=0x12");
    assert.deepEqual(texts(scene, "search-error"), ["An address has 40 hexadecimal digits after 0x; this one has 2."]);
    assert.deepEqual(scene.requests, []);
    assert.equal(scene.focus, "search-input");
    const linked = await lastSceneOf("market", "open=#/users/0xzz");
    assert.match(texts(linked, "wrong-address")[0], /“z” is none/);
    assert.deepEqual(linked.requests, []);
  });

  it("says that an unknown user has no rewards yet", async () => {
    const scene = await lastSceneOf("market", `search=0x${"00".repeat(20)}`);
    assert.match(texts(scene, "empty")[0], /has no rewards yet/);
    assert.equal(scene.seen.user[0].state, "empty");
    assert.deepEqual(scene.failedRequests, []);
  });

  it("explains a week and an hour", async () => {
    const path = `open=#/users/${USER}/collections/${MANY}/periods/${PERIOD}`;
    const week = await lastSceneOf("market", path);
    assert.equal(wei(week, "explained-amount"), "9000");
    assert.equal(week.seen["hours-row"].length, 2);
    const hour = await lastSceneOf("market", path, "click=why-hour");
    assert.deepEqual(texts(hour, "step-result"), ["12,400", "12,401", "400", "400", "400", "12,001", "4", "4,000", "1", "9,000"]);
    assert.equal(texts(hour, "step-operation")[4], "the smallest of these");
    assert.equal(texts(hour, "step-operation")[6], "votes before + votes − un-votes");
    assert.match(texts(hour, "step")[0], /sales of the hour, below/);
    assert.match(texts(hour, "step")[2], /sales taken back, below/);
    assert.match(texts(hour, "step")[5], /pot \(wei\) 12,001$/);
    assert.match(hour.hash, /\/blocks\/\d+$/);
  });

  it("lists what an hour counted: votes with their signs and those that counted, and what was taken back", async () => {
    const scene = await lastSceneOf(`open=#/users/${USER}/collections/${MANY}/blocks/${PERIOD}`);
    const votes = texts(scene, "vote-events-row");
    assert.match(votes[0], /\svote, taken back\s+−2\s+−2, as far as held\s+came late$/);
    assert.match(votes[1], /un-vote, taken back\s+\+4\s+\+1\s+came late$/);
    assert.match(votes[2], /\svote\s+\+3\s+\+3\s+came late$/);
    assert.match(votes[3], /un-vote\s+−5\s+−3$/);
    assert.deepEqual(scene.seen["reversals-row"].map((row) => row.wei), [["400"], [], []]);
    assert.equal(scene.seen.cut, undefined);
  });

  it("says that an hour has more events than it lists", async () => {
    const scene = await lastSceneOf(`open=#/users/${USER}/collections/${MANY}/blocks/${CUT_HOUR}`);
    assert.match(texts(scene, "cut")[0], /more than 200 events; not all .* are shown/);
  });

  it("shows a price as ETH only where ETH was paid, and the id of the token", async () => {
    const scene = await lastSceneOf(`open=#/users/${USER}/collections/${MANY}/blocks/${PERIOD}`);
    const prices = scene.seen["sales-row"].slice(0, 4).map((row) => row.wei);
    assert.deepEqual(prices, [["18400", "460"], ["18520", "463"], ["466"], ["18760", "469"]]);
    assert.deepEqual(texts(scene, "token-price"), [`18,640 of ${STABLE_COIN.slice(0, 6)}…${STABLE_COIN.slice(-4)}`]);
    assert.deepEqual(texts(scene, "token-id").slice(0, 4),
      ["7000", "7001", "7002", `${LONG_TOKEN_ID.slice(0, 6)}…${LONG_TOKEN_ID.slice(-4)}`]);
  });

  it("gets more sales of an hour by cursor", async () => {
    const path = `#/users/${USER}/collections/${MANY}/blocks/${PERIOD}`;
    const first = await lastSceneOf(`open=${path}`);
    assert.equal(first.seen["sales-row"].length, 20);
    const more = await lastSceneOf(`open=${path}`, "click=sales-more");
    assert.deepEqual(more.requests, [`/api/v1/collections/${MANY}/blocks/${PERIOD}/users/${USER}?cursor=20`]);
    assert.deepEqual(more.seen["sales-row"].map((row) => row.wei.at(-1)), SALES_FEES.map(String));
    assert.equal(more.seen["sales-more"], undefined);
  });

  it("shows a curator's APR in one collection, and the weeks of that collection", async () => {
    const scene = await lastSceneOf(`user=${USER}`, "click=user-apr-link");
    assert.deepEqual(texts(scene, "apr-trailing-percent"), ["7.50 %"]);
    assert.deepEqual(texts(scene, "apr-block-percent"), ["0.00 %"]);
    assert.ok(scene.requests.includes(`/api/v1/users/${USER}/collections/${MANY}/apr`));
    assert.ok(scene.requests.includes(`/api/v1/users/${USER}/periods?collection=${encodeURIComponent(MANY)}&limit=10`));
  });

  it("goes on to older weeks where the newest of a collection are without the curator", async () => {
    const scene = await lastSceneOf(`open=#/users/${GONE}/collections/${MANY}`);
    const weeks = `/api/v1/users/${GONE}/periods?collection=${encodeURIComponent(MANY)}`;
    assert.deepEqual(scene.requests.filter((request) => request.startsWith(weeks)),
      [`${weeks}&limit=10`, `${weeks}&limit=100&cursor=10`]);
    assert.equal(scene.seen["user-periods-table-row"].length, PERIODS.length - GONE_WEEKS);
    assert.equal(scene.seen["user-periods-table-more"], undefined);
  });

  it("gets more collections of a curator by cursor", async () => {
    const first = await lastSceneOf(`user=${BUSY}`);
    assert.equal(first.seen["user-collections-row"].length, 100);
    assert.deepEqual(texts(first, "user-collections-count"), ["more than 100"]);
    assert.match(texts(first, "user-votes")[0], /^at least [\d,]+$/);
    const more = await lastSceneOf(`user=${BUSY}`, "click=user-collections-more");
    assert.deepEqual(more.requests, [`/api/v1/users/${BUSY}?cursor=100`]);
    assert.equal(more.seen["user-collections-row"].length, BUSY_COLLECTIONS);
    assert.equal(more.seen["user-collections-more"], undefined);
    assert.deepEqual(texts(await lastSceneOf(`user=${USER}`), "user-collections-count"), ["1"]);
  });

  it("says that it loads", async () => {
    const scene = await lastSceneOf("api=held", "market");
    assert.equal(scene.seen.chains[0].state, "loading");
    assert.equal(scene.seen.loading.length, 2);
    assert.equal((await lastSceneOf("api=held", "market", "api=up")).seen.chains[0].state, "ready");
  });

  it("shows that the API is down, and tries again when asked", async () => {
    const steps = ["market", "api=down", `collection=${MANY}`];
    const scene = await lastSceneOf(...steps);
    assert.deepEqual(texts(scene, "error-title"), ["The API cannot be reached"]);
    const again = await lastSceneOf(...steps, "api=up", "click=retry");
    assert.equal(again.seen.error, undefined);
    assert.equal(wei(again, "fees"), String(TOTAL));
  });

  it("shows the title and detail of a problem", async () => {
    const scene = await lastSceneOf("market", "api=problem", `user=${USER}`);
    assert.deepEqual(texts(scene, "error-title"), ["Not available"]);
    assert.deepEqual(texts(scene, "error-detail"), ["Firestore does not answer."]);
  });

  it("shows markup in data as text and runs none of it", async () => {
    const unknown = await lastSceneOf("market", "collection=1:0xdead");
    assert.ok(texts(unknown, "error-detail")[0].includes(EVIL));
    const hour = await lastSceneOf("market", `open=#/users/${USER}/collections/${MANY}/blocks/${PERIOD}`);
    assert.ok(texts(hour, "step")[0].includes(EVIL));
    const apr = await lastSceneOf(`collection=${MANY}`, "click=apr-summary");
    assert.ok(texts(apr, "apr-inputs")[0].includes(EVIL));
  });

  it("follows the system's colours, or the reader's choice, which it remembers", async () => {
    assert.equal((await lastSceneOf("market")).theme, "light");
    assert.equal((await lastSceneOf("prefers=dark", "market")).theme, "dark");
    assert.equal((await lastSceneOf("prefers=dark", "market", "click=theme-toggle", "reload")).theme, "light");
  });

  it("shows exact wei when asked", async () => {
    const scene = await lastSceneOf("market", "click=unit-toggle", `collection=${MANY}`);
    assert.equal(texts(scene, "fees")[0].replaceAll(",", ""), `${COLLECTIONS[0].totalProtocolFeesAccruedWei} wei`);
  });

  it("fits a phone in both units", async () => {
    // lastSceneOf asserts that nothing overflows
    await lastSceneOf("size=375x800", "market", `collection=${MANY}`, "click=scale-hours", "click=unit-toggle", `user=${USER}`,
      `open=#/users/${USER}/collections/${MANY}/periods/${PERIOD}`, "click=why-hour", "search=0x12");
  });

  it("says so where there is no page", async () => {
    assert.deepEqual(texts(await lastSceneOf("market", "open=#/nowhere"), "title"), ["This page does not exist"]);
    assert.deepEqual(texts(await lastSceneOf("market", "open=#/%E0%A4%A"), "title"), ["This page does not exist"]);
  });
});
