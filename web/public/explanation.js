// Why a curator got an amount in an hour or a week, step by step.

import { path, read } from "./api.js";
import { amount, empty, figure, figures, h, pagedTable, part, state, table, unit } from "./dom.js";
import { count, digits, isEth, minute, shortAddress, shortId, week, whyNoAddress } from "./format.js";
import { collectionLink, head, toExplanation, userLink } from "./links.js";

const OPERATIONS = {
  sum: "sum", add: "added", subtract: "subtracted", min: "the smallest of these", votes: "votes before + votes − un-votes",
  floorShare: "votes × pot ÷ all votes, rounded down",
};

/** The lists of an answer that steps name. */
const LISTS = {
  sales: "sales of the hour, below", voteEvents: "votes and un-votes, below", reversals: "sales taken back, below",
  blocks: "shares of the hours, below",
};

/** kind: "blocks" or "periods" */
export function explanation(signal, text, collection, kind, start) {
  const wrong = whyNoAddress(text);
  const time = Number(start);
  if (wrong || !/^\d{1,15}$/.test(start)) {
    return [head("Why this amount", "Wrong address of a page"),
      h("div", { class: "error", role: "alert", testid: "wrong-address" }, h("p", {}, wrong ?? "The time is no number."))];
  }
  const address = text.toLowerCase();
  const load = (cursor) => read(path("collections", collection, kind, start, "users", address), { cursor }, signal);
  return [
    head("Why this amount", kind === "blocks" ? `The hour of ${minute(time)}` : `The week of ${week(time)}`,
      userLink(address), " for ", collectionLink(collection)),
    part({
      title: "Explanation", heading: false, testid: "explanation", signal, lines: 6,
      load: () => load(null),
      show: (item) => [summary(item), steps(item.steps),
        kind === "blocks" ? blockParts(item, load, signal) : hours(item, address, collection)],
    }),
  ];
}

const summary = (item) => h("div", { class: "card" }, figures(
  ["Amount", figure(item.amountWei, "explained-amount")],
  ["State", state(item.state)],
  item.rulesVersion != null && ["Rules", `version ${item.rulesVersion}`]));

const steps = (items) => h("section", { class: "card" }, h("h2", {}, "Step by step"),
  h("ol", { class: "steps", testid: "steps" }, items.map((step) => h("li", { testid: "step" },
    h("p", {}, step.text),
    h("div", { class: "sum" },
      h("dl", {}, Object.entries(step.operands).map(operand)),
      h("p", { class: "result" }, h("span", { testid: "step-operation" }, OPERATIONS[step.operation] ?? step.operation),
        h("span", {}, `${words(step.resultName)} `, h("strong", { testid: "step-result" }, digits(step.result)))))))));

const operand = ([name, value]) => name === "list"
  ? h("div", {}, h("dt", {}, "all of the"), h("dd", {}, LISTS[value] ?? words(value)))
  : h("div", {}, h("dt", {}, words(name)), h("dd", {}, digits(value)));

/** "totalVotes" as "total votes", "potWei" as "pot (wei)"; what is no such name stays as it is. */
const words = (name) => !/^[a-z][A-Za-z0-9]*$/.test(name) ? name
  : name.replace(/Wei$/, " (wei)").replace(/(?<=[a-z0-9])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

const blockParts = (item, load, signal) => [
  item.isCut && h("p", { class: "card", role: "note", testid: "cut" },
    "This hour has more than 200 events; not all votes, or not all that was taken back, are shown."),
  h("section", { class: "card" }, h("h2", {}, "Sales of the hour"), sales(item.sales, load, signal)),
  item.voteEvents.length > 0 && h("section", { class: "card" }, h("h2", {}, "Votes and un-votes of this curator"),
    table({ label: "Votes and un-votes", testid: "vote-events", items: item.voteEvents, columns: [
      time,
      { head: "Event", cell: (each) => eventName(each) + (each.isReversal ? ", taken back" : "") },
      { head: "Votes", number: true, cell: (each) => signed(each, each.votes) },
      { head: "Votes that counted", number: true, cell: counted },
      late,
    ] }).box),
  item.reversals.length > 0 && h("section", { class: "card" }, h("h2", {}, "Taken back"),
    h("p", { class: "note" }, "Sealed events that a reorganisation of the chain took away."),
    table({ label: "Taken back", testid: "reversals", items: item.reversals, columns: [
      time,
      { head: "Event", cell: eventName },
      transaction,
      { head: ["Protocol fee", unit()], number: true, cell: (each) => amount(each.protocolFeeWei) },
    ] }).box),
];

const EVENTS = { sale: "sale", votesAdded: "vote", votesRemoved: "un-vote" };

const eventName = (each) => EVENTS[each.discriminator] ?? each.discriminator;

/** Votes with the sign by which an event changes them: taken back, a vote takes and an un-vote gives. */
const signed = (each, votes) =>
  `${(each.discriminator === "votesAdded") === Boolean(each.isReversal) ? "−" : "+"}${count(votes)}`;

function counted(each) {
  const text = signed(each, each.votesTaken ?? each.votes);
  return each.isReversal && each.discriminator === "votesAdded" ? `${text}, as far as held` : text;
}

const time = { head: "Time", th: true, cell: (each) => minute(each.timestamp) };

const transaction = { head: "Transaction", cell: (each) => each.txHash == null ? "–"
  : h("span", { class: "hex", title: each.txHash }, shortAddress(each.txHash)) };

const late = { head: "", cell: (each) => each.isLate ? "came late" : "" };

/** In ETH; of another token only its smallest units are known, not how many of them make one. */
const price = (each) => each.priceWei == null || isEth(each.paymentToken) ? amount(each.priceWei)
  : h("span", { title: `smallest units of the token ${each.paymentToken}`, testid: "token-price" },
    `${digits(each.priceWei)} of `, h("span", { class: "hex" }, shortAddress(each.paymentToken)));

const sales = (first, load, signal) => first.items.length === 0 ? empty("No sales in this hour.") : pagedTable({
  first, signal, load: async (cursor) => (await load(cursor)).sales, label: "Sales of the hour", testid: "sales",
  columns: [
    time,
    transaction,
    { head: "Token", number: true, cell: (each) => each.tokenId == null ? "–"
      : h("span", { title: String(each.tokenId), testid: "token-id" }, shortId(each.tokenId)) },
    { head: ["Price", unit()], number: true, cell: price },
    { head: ["Protocol fee", unit()], number: true, cell: (each) => amount(each.protocolFeeWei) },
    late,
  ],
});

const hours = (item, address, collection) => h("section", { class: "card" }, h("h2", {}, "Hours of the week"),
  item.blocks.length === 0 ? empty("No hour of this week has sales or votes.") : table({
    label: "Hours of the week", testid: "hours", items: item.blocks,
    columns: [
      { head: "Hour", th: true, cell: (each) => minute(each.timestamp) },
      { head: ["Fees", unit()], number: true, cell: (each) => amount(each.feesWei) },
      { head: ["Carried in", unit()], number: true, cell: (each) => amount(each.carryBeforeWei) },
      { head: "Votes", number: true, cell: (each) => count(each.votes) },
      { head: "All votes", number: true, cell: (each) => count(each.totalVotes) },
      { head: ["Share", unit()], number: true, cell: (each) => amount(each.shareWei) },
      { head: "", number: true, cell: (each) =>
        h("a", { href: toExplanation(address, collection, "blocks", each.timestamp), testid: "why-hour",
          "aria-label": `Why this amount, ${minute(each.timestamp)}` }, "Why?") },
    ],
  }).box);
