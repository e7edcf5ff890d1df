// Elements from data. Text goes in as text nodes only, so no data can become markup.

import { Problem } from "./api.js";
import { ethAlone, ethOfColumn, digits } from "./format.js";

/** An element. Of the attributes, `testid` and functions (listeners, such as `click`) are special. */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key === "testid" ? "data-testid" : key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** An amount as a cell of a table shows it: the column's head names the unit. */
export const amount = (weiText, testid) => exact(weiText, ethOfColumn, (text) => text, testid);

/** An amount that stands alone, with its unit. */
export const figure = (weiText, testid) => exact(weiText, ethAlone, (text) => `${text} wei`, testid);

function exact(weiText, inEth, inWei, testid) {
  if (weiText == null) return h("span", { testid }, "–");
  return h("data", { class: "amount", value: weiText, title: `${digits(weiText)} wei`, testid },
    h("span", { class: "in-eth" }, inEth(BigInt(weiText))),
    h("span", { class: "in-wei" }, inWei(digits(weiText))));
}

/** The unit of a column of amounts, as the reader chose it. */
export const unit = () => [h("span", { class: "in-eth" }, " (ETH)"), h("span", { class: "in-wei" }, " (wei)")];

const STATES = {
  open: ["○", "open", "Sales and votes may still come in"],
  complete: ["◐", "complete", "Its time is over; late events may still change it"],
  sealed: ["●", "sealed", "Final: it never changes again"],
  ended: ["●", "ended", "What it gives is fixed"],
  PENDING: ["○", "pending", "It has not started yet"],
  STARTED: ["◐", "active", "Actions earn shares now"],
  FINISHED: ["●", "finished", "Nothing earns shares any more; rewards can be claimed"],
  EXPIRED: ["✕", "expired", "The time to claim is over"],
  UNCLAIMABLE: ["○", "open period", "The period is not closed yet"],
  CLAIMABLE: ["◐", "claimable", "It can be claimed now"],
  CLAIMED: ["●", "claimed", "It was claimed"],
};

/** State of a block, period, program or claim, by word and sign, not by colour alone. */
export function state(name, testid) {
  const [sign, word, meaning] = STATES[name] ?? ["", name, ""];
  return h("span", { class: "state", "data-state": name, title: meaning, testid },
    h("span", { "aria-hidden": "true" }, sign), word);
}

/** Tells a screen reader, which does not see that something came. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}

/**
 * A part of the page that is loaded: says so while it loads, shows what came, or the error and a way to try again.
 *
 * load: (signal) => promise of the data; show: (data) => nodes.
 */
export function part({ title, testid, signal, load, show, heading = true, lines = 3 }) {
  const body = h("div", { class: "body" });
  const section = h("section", { class: "part", testid, "aria-label": title }, heading && h("h2", {}, title), body);
  const run = async () => {
    section.setAttribute("aria-busy", "true");
    section.dataset.state = "loading";
    body.replaceChildren(loading(lines));
    try {
      const nodes = [show(await load(signal))].flat(Infinity);
      body.replaceChildren(...nodes.filter(Boolean));
      section.dataset.state = body.querySelector(":scope > .empty") ? "empty" : "ready";
      announce(`${title}: loaded`);
    } catch (failure) {
      if (signal.aborted) return;
      section.dataset.state = "error";
      body.replaceChildren(trouble(failure, run));
    }
    section.setAttribute("aria-busy", "false");
  };
  run();
  return section;
}

function loading(lines) {
  const bars = Array.from({ length: lines }, () => h("span", { class: "skeleton", "aria-hidden": "true" }));
  return h("div", { class: "loading", testid: "loading" }, h("span", { class: "hidden" }, "Loading …"), bars);
}

/** Nothing to show, and why. */
export const empty = (...text) => h("p", { class: "empty", testid: "empty" }, ...text);

/** An error, with a button if there is something to try again. */
export function trouble(failure, again) {
  const problem = failure instanceof Problem ? failure
    : new Problem({ title: "The page could not show the answer", detail: String(failure.message), status: 0 });
  if (problem !== failure) console.error(failure);
  return h("div", { class: "error", role: "alert", testid: "error" },
    h("p", { class: "error-title", testid: "error-title" }, problem.title),
    h("p", { testid: "error-detail" }, problem.detail),
    again && h("button", { type: "button", testid: "retry", click: again }, "Try again"));
}

/**
 * A table that scrolls sideways in its own box where it is too wide.
 *
 * columns: {head, cell: (item, index) => node or text, number: right-aligned, th: heads its row}
 */
export function table({ label, testid, columns, items }) {
  const rows = h("tbody");
  const add = (more) => {
    const from = rows.children.length;
    rows.append(...more.map((item, index) => h("tr", { testid: `${testid}-row` },
      columns.map((column) => h(column.th ? "th" : "td",
        { class: column.number && "number", scope: column.th && "row" }, column.cell(item, from + index))))));
  };
  add(items);
  const box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    h("table", { testid },
      h("thead", {}, h("tr", {}, columns.map((column) =>
        h("th", { scope: "col", class: column.number && "number" }, column.head)))),
      rows));
  return { box, add };
}

/** A table of a list of the API, with a button for what follows; load: (cursor, signal) => page. */
export function pagedTable({ first, load, signal, testid, ...rest }) {
  const { box, add } = table({ items: first.items, testid, ...rest });
  return [box, following({ first, load, signal, testid, add })];
}

/** The button for what follows a page; add: (items) puts them where they belong. */
export function following({ first, load, signal, testid, add }) {
  const foot = h("div", { class: "more" });
  const offer = (cursor) => {
    if (cursor == null) return foot.replaceChildren();
    const more = async () => {
      button.disabled = true;
      foot.setAttribute("aria-busy", "true");
      try {
        const page = await load(cursor, signal);
        add(page.items);
        announce(`${page.items.length} more`);
        offer(page.next);
      } catch (failure) {
        if (!signal.aborted) foot.replaceChildren(trouble(failure, more));
      }
      foot.setAttribute("aria-busy", "false");
    };
    const button = h("button", { type: "button", testid: `${testid}-more`, click: more }, "Show more");
    foot.replaceChildren(button);
  };
  offer(first.next);
  return foot;
}

/** Buttons of which one is chosen; choose is called with the value of the one that was pressed. */
export function choice({ label, testid, options, chosen, choose }) {
  const buttons = options.map(([value, text]) => h("button",
    { type: "button", "aria-pressed": String(value === chosen), "data-value": value, testid: `${testid}-${value}`,
      click: () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other.dataset.value === value));
        choose(value);
      } }, text));
  return h("div", { class: "choice", role: "group", "aria-label": label, testid }, buttons);
}

/** Figures with their names: [name, value, note] each. */
export const figures = (...list) => h("dl", { class: "figures" }, list.filter(Boolean).map(([name, value, note]) =>
  h("div", {}, h("dt", {}, name), h("dd", {}, value), note && h("dd", { class: "note" }, note))));
