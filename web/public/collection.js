// A collection: what it earned, who shares it, and its weeks and hours.

import { filled, path, read, readAll } from "./api.js";
import { aprCard } from "./apr.js";
import { chart } from "./chart.js";
import { amount, choice, empty, figure, figures, h, pagedTable, part, state, unit } from "./dom.js";
import { chain, count, day, ethForDrawing, minute, partsOf, percent, week } from "./format.js";
import { head, userLink } from "./links.js";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const TOP = 10;
const SORTS = [["votes", "Votes"], ["earnings", "Earnings"], ["age", "Age"]];

export function collection(signal, id) {
  const { chainId, address } = partsOf(id);
  return [
    head(`Collection on ${chain(chainId)}`, address || id),
    part({
      title: "Collection", heading: false, testid: "collection", signal, lines: 5,
      load: () => read(path("collections", id), {}, signal),
      show: (item) => [
        summary(item),
        h("div", { class: "two" }, periodState(item), aprCard("APR", item.apr, "apr")),
        history(signal, id),
        item.curators > 0 && shares(signal, id, item),
        curators(signal, id),
        periods(signal, id),
      ],
    }),
  ];
}

const summary = (item) => h("div", { class: "card" }, figures(
  ["Protocol fees", figure(item.totalProtocolFeesAccruedWei, "fees")],
  ["To curators", figure(item.distributedWei, "distributed")],
  ["Carried over", figure(item.carryWei, "carry"), h("span", { testid: "carry-note" }, carryNote(item))],
  ["Curators", h("span", { testid: "curators-count" }, count(item.curators))],
  ["Votes", h("span", { testid: "votes" }, count(item.votes))]));

function carryNote(item) {
  if (item.curators === 0) return "waits for the first voter";
  return item.carryWei === "0" ? "nothing is left over" : "goes into the next pot";
}

function periodState(item) {
  const line = (name, fees, of, testid) => of && [name, figure(fees, testid), state(of.state, `${testid}-state`)];
  const inWeek = (name, period, testid) => period &&
    line(`${name}, ${week(period.timestamp)}`, period.periodProtocolFeesAccruedWei, period, testid);
  const inHour = (name, block, testid) => block &&
    line(`${name}, ${minute(block.timestamp)}`, block.blockProtocolFeesAccruedWei, block, testid);
  const lines = [
    inWeek("This week", item.currentPeriod, "current-period"),
    inWeek("Last complete week", item.lastCompletePeriod, "last-period"),
    inHour("Newest hour", item.currentBlock, "current-block"),
    inHour("Last complete hour", item.lastCompleteBlock, "last-block"),
  ].filter(Boolean);
  return h("section", { class: "card", testid: "period-state" },
    h("h2", {}, "Fees now"),
    lines.length === 0 ? empty("No sales and no votes yet.") : h("div", { class: "rows" }, figures(...lines)),
    h("p", { class: "note" }, item.sealedUntil ? `Sealed until ${minute(item.sealedUntil)}` : "Nothing is sealed yet"));
}

/** Fees and the curators who shared them over time: all weeks with the sum of the fees, or the newest hours. */
function history(signal, id) {
  const place = h("div");
  const kinds = {
    weeks: () => part({
      title: "Fees and curators by week", heading: false, testid: "chart-weeks-part", signal, lines: 6,
      load: () => readAll(path("collections", id, "periods"), { limit: 100 }, 500, signal),
      show: ({ items }) => items.length === 0 ? empty("No week has begun.") : weeks(items.reverse(), signal),
    }),
    hours: () => part({
      title: "Fees and curators by hour", heading: false, testid: "chart-hours-part", signal, lines: 6,
      load: () => readAll(path("collections", id, "blocks"), { limit: 100 }, 1, signal),
      show: ({ items }) => items.length === 0 ? empty("No hour has sales or votes yet.") : hours(items.reverse(), signal),
    }),
  };
  const show = (kind) => place.replaceChildren(kinds[kind]());
  show("weeks");
  return h("section", { class: "card" },
    h("div", { class: "row" },
      h("h2", {}, "Fees and curators over time"),
      choice({ label: "Time scale", testid: "scale", options: [["weeks", "Weeks"], ["hours", "Hours"]], chosen: "weeks",
        choose: show })),
    place);
}

const weeks = (items, signal) => chart({
  label: "Fees by week and their sum in ETH, and number of curators", testid: "chart-weeks", signal, step: WEEK_MS,
  times: items.map((item) => item.timestamp),
  name: (index) => [week(items[index].timestamp), " ", state(items[index].state)],
  panels: [
    feesPanel("Fees of the week", items.map((item) => item.periodProtocolFeesAccruedWei)),
    { title: "All fees so far", unit: "ETH", kind: "line", colour: "second",
      values: items.map((item) => ethForDrawing(item.totalProtocolFeesAccruedWei)),
      text: (index) => figure(items[index].totalProtocolFeesAccruedWei) },
    curatorsPanel(items),
  ],
});

