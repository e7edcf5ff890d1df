// Why a curator got an amount in an hour or a week, step by step.

import { path, read } from "./api.js";
import { amount, empty, figure, figures, h, part, state, table, unit } from "./dom.js";
import { count, digits, minute, shortAddress, week, whyNoAddress } from "./format.js";
import { collectionLink, head, toExplanation, userLink } from "./links.js";

const OPERATIONS = {
  sum: "sum", add: "added", subtract: "subtracted", floorShare: "votes × pot ÷ all votes, rounded down", remainder: "what is left",
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
  return [
    head("Why this amount", kind === "blocks" ? `The hour of ${minute(time)}` : `The week of ${week(time)}`,
      userLink(address), " for ", collectionLink(collection)),
    part({
      title: "Explanation", heading: false, testid: "explanation", signal, lines: 6,
      load: () => read(path("collections", collection, kind, start, "users", address), {}, signal),
      show: (item) => [summary(item), steps(item.steps), kind === "blocks" ? blockParts(item) : hours(item, address, collection)],
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
      h("dl", {}, Object.entries(step.operands ?? {}).map(([name, value]) =>
        h("div", {}, h("dt", {}, words(name)), h("dd", {}, digits(value))))),
      h("p", { class: "result" }, h("span", {}, OPERATIONS[step.operation] ?? step.operation),
        h("strong", { testid: "step-result" }, digits(step.result))))))));

/** "totalVotes" as "total votes", "potWei" as "pot (wei)"; what is no such name stays as it is. */
const words = (name) => !/^[a-z][A-Za-z0-9]*$/.test(name) ? name : name.replace(/Wei$/, " (wei)").replace(/(?<=[a-z0-9])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

const blockParts = (item) => [
  h("section", { class: "card" }, h("h2", {}, "Sales of the hour"), sales(item.sales.items),
    item.sales.next != null && h("p", { class: "note" }, "There are more sales than are listed here; the first step counts them all.")),
  item.voteEvents.length > 0 && h("section", { class: "card" }, h("h2", {}, "Votes and un-votes of this curator"),
    table({ label: "Votes and un-votes", testid: "vote-events", items: item.voteEvents, columns: [
      { head: "Time", th: true, cell: (each) => minute(each.timestamp) },
      { head: "Event", cell: (each) => each.discriminator === "votesAdded" ? "vote" : "un-vote" },
      { head: "Votes", number: true, cell: (each) => count(each.votes) },
      { head: "Votes that counted", number: true, cell: (each) => count(each.votesTaken ?? each.votes) },
    ] }).box),
];

const sales = (items) => items.length === 0 ? empty("No sales in this hour.") : table({
  label: "Sales of the hour", testid: "sales", items,
  columns: [
    { head: "Time", th: true, cell: (each) => minute(each.timestamp) },
    { head: "Transaction", cell: (each) => each.txHash == null ? "–"
      : h("span", { class: "hex", title: each.txHash }, shortAddress(each.txHash)) },
    { head: ["Price", unit()], number: true, cell: (each) => amount(each.priceWei) },
    { head: ["Protocol fee", unit()], number: true, cell: (each) => amount(each.protocolFeeWei) },
    { head: "", cell: (each) => each.bookedLate ? "came late" : "" },
  ],
}).box;

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
