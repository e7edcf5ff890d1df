// A reward program: its money, its clock, what counts, its claim periods, and what happened to it.

import { path, readProgram } from "./api.js";
import { empty, figures, h, pagedTable, part, state, unit } from "./dom.js";
import { count, minute } from "./format.js";
import { head, userLink } from "./links.js";
import { clock, counts, PAGE, trouble } from "./programs.js";
import { claimableUntil, happening } from "./terms.js";
import { tokenAmount, tokenFigure, tokenName, tokenUnit } from "./tokens.js";

export function program(signal, id) {
  return [
    head("Reward program", `Program ${id}`),
    part({
      title: "Program", heading: false, testid: "program-page", signal, lines: 6,
      load: () => unlessUnknown(readProgram(path("programs", id), {}, signal)),
      show: (item) => item === null
        ? [empty("There is no such program. If its creator took it back before its start, that stands below."), log(signal, id)]
        : [summary(item, signal), periods(signal, item), log(signal, id, item.asset)],
    }),
  ];
}

/** Null where there is no such program. */
async function unlessUnknown(asked) {
  try {
    return await asked;
  } catch (failure) {
    if (failure.code === "PROGRAM_NOT_FOUND") return null;
    throw failure;
  }
}

const summary = (item, signal) => [
  h("section", { class: "card" },
    h("div", { class: "row" },
      h("h2", { testid: "program-title" }, h("bdi", {}, item.title)), state(item.state, "program-state")),
    trouble(item),
    h("p", { class: "description", dir: "auto", testid: "program-description" }, item.description),
    figures(...clock(item, signal),
      ["Begin", h("span", { testid: "program-start" }, minute(item.programStartMs))],
      end(item),
      ["Claims until", h("span", { testid: "program-claims-until" }, claimableUntil(item))],
      ["Events known until", h("span", { testid: "program-known" }, item.knownUntilMs > 0 ? minute(item.knownUntilMs) : "none are yet"),
        "an event counts only when it is final"]),
    endRequested(item),
    h("p", { class: "note" }, "Created by ", userLink(item.creator))),
  h("section", { class: "card" }, h("h2", {}, "What counts"), counts(item),
    h("p", { class: "note" }, "A period’s pool is shared by shares, rounded down; at most ",
      tokenFigure(item.asset, item.maxRewardByAddressWei, "program-cap"), " for each address and period.")),
  h("section", { class: "card" }, h("h2", {}, "Money"), figures(
    ["Pool", tokenFigure(item.asset, item.totalWei, "program-total"), tokenName(item.asset)],
    ["Given out", tokenFigure(item.asset, givenOut(item), "program-allocated"), "to closed periods"],
    ["Not given out yet", tokenFigure(item.asset, item.remainingWei, "program-remaining")],
    ["Claimed", tokenFigure(item.asset, item.claimedWei, "program-claimed")],
    ["Refunded", tokenFigure(item.asset, item.refundedWei, "program-refunded")],
    ["Held for it", tokenFigure(item.asset, item.escrowWei, "program-escrow")])),
];

/** What closed periods were given; once a program has expired, nothing remains of it, and only what was claimed was given. */
const givenOut = (item) => item.state === "EXPIRED" ? item.claimedWei : String(BigInt(item.totalWei) - BigInt(item.remainingWei));

function end(item) {
  if (item.actualEndMs != null) return ["Ended", minute(item.actualEndMs)];
  const isMovable = item.programEndMaxMs > item.expectedEndMs;
  return ["Expected end", minute(item.expectedEndMs), isMovable && `at the latest ${minute(item.programEndMaxMs)}`];
}

const endRequested = (item) => item.endRequestedAtMs != null && item.actualEndMs == null
  && h("p", { class: "note", role: "note", testid: "program-end-requested" },
    `Its creator asked on ${minute(item.endRequestedAtMs)} for it to end early, with the period of then.`);

function periods(signal, item) {
  const load = async (next) => {
    const page = await readProgram(path("programs", String(item.id), "periods"), { limit: PAGE, next }, signal);
    return { items: page.periods, next: page.next };
  };
  return h("section", { class: "card" }, h("h2", {}, "Claim periods"), part({
    title: "Claim periods", heading: false, testid: "program-periods", signal, lines: 4,
    load: () => load(null),
    show: (first) => first.items.length === 0 ? empty("No period has begun yet.") : pagedTable({
      first, load, signal, label: "Claim periods", testid: "program-periods-table", columns: periodColumns(item) }),
  }));
}

const periodColumns = (item) => [
  { head: "Period", th: true, cell: (each) => count(each.period) + (each.period > item.plannedClaimPeriods ? ", rollover" : "") },
  { head: "State", cell: (each) => state(each.ended ? "ended" : "open") },
  { head: "Until", number: true, cell: (each) => minute(item.programStartMs + each.period * item.claimPeriodSeconds * 1000) },
  { head: ["Pool", tokenUnit(item.asset, unit())], number: true, cell: (each) => tokenAmount(item.asset, each.poolWei) },
  { head: ["Given out", tokenUnit(item.asset, unit())], number: true,
    cell: (each) => each.ended ? tokenAmount(item.asset, each.allocatedWei) : "–" },
  { head: "Shares", number: true, cell: (each) => count(each.totalShares) },
  { head: "Participants", number: true, cell: (each) => count(each.participants) },
];

/** asset: of the program; undefined: it is not known any more */
function log(signal, id, asset = "") {
  const load = async (next) => {
    const page = await readProgram(path("programs", id, "log"), { limit: PAGE, next }, signal);
    return { items: page.log, next: page.next };
  };
  return h("section", { class: "card" }, h("h2", {}, "What happened"), part({
    title: "What happened", heading: false, testid: "program-log", signal, lines: 4,
    load: () => load(null),
    show: (first) => first.items.length === 0 ? empty("Nothing has happened yet.") : pagedTable({
      first, load, signal, label: "What happened", testid: "program-log-table", columns: [
        { head: "Time", th: true, cell: (each) => minute(each.atMs) },
        { head: "Event", cell: happening },
        { head: "Address", cell: (each) => each.address == null ? "" : userLink(each.address) },
        { head: "Amount", number: true, cell: (each) => each.amountWei == null ? "" : tokenFigure(asset, each.amountWei) },
      ] }),
  }));
}
