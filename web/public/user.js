// A curator: what was earned in all, for each collection, and in each week.

import { filled, path, read, readAll } from "./api.js";
import { aprCard } from "./apr.js";
import { chart } from "./chart.js";
import { claims } from "./claims.js";
import { amount, empty, figure, figures, h, pagedTable, part, state, unit } from "./dom.js";
import { count, day, ethForDrawing, minute, percent, week, whyNoAddress } from "./format.js";
import { collectionLink, head, toExplanation, toUserIn, userLink } from "./links.js";
import { claimsOnChain } from "./onchain.js";

const WEEK_MS = 7 * 24 * 3_600_000;

const refusal = (text, wrong) =>
  [head("Curator", text), h("div", { class: "error", role: "alert", testid: "wrong-address" }, h("p", {}, wrong))];

export function user(signal, text) {
  const wrong = whyNoAddress(text);
  if (wrong) return refusal(text, wrong);
  const address = text.toLowerCase();
  const load = filled(async (cursor, limit) => {
    const answer = await read(path("users", address), { limit, cursor }, signal);
    return { ...answer, items: answer.collections };
  });
  return [
    head("Curator", address),
    part({
      title: "Rewards", heading: false, testid: "user", signal, lines: 5,
      load: () => load(null),
      show: (item) => item.items.length === 0
        ? empty("This address has no rewards yet. Votes earn from the next sale on; check the address if you expected some.")
        : [summary(item), collections(item, load, signal), overTime(signal, address), periods(signal, address, null)],
    }),
    claimsOnChain(signal, address),
    claims(signal, address),
  ];
}

/** The same curator in one collection only: the APR, and the weeks. */
export function userIn(signal, text, collection) {
  const wrong = whyNoAddress(text);
  if (wrong) return refusal(text, wrong);
  const address = text.toLowerCase();
  return [
    head("Curator in a collection", address, userLink(address), " in ", collectionLink(collection)),
    part({
      title: "APR", heading: false, testid: "user-apr", signal, lines: 3,
      load: () => read([path("users", address), path("collections", collection), "/apr"].join(""), {}, signal),
      show: (item) => h("div", { class: "three" },
        aprCard("APR of the last 7 days", item.trailing7Days, "apr-trailing"),
        aprCard("APR of the week", item.period, "apr-period"),
        aprCard("APR of the hour", item.block, "apr-block")),
    }),
    periods(signal, address, collection),
  ];
}

const summary = (item) => h("div", { class: "card" }, figures(
  ["Earned", figure(item.totalProtocolFeesAccruedWei, "user-total")],
  ["Sealed", figure(item.sealedWei, "user-sealed"), "final"],
  ["Pending", figure(item.pendingWei, "user-pending"), "late events may still change it"],
  item.claimableWei != null && ["Claimable", figure(item.claimableWei, "user-claimable")],
  item.claimedWei != null && ["Claimed", figure(item.claimedWei, "user-claimed")],
  ["Collections", h("span", { testid: "user-collections-count" }, ofAll(item, "more than", item.items.length))],
  ["Votes now", h("span", { testid: "user-votes" },
    ofAll(item, "at least", item.items.reduce((sum, each) => sum + each.votes, 0)))]));

/** A number of the collections of this answer, which may be a part of them only. */
const ofAll = (item, bound, number) => item.next == null ? count(number) : `${bound} ${count(number)}`;

const collections = (item, load, signal) => h("section", { class: "card" },
  h("h2", {}, "Collections"),
  pagedTable({
    first: item, load, signal, label: "Collections of this curator", testid: "user-collections",
    columns: [
      { head: "Collection", th: true, cell: (each) => collectionLink(each.collection) },
      { head: "Votes", number: true, cell: (each) => count(each.votes) },
      { head: "Share", number: true, cell: (each) => percent(each.share) },
      { head: ["Earned", unit()], number: true, cell: (each) => amount(each.totalProtocolFeesAccruedWei) },
      { head: ["Sealed", unit()], number: true, cell: (each) => amount(each.sealedWei) },
      { head: ["Pending", unit()], number: true, cell: (each) => amount(each.pendingWei) },
      { head: "First vote", number: true, cell: (each) => day(each.firstVotedAt) },
      { head: "Newest hour", number: true, cell: (each) => each.newestBlock == null ? "–"
        : h("a", { href: toExplanation(item.userAddress, each.collection, "blocks", each.newestBlock),
          title: minute(each.newestBlock), "aria-label": `Why this amount, ${minute(each.newestBlock)}` }, "Why?") },
      { head: "", number: true, cell: (each) =>
        h("a", { href: toUserIn(item.userAddress, each.collection), testid: "user-apr-link" }, "APR") },
    ],
  }));

function overTime(signal, address) {
  return h("section", { class: "card" }, h("h2", {}, "Rewards over time"), part({
    title: "Rewards over time", heading: false, testid: "user-chart-part", signal, lines: 5,
    load: () => readAll(path("users", address, "periods"), { limit: 100 }, 500, signal),
    show: ({ items }) => items.length === 0 ? empty("No week has rewards yet.") : weeks(items.reverse(), signal),
  }));
}

const weeks = (items, signal) => chart({
  label: "Rewards by week, in ETH", testid: "user-chart", signal, step: WEEK_MS,
  times: items.map((item) => item.timestamp),
  name: (index) => [week(items[index].timestamp), " ", state(items[index].state)],
  panels: [{
    title: "Rewards of the week", unit: "ETH", kind: "bars", colour: "first",
    values: items.map((item) => ethForDrawing(item.periodProtocolFeesAccruedWei)),
    text: (index) => figure(items[index].periodProtocolFeesAccruedWei),
  }],
});

/** collection: null for all */
function periods(signal, address, collection) {
  const load = filled(async (cursor, limit = 10) => {
    const page = await read(path("users", address, "periods"), { collection, limit, cursor }, signal);
    return { items: page.items.flatMap(byCollection), next: page.next };
  });
  return h("section", { class: "card" }, h("h2", {}, "Weeks"), part({
    title: "Weeks", heading: false, testid: "user-periods", signal, lines: 5,
    load: () => load(null),
    show: (first) => first.items.length === 0
      ? empty("No week has rewards yet.")
      : pagedTable({ first, load, signal, label: "Rewards by week", testid: "user-periods-table",
        columns: periodColumns(address) }),
  }));
}

const byCollection = (period) => period.collections.map((each) =>
  ({ ...each, timestamp: period.timestamp, state: period.state }));

const periodColumns = (address) => [
  { head: "Week", th: true, cell: (item) => week(item.timestamp) },
  { head: "State", cell: (item) => state(item.state) },
  { head: "Collection", cell: (item) => collectionLink(item.collection) },
  { head: ["Rewards", unit()], number: true, cell: (item) => amount(item.periodProtocolFeesAccruedWei) },
  { head: "", number: true, cell: (item) => h("a",
    { href: toExplanation(address, item.collection, "periods", item.timestamp), testid: "why",
      "aria-label": `Why this amount, week of ${day(item.timestamp)}` }, "Why?") },
];
