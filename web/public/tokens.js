// Amounts of the tokens that programs are funded in.

import { amount, figure, h } from "./dom.js";
import { chain, digits, isEth, partsOf, shortAddress } from "./format.js";

/** Whether an asset ("chainId:token") is counted in wei. Of any other token only its smallest units are known. */
function isWei(asset) {
  const { chainId, address } = partsOf(asset);
  return chainId === "1" && isEth(address);
}

const units = (asset, text, testid) => h("data", { class: "amount units", value: text, title: `smallest units of ${asset}`, testid },
  `${digits(text)} units`);

/** An amount that stands alone, with its unit. */
export const tokenFigure = (asset, text, testid) =>
  text == null || isWei(asset) ? figure(text, testid) : units(asset, text, testid);

/** In a table of one asset; the column's head names the unit. */
export const tokenAmount = (asset, text) => text == null || isWei(asset) ? amount(text)
  : h("data", { class: "amount", value: text, title: `smallest units of ${asset}` }, digits(text));

export const tokenUnit = (asset, unit) => isWei(asset) ? unit : " (units)";

/** Which token on which chain. */
export function tokenName(asset) {
  const { chainId, address } = partsOf(asset);
  return [h("span", { class: "hex", title: address }, shortAddress(address)), ` on ${chain(chainId)}`];
}

/** The sums of some amounts: [asset, sum as text] each, exact. items: [asset, amount as text] */
export function sums(items) {
  const totals = new Map();
  for (const [asset, text] of items) totals.set(asset, (totals.get(asset) ?? 0n) + BigInt(text));
  return [...totals].map(([asset, sum]) => [asset, String(sum)]);
}
