// What a curator can claim by Merkle proof from a contract on a chain, to see and to copy.

import { claimCallData } from "./abi.js";
import { baseOf, path, readClaims } from "./api.js";
import { announce, figures, h, part } from "./dom.js";
import { chain, minute, week } from "./format.js";
import { tokenFigure } from "./tokens.js";

/** Nothing where the rewards of no chain are claimed, or the address has none; errors are seen, and apart from all else. */
export function claimsOnChain(signal, address) {
  const section = h("section", { class: "card", hidden: true, testid: "onchain" }, h("h2", {}, "Claims on chain"));
  section.append(part({
    title: "Claims on chain", heading: false, testid: "onchain-claims", signal, lines: 3,
    load: async () => {
      try {
        const found = await claimsOf(address, signal);
        section.hidden = found.length === 0;
        return found;
      } catch (failure) {
        // A server without this function has no claims.
        if (failure.status === 404) return [];
        section.hidden = false;
        throw failure;
      }
    },
    show: (found) => found.map((each) => claimPart(each, address)),
  }));
  return section;
}

/** The claims of all chains, each with its chain and its token's trees. */
async function claimsOf(address, signal) {
  const { chains } = await readClaims(path("claims"), signal);
  const answers = await Promise.all(chains.map(async ({ chainId }) => {
    const [account, trees] = await Promise.all([
      readClaims(path("claims", chainId, "accounts", address), signal), readClaims(path("claims", chainId), signal)]);
    return account.claims.map((claim) => ({ claim, account, token: trees.tokens.find(({ token }) => token === claim.token) }));
  }));
  return answers.flat().filter(({ claim }) => BigInt(claim.earnedWei) > 0n || BigInt(claim.cumulativeWei) > 0n);
}

function claimPart({ claim, account, token }, address) {
  const asset = `${account.chainId}:${claim.token}`;
  return h("div", { class: "claim", testid: "onchain-claim" },
    h("h3", {}, /^0x0+$/.test(claim.token) ? "The chain’s own coin" : ["Token ", h("span", { class: "hex" }, claim.token)], " on ", chain(account.chainId)),
    figures(
      ["Earned", tokenFigure(asset, claim.earnedWei, "onchain-earned"), "by the newest tree, on the chain or not"],
      ["Claimable", tokenFigure(asset, claim.claimableWei, "onchain-claimable"), "by the root that counts now"],
      ["Claimed", tokenFigure(asset, claim.claimedWei, "onchain-claimed"), "as far as the chain has told"],
      claim.period != null && ["Until the end of", h("span", { testid: "onchain-period" }, week(claim.period))]),
    h("dl", { class: "hashes" },
      row("Contract", h("span", { class: "hex" }, account.distributor)),
      row("Root", claim.root === null ? "none counts yet" : h("span", { class: "hex" }, claim.root), "onchain-root"),
      claim.pendingRoot !== null && row("Pending root",
        [h("span", { class: "hex" }, claim.pendingRoot), `, counts from ${minute(claim.pendingActiveAt)} on`], "onchain-pending"),
      token?.active && row("Tree", treeLink(account.chainId, token.active), "onchain-tree"),
      token?.newest && token.newest.contentHash !== token.active?.contentHash
        && row("Newest tree", treeLink(account.chainId, token.newest), "onchain-newest")),
    claim.proof === null ? h("p", { class: "note", testid: "onchain-no-proof" }, "The root that counts now has nothing for this address yet.")
      : toCopy(claim, account, address));
}

const row = (name, value, testid) => h("div", {}, h("dt", {}, name), h("dd", { testid }, value));

const treeLink = (chainId, tree) => h("a", { href: baseOf("claims") + path("claims", chainId, "trees", tree.contentHash), class: "hex" },
  tree.contentHash);

/** The page has no wallet: anybody may send the claim, and it pays the account itself. */
function toCopy(claim, account, address) {
  const whole = {
    chainId: account.chainId, distributor: account.distributor, account: address, token: claim.token,
    cumulative: claim.cumulativeWei, proof: claim.proof,
  };
  const json = JSON.stringify(whole, null, 2);
  const data = claimCallData(whole);
  return [
    h("div", { class: "choices" }, copyButton("Copy the claim as JSON", json, "copy-claim"),
      copyButton("Copy the call data", data, "copy-call")),
    h("details", { testid: "claim-details" },
      h("summary", { testid: "claim-details-summary" }, "See the claim and its proof"),
      h("p", { class: "method" }, "Anybody may send this call to the contract; it pays the account itself. What was claimed before is taken off."),
      listing("Claim", json, "claim-json"), listing("Call data", data, "claim-call")),
  ];
}

const listing = (label, text, testid) => h("figure", {}, h("figcaption", {}, label),
  h("pre", { tabindex: "0", "aria-label": label, testid }, text));

function copyButton(label, text, testid) {
  const said = h("span", { class: "note", testid: `${testid}-said` });
  const button = h("button", { type: "button", testid, click: async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "The browser does not let this page copy: open “See the claim” below and copy it there";
    }
    announce(said.textContent);
  } }, label);
  return h("span", { class: "copy" }, button, said);
}
