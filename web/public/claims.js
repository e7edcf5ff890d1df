// What an address earned in reward programs, and what of it can be claimed now.

import { baseOf, path, readProgram } from "./api.js";
import { empty, figures, h, pagedTable, part, state } from "./dom.js";
import { count, duration } from "./format.js";
import { toProgram } from "./links.js";
import { live } from "./live.js";
import { claimableUntil, standing } from "./terms.js";
import { sums, tokenFigure, tokenName } from "./tokens.js";

/** As many account states as one claim takes. */
const MOST_STATES = 400;
const PAGE = 100;

/** Apart from all else of the page, so that it may fail alone. */
export function claims(signal, address) {
  const known = new Map();
  const load = async (next) => withPrograms(known, await read(address, { limit: PAGE, next }, signal), signal);
  return h("section", { class: "card" }, h("h2", {}, "Reward programs"), part({
    title: "Reward programs", heading: false, testid: "user-programs", signal, lines: 3,
    load: async () => {
      const first = await load(null);
      return { first, now: first.next == null ? first : await claimable(known, address, signal) };
    },
    show: ({ first, now }) => first.items.length === 0 ? empty("This address has no shares in reward programs yet.")
      : [toClaim(now, address, signal), table(first, load, signal)],
  }));
}

async function read(address, parameters, signal) {
  const page = await readProgram(path("programs", "claims", address), parameters, signal);
  return { items: page.claims, next: page.next };
}

/** A claim names its program by number only: what is to be told of it is read once for each. */
async function withPrograms(known, page, signal) {
  for (const { program } of page.items) {
    if (known.has(program)) continue;
    const asked = readProgram(path("programs", String(program)), {}, signal);
    asked.catch(() => known.delete(program)); // so that trying again asks again
    known.set(program, asked);
  }
  const items = await Promise.all(page.items.map(async (claim) => ({ ...claim, of: await known.get(claim.program) })));
  return { items, next: page.next };
}

async function claimable(known, address, signal) {
  const items = [];
  let next = null;
  do {
    const page = await read(address, { status: "CLAIMABLE", limit: PAGE, next }, signal);
    items.push(...page.items);
    next = page.next;
  } while (next != null && items.length < MOST_STATES);
  return withPrograms(known, { items, next }, signal);
}

function toClaim({ items, next }, address, signal) {
  const ready = items.filter((item) => standing(item, item.of, Date.now()) === "CLAIMABLE");
  if (ready.length === 0) return h("p", { class: "note", testid: "nothing-to-claim" }, "Nothing can be claimed now.");
  const all = sums(ready.map((item) => [item.of.asset, item.rewardWei]));
  return [
    figures(...all.map(([asset, sum]) => [
      next == null ? "Claimable now" : "Claimable now, at least", tokenFigure(asset, sum, "claimable-now"),
      [tokenName(asset), ", ", live((now) => untilWhen(ready.filter((item) => item.of.asset === asset), now), signal, "claimable-until")]])),
    howToClaim(ready, address),
  ];
}

/** The first end counts: what is not claimed by then goes back to the creator. */
function untilWhen(items, now) {
  const ends = items.map((item) => item.of.claimableUntilMs).filter((time) => time != null);
  if (ends.length === 0) return "while the program runs and some time after";
  const first = items.find((item) => item.of.claimableUntilMs === Math.min(...ends)).of;
  const left = first.claimableUntilMs - now;
  const some = new Set(items.map((item) => item.program)).size > 1 ? "the first of it " : "";
  return left > 0 ? `${some}until ${claimableUntil(first)}, for ${duration(left / 1000)} more` : `${some}no longer`;
}

function table(first, load, signal) {
  return pagedTable({
    first, load, signal, label: "Shares in reward programs", testid: "user-programs-table",
    columns: [
      { head: "Program", th: true, cell: (item) => h("a", { href: toProgram(item.program), class: "title" }, h("bdi", {}, item.of.title)) },
      { head: "Period", number: true, cell: (item) => count(item.period) },
      { head: "Shares", number: true, cell: (item) => count(item.shares) },
      { head: "Status", cell: (item) => state(standing(item, item.of, Date.now())) },
      { head: "Reward", number: true, cell: reward },
      { head: "Claim until", number: true,
        cell: (item) => standing(item, item.of, Date.now()) === "CLAIMABLE" ? claimableUntil(item.of) : "–" },
    ],
  });
}

const reward = (item) => [
  tokenFigure(item.of.asset, item.rewardWei),
  item.provisional && h("span", { class: "beside", title: "If the period ended now" }, " provisional"),
];

/** The page has no wallet: it shows what to sign, for each chain, and where to send it. */
const howToClaim = (ready, address) => h("details", { testid: "how-to-claim" },
  h("summary", { testid: "how-to-claim-summary" }, "How to claim"),
  h("p", { class: "method" }, "Sign this EIP-712 message with the wallet of the address, once for each chain, and send it to ",
    h("span", { class: "hex" }, `POST ${baseOf("programs")}`), ". Fill in what stands in angle brackets; the deadline is in seconds since 1970. ",
    "One claim takes the 400 oldest rewards: where the answer says isMore, claim again."),
  [...new Set(ready.map((item) => item.chainId))].flatMap((chainId) => [
    listing("To sign", typedData(chainId, address), "claim-message"), listing("To send", body(chainId, address), "claim-body")]));

const listing = (label, value, testid) => h("figure", {}, h("figcaption", {}, label),
  h("pre", { tabindex: "0", "aria-label": label, testid }, readable(value)));

/** JSON, but each member of a type in one line. */
const readable = (value) => JSON.stringify(value, null, 2)
  .replace(/\{\s+("name": "\w+"),\s+("type": "\w+")\s+\}/g, "{ $1, $2 }");

const members = (text) => text.split(", ").map((member) => {
  const [type, name] = member.split(" ");
  return { name, type };
});

const REQUEST_ID = "<any name, not used before>";
const DEADLINE = "<such as in ten minutes>";

const typedData = (chainId, curator) => ({
  domain: { name: "Curation Rewards", version: "1", chainId, verifyingContract: "<the chain’s staking contract>" },
  types: {
    EIP712Domain: members("string name, string version, uint256 chainId, address verifyingContract"),
    ClaimAllRewards: members("address curator, string requestId, uint256 deadline"),
  },
  primaryType: "ClaimAllRewards",
  message: { curator, requestId: REQUEST_ID, deadline: DEADLINE },
});

const body = (chainId, curator) => ({
  action: "claimAllRewards", chainId, curator, requestId: REQUEST_ID, deadline: DEADLINE, signature: "<of the message>",
});
