// What a vote earns in a year, and how that was computed.

import { figure, figures, h } from "./dom.js";
import { count, days, digits, percent } from "./format.js";

/** The APR of a collection or a user over a time, with all inputs; item: null without a price or anything to compute from. */
export function aprCard(title, item, testid) {
  if (item == null) {
    return h("section", { class: "card", testid }, h("h2", {}, title),
      h("p", { class: "empty", testid: `${testid}-percent` }, "No APR: there is no price of the staked token, or nothing has happened yet that it could be computed from."));
  }
  const input = (name, value, unitName) => [name, `${digits(value)}${unitName ?? ""}`];
  return h("section", { class: "card", testid },
    h("h2", {}, title),
    h("p", { class: "big", testid: `${testid}-percent` }, percent(item.percent)),
    h("p", { class: "note" }, `${days(item.from, item.until)}. For display only: no reward depends on it.`),
    item.percentByVotesPerToken && figures(...Object.entries(item.percentByVotesPerToken).map(([votes, value]) =>
      [`${votes} ${votes === "1" ? "vote" : "votes"} per token`, percent(value)])),
    h("details", { testid: `${testid}-inputs` },
      h("summary", { testid: `${testid}-summary` }, "How it is computed"),
      item.method && h("p", { class: "method" }, item.method),
      figures(
        ["Interest in that time", figure(item.interestWei)],
        input("Votes, mean", item.votes),
        input("Votes per token", item.votesPerToken),
        input("Price of a token", item.tokenPriceEth, " ETH"),
        input("Cost per vote", item.costPerVoteEth, " ETH"),
        input("Principal", item.principalEth, " ETH"),
        item.price && ["Source of the price", priceSource(item.price)])));
}

function priceSource(price) {
  if (price.source === "fixed") return "fixed by configuration";
  const block = price.blockNumber == null ? "" : `, block ${count(price.blockNumber)}`;
  return `${price.source}${price.pool == null ? "" : `, pool ${price.pool}`}${block}`;
}
