// Addresses inside the page, and links to them.

import { path } from "./api.js";
import { h } from "./dom.js";
import { chain, partsOf, shortAddress } from "./format.js";

const routeOf = (...segments) => "#" + path(...segments);

export const toUser = (address) => routeOf("users", address);
export const toCollection = (id) => routeOf("collections", id);

export const toUserIn = (user, collection) => routeOf("users", user, "collections", collection);

/** kind: "blocks" or "periods" */
export const toExplanation = (user, collection, kind, start) =>
  routeOf("users", user, "collections", collection, kind, String(start));

export const toProgram = (id) => routeOf("programs", String(id));

export const userLink = (address) =>
  h("a", { href: toUser(address), class: "hex", title: address }, shortAddress(address));

export function collectionLink(id) {
  const { chainId, address } = partsOf(id);
  return h("span", { class: "collection" },
    h("a", { href: toCollection(id), class: "hex", title: id }, shortAddress(address)),
    h("span", { class: "chain" }, chain(chainId)));
}

/** Head of a view: what it is, and its address in full. */
export const head = (kind, title, ...notes) => h("div", { class: "head" },
  h("p", { class: "kind" }, kind),
  h("h1", { tabindex: "-1", class: /^0x/.test(title) ? "hex" : null, testid: "title" }, title),
  notes.length > 0 && h("p", { class: "notes" }, notes));