const hours = (items, signal) => chart({
  label: "Fees in ETH and number of curators by hour", testid: "chart-hours", signal, step: HOUR_MS,
  times: items.map((item) => item.timestamp),
  name: (index) => [minute(items[index].timestamp), " ", state(items[index].state)],
  panels: [
    feesPanel("Fees of the hour", items.map((item) => item.blockProtocolFeesAccruedWei)),
    curatorsPanel(items),
  ],
});

const feesPanel = (title, amounts) => ({
  title, unit: "ETH", kind: "bars", colour: "first",
  values: amounts.map(ethForDrawing), text: (index) => figure(amounts[index]),
});

const curatorsPanel = (items) => ({
  title: "Curators", unit: "curators", kind: "steps", colour: "third", whole: true,
  values: items.map((item) => item.numCurators),
  text: (index) => h("span", {}, count(items[index].numCurators),
    h("span", { class: "beside" }, `with ${votesText(items[index].numCuratorVotes)}`)),
});

const votesText = (votes) => `${count(votes)} ${votes === 1 ? "vote" : "votes"}`;

/** The largest shares of the votes as ranked bars, and what all others have together. */
function shares(signal, id, item) {
  return h("section", { class: "card" }, h("h2", {}, "Shares of the curators"), part({
    title: "Shares of the curators", heading: false, testid: "shares", signal, lines: 5,
    load: () => read(path("collections", id, "curators"), { sort: "votes", limit: TOP }, signal),
    show: ({ items }) => {
      const holders = items.filter((curator) => curator.votes > 0);
      if (holders.length === 0) return empty("Nobody votes now.");
      const others = item.curators - holders.length;
      const left = item.votes - holders.reduce((sum, curator) => sum + curator.votes, 0);
      const rows = holders.map((curator) => ({ ...curator, name: userLink(curator.userAddress) }));
      if (others > 0 && left > 0) {
        rows.push({ name: `${count(others)} others`, votes: left, share: (left / item.votes) * 100, rest: true });
      }
      const longest = Math.max(...rows.map((row) => row.share));
      return h("ol", { class: "bars" }, rows.map((row) => shareBar(row, longest)));
    },
  }));
}

function shareBar(row, longest) {
  const bar = h("span", { class: row.rest ? "bar rest" : "bar" });
  bar.style.width = `${(row.share / longest) * 100}%`;
  return h("li", { testid: "share" },
    h("span", { class: "who" }, row.name),
    h("span", { class: "track", "aria-hidden": "true" }, bar),
    h("span", { class: "number" }, percent(row.share)),
    h("span", { class: "number votes" }, votesText(row.votes)));
}

function curators(signal, id) {
  let sort = "votes";
  const place = h("div");
  const load = filled((cursor, limit = 20) => read(path("collections", id, "curators"), { sort, limit, cursor }, signal));
  const show = () => place.replaceChildren(part({
    title: "Curators", heading: false, testid: "curators", signal, lines: 6,
    load: () => load(null),
    show: (first) => first.items.length === 0
      ? empty("Nobody has voted for this collection yet.")
      : pagedTable({ first, load, signal, label: "Curators", testid: "curators-table", columns: curatorColumns() }),
  }));
  show();
  return h("section", { class: "card" },
    h("div", { class: "row" }, h("h2", {}, "Curators"),
      choice({ label: "Sort by", testid: "curators-sort", options: SORTS, chosen: sort, choose: (value) => {
        sort = value;
        show();
      } })),
    place);
}

const curatorColumns = () => [
  { head: "Curator", th: true, cell: (item) => userLink(item.userAddress) },
  { head: "Votes", number: true, cell: (item) => count(item.votes) },
  { head: "Share", number: true, cell: (item) => percent(item.share) },
  { head: ["Earned", unit()], number: true, cell: (item) => amount(item.totalProtocolFeesAccruedWei) },
  { head: "First vote", number: true, cell: (item) => day(item.firstVotedAt) },
  { head: "Last vote", number: true, cell: (item) => day(item.lastVotedAt) },
];

function periods(signal, id) {
  const load = filled((cursor, limit = 10) => read(path("collections", id, "periods"), { limit, cursor }, signal));
  return h("section", { class: "card" }, h("h2", {}, "Recent weeks"), part({
    title: "Recent weeks", heading: false, testid: "periods", signal, lines: 5,
    load: () => load(null),
    show: (first) => first.items.length === 0
      ? empty("No week has begun.")
      : pagedTable({ first, load, signal, label: "Recent weeks", testid: "periods-table", columns: periodColumns() }),
  }));
}

const periodColumns = () => [
  { head: "Week", th: true, cell: (item) => week(item.timestamp) },
  { head: "State", cell: (item) => state(item.state) },
  { head: ["Fees", unit()], number: true, cell: (item) => amount(item.periodProtocolFeesAccruedWei) },
  { head: ["All fees so far", unit()], number: true, cell: (item) => amount(item.totalProtocolFeesAccruedWei) },
  { head: "APR", number: true, cell: (item) => percent(item.apr?.percent) },
];
