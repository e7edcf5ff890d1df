// Claims by proof of the mock API; the shapes are those of the Claims function.

import { address } from "./mock-data.mjs";
import { NOW } from "./mock-programs.mjs";

const HOUR = 3_600_000;
const hash = (byte) => "0x" + byte.repeat(32);

export const DISTRIBUTOR = "0x" + "d1".repeat(20);
export const NATIVE = "0x" + "00".repeat(20);
export const TOKEN = "0x" + "70".repeat(20);
/** A Sunday. */
export const PERIOD = Date.UTC(2026, 1, 15);
export const TREE = "ab".repeat(32);
export const NEWEST = "cd".repeat(32);
/** Has claims of both tokens; the next one of what is pending only. */
export const CLAIMANT = address(0);
export const NEWCOMER = address(1);

const HEAD = { chainId: "1", distributor: DISTRIBUTOR, from: PERIOD - 7 * 24 * HOUR, next: PERIOD + 14 * 24 * HOUR };
const ROOTS = {
  [NATIVE]: { root: hash("aa"), period: PERIOD, pendingRoot: hash("bb"), pendingActiveAt: NOW + HOUR },
  [TOKEN]: { root: null, period: null, pendingRoot: null, pendingActiveAt: null },
};

const tree = (contentHash, root) => ({
  period: PERIOD, root, contentHash, ledgerHash: "ef".repeat(32), rulesVersion: "1", previous: null, totalWei: "900", accounts: 3 });

const TREES = {
  ...HEAD,
  tokens: [
    { token: NATIVE, newest: tree(NEWEST, hash("bb")), active: tree(TREE, hash("aa")), activeRoot: hash("aa"),
      pendingRoot: hash("bb"), pendingActiveAt: NOW + HOUR, fundedWei: "900", claimedWei: "5" },
    { token: TOKEN, newest: tree(NEWEST, hash("cc")), active: null, activeRoot: null, pendingRoot: null, pendingActiveAt: null,
      fundedWei: "0", claimedWei: "0" },
  ],
};

const claim = (token, earnedWei, cumulativeWei, claimedWei, proof) => ({
  token, earnedWei, cumulativeWei, claimedWei, claimableWei: String(BigInt(cumulativeWei) - BigInt(claimedWei)), ...ROOTS[token], proof });

export const CLAIM = claim(NATIVE, "2500000000000000007", "1500000000000000007", "500000000000000000", [hash("1b"), hash("2c")]);
const NOTHING = (token) => claim(token, "0", "0", "0", null);

const CLAIMS = {
  [CLAIMANT]: [CLAIM, claim(TOKEN, "77", "0", "0", null)],
  [NEWCOMER]: [claim(NATIVE, "3", "0", "0", null), NOTHING(TOKEN)],
};

const nothing = (detail) => ({ type: "about:blank", title: "Not Found", status: 404, detail });

/** segments: behind /claims/v1 */
export function claimAnswer([what, chainId, part, id]) {
  if (what !== "claims") return nothing("there is nothing here");
  if (chainId === undefined) return { chains: [HEAD] };
  if (chainId !== HEAD.chainId) return nothing("its rewards are not claimed by proof");
  if (part === undefined) return TREES;
  if (part === "accounts") return { ...HEAD, account: id, claims: CLAIMS[id] ?? [NOTHING(NATIVE), NOTHING(TOKEN)] };
  return nothing("no tree has it");
}
