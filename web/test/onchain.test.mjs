// Claims by proof on the page, in a headless browser, on a mock of their function.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { claimCallData } from "../public/abi.js";
import { address } from "./mock-data.mjs";
import { CLAIM, CLAIMANT, DISTRIBUTOR, NATIVE, NEWCOMER, NEWEST, TREE } from "./mock-claims.mjs";
import { mockServer } from "./mock-server.mjs";
import { scenes, texts } from "./scenes.mjs";

const WHOLE = { chainId: "1", distributor: DISTRIBUTOR, account: CLAIMANT, token: NATIVE, cumulative: CLAIM.cumulativeWei, proof: CLAIM.proof };

describe("claims on chain", () => {
  let server;
  before(async () => {
    server = await mockServer();
  });
  after(() => server.close());

  const lastSceneOf = async (...steps) => (await scenes(server.base, steps)).at(-1);

  it("shows what was earned, can be claimed and was claimed, of each token", async () => {
    const scene = await lastSceneOf(`user=${CLAIMANT}`);
    const wei = (testid) => scene.seen[testid].map((each) => each.wei[0]);
    assert.deepEqual(wei("onchain-earned"), ["2500000000000000007", "77"]);
    assert.deepEqual(wei("onchain-claimable"), ["1000000000000000007", "0"]);
    assert.deepEqual(wei("onchain-claimed"), ["500000000000000000", "0"]);
    assert.deepEqual(texts(scene, "onchain-claimable"), ["1.0000 ETH", "0 units"]);
    assert.deepEqual(texts(scene, "onchain-period"), ["15–21 Feb 2026"]);
  });

  it("shows the root that counts, the one that waits with its time, and links to the trees", async () => {
    const scene = await lastSceneOf(`user=${CLAIMANT}`);
    assert.deepEqual(texts(scene, "onchain-root"), [CLAIM.root, "none counts yet"]);
    assert.deepEqual(texts(scene, "onchain-pending"), [`${CLAIM.pendingRoot}, counts from 2 Mar 2026, 13:00 UTC on`]);
    assert.deepEqual(scene.seen["onchain-tree"].map(({ links }) => links[0]), [`/claims/v1/claims/1/trees/${TREE}`]);
    assert.deepEqual(scene.seen["onchain-newest"].map(({ links }) => links[0]),
      [`/claims/v1/claims/1/trees/${NEWEST}`, `/claims/v1/claims/1/trees/${NEWEST}`]);
  });

  it("copies a claim with its proof, and its call data", async () => {
    const steps = [`user=${CLAIMANT}`, "click=copy-claim", "copied", "click=copy-call", "copied"];
    const [, clicked, json, , call] = await scenes(server.base, steps);
    assert.deepEqual(texts(clicked, "copy-claim-said"), ["Copied"]);
    assert.deepEqual(JSON.parse(json.copied), WHOLE);
    assert.equal(call.copied, claimCallData(WHOLE));
  });

  it("shows both to be read, and says so where the browser does not let it copy", async () => {
    const shown = await lastSceneOf(`user=${CLAIMANT}`, "click=claim-details-summary");
    assert.deepEqual(JSON.parse(texts(shown, "claim-json")[0]), WHOLE);
    assert.deepEqual(texts(shown, "claim-call"), [claimCallData(WHOLE)]);
    const refused = await lastSceneOf(`user=${CLAIMANT}`, "copying=no", "click=copy-claim");
    assert.match(texts(refused, "copy-claim-said")[0], /does not let this page copy/);
  });

  it("says so where the root that counts has nothing for the address yet", async () => {
    const scene = await lastSceneOf(`user=${NEWCOMER}`);
    assert.equal(scene.seen["onchain-claim"].length, 1);
    assert.match(texts(scene, "onchain-no-proof")[0], /nothing for this address yet/);
    assert.equal(scene.seen["copy-claim"], undefined);
  });

  it("shows nothing where there are none, or no function that tells of them", async () => {
    assert.equal((await lastSceneOf(`user=${address(7)}`)).seen.onchain, undefined);
    const absent = await lastSceneOf("market", "claims=absent", `user=${CLAIMANT}`);
    assert.equal(absent.seen.onchain, undefined);
    assert.equal(absent.seen.error, undefined);
  });

  it("says what went wrong, apart from all else, and tries again when asked", async () => {
    for (const [how, title] of [["down", "The API cannot be reached"], ["problem", "Not available"]]) {
      const [, , broken, , again] = await scenes(server.base, ["market", `claims=${how}`, `user=${CLAIMANT}`, "claims=up", "click=retry"]);
      assert.deepEqual(texts(broken, "error-title"), [title]);
      assert.equal(broken.seen["user-programs-table-row"].length, 8);
      assert.equal(again.seen.error, undefined);
      assert.equal(again.seen["onchain-claim"].length, 2);
    }
  });

  it("fits a phone in both units", async () => {
    // scenes asserts that nothing overflows
    const scene = await lastSceneOf("size=375x800", `user=${CLAIMANT}`, "click=claim-details-summary", "click=unit-toggle");
    assert.equal(scene.width, 375);
  });
});
