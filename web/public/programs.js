// Reward programs: funded campaigns over the same votes, stakes and sales.

import { readProgram } from "./api.js";
import { choice, empty, figures, following, h, part, state } from "./dom.js";
import { head, toProgram } from "./links.js";
import { live } from "./live.js";
import { periodNote, whatCounts, whatIsNext, whichPeriod } from "./terms.js";
import { tokenFigure, tokenName } from "./tokens.js";

const TYPES = [["ACTIVE", "Active"], ["PENDING", "Pending"], ["FINISHED", "Finished"], ["ALL", "All"]];
export const PAGE = 20;
const NONE = {
  ACTIVE: "No program is under way now.", PENDING: "No program waits for its start.", FINISHED: "No program has finished yet.",
  ALL: "Nobody has created a program yet.",
};

export function programs(signal) {
  let type = "ACTIVE";
  const place = h("div");
  const load = async (next) => {
    const page = await readProgram("/programs", { type, limit: PAGE, next }, signal);
    return { items: page.programs, next: page.next };
  };
  const show = () => place.replaceChildren(part({
    title: "Programs", heading: false, testid: "programs", signal, lines: 6,
    load: () => load(null),
    show: (first) => first.items.length === 0 ? empty(NONE[type]) : list(first, load, signal),
  }));
  show();
  return [
    head("Reward programs", "What else curators can earn",
      "Programs share out money that somebody has locked for votes, stakes or sales. ",
      "What an address can claim stands on its page: search for it above."),
    h("div", { class: "row" }, choice({ label: "Programs", testid: "program-type", options: TYPES, chosen: type,
      choose: (value) => {
        type = value;
        show();
      } })),
    place,
  ];
}

function list(first, load, signal) {
  const place = h("ol", { class: "programs", "aria-label": "Programs" });
  const add = (items) => place.append(...items.map((item) => card(item, signal)));
  add(first.items);
  return [place, following({ first, load, signal, testid: "programs", add })];
}

const card = (item, signal) => h("li", { class: "card", testid: "program" },
  h("div", { class: "row" },
    h("h2", {}, h("a", { href: toProgram(item.id), testid: "program-link" }, h("bdi", {}, item.title))),
    state(item.state, "program-state")),
  trouble(item),
  figures(
    ["Pool", tokenFigure(item.asset, item.totalWei, "program-total"), tokenName(item.asset)],
    ["Not given out yet", tokenFigure(item.asset, item.remainingWei, "program-remaining")],
    ...clock(item, signal)),
  counts(item));

/** The current period, and what comes next. */
export const clock = (item, signal) => [
  ["Period", h("span", { testid: "program-period" }, whichPeriod(item)), periodNote(item)],
  [whatIsNext(item, Date.now())[0], live((now) => whatIsNext(item, now)[1], signal, "program-left")],
];

/** What earns shares, an item for each qualifying action. */
export const counts = (item) => h("ul", { class: "counts", testid: "program-counts" },
  item.actions.map((action) => h("li", {}, whatCounts(action))));

/** Why a program stands still; nothing if it does not. */
export const trouble = (item) => item.failure && h("p", { class: "error", role: "note", testid: "program-failure" },
  h("span", {}, "This program stands still: ", h("bdi", {}, item.failure)));
