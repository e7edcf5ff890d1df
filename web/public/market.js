// The first view: totals of each chain, and the top collections.

import { filled, read } from "./api.js";
import { amount, choice, empty, figure, figures, h, pagedTable, part, unit } from "./dom.js";
import { chain, count, percent } from "./format.js";
import { collectionLink, head } from "./links.js";

const SORTS = [["fees", "Fees"], ["apr", "APR"], ["curators", "Curators"]];

export function market(signal) {
  return [
    head("Market", "What curators earn"),
    part({
      title: "Totals", heading: false, testid: "chains", signal, lines: 2,
      load: () => read("/chains", {}, signal),
      show: ({ items }) => items.length === 0
        ? empty("No chain has a collection with sales or votes yet.")
        : items.map(chainTotals),
    }),
    topCollections(signal),
  ];
}

const chainTotals = (totals) => h("div", { class: "card", testid: "chain" },
  h("h2", { testid: "chain-name" }, chain(totals.chainId)),
  figures(
    ["Protocol fees", figure(totals.totalProtocolFeesAccruedWei, "chain-fees")],
    ["To curators", figure(totals.distributedWei, "chain-distributed")],
    ["Carried over", figure(totals.carryWei, "chain-carry")],
    ["Collections", h("span", { testid: "chain-collections" }, count(totals.collections))],
    ["Curators", h("span", { testid: "chain-curators" }, count(totals.curators))],
    ["Votes", h("span", { testid: "chain-votes" }, count(totals.votes))]));

function topCollections(signal) {
  let sort = "fees";
  const place = h("div");
  const load = filled((cursor, limit = 20) => read("/collections", { sort, limit, cursor }, signal));
  const show = () => place.replaceChildren(part({
    title: "Top collections", heading: false, testid: "collections", signal, lines: 6,
    load: () => load(null),
    show: (first) => first.items.length === 0
      ? empty("No collection has sales or votes yet.")
      : pagedTable({ first, load, signal, label: "Top collections", testid: "collections-table", columns: columns() }),
  }));
  show();
  return h("section", { class: "card" },
    h("div", { class: "row" },
      h("h2", {}, "Top collections"),
      choice({ label: "Sort by", testid: "sort", options: SORTS, chosen: sort, choose: (value) => {
        sort = value;
        show();
      } })),
    place);
}

const columns = () => [
  { head: "Collection", th: true, cell: (item) => collectionLink(item.id) },
  { head: ["Fees", unit()], number: true, cell: (item) => amount(item.totalProtocolFeesAccruedWei) },
  { head: "APR", number: true, cell: (item) => percent(item.apr?.percent) },
  { head: "Curators", number: true, cell: (item) => count(item.curators) },
  { head: "Votes", number: true, cell: (item) => count(item.votes) },
];
