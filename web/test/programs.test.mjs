// Reward programs on the page, in a headless browser, on a mock of their function.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { address, BUSY, EVIL } from "./mock-data.mjs";
import { ACTIVE, BROKEN, DELETED, HOSTILE, NOW, PROGRAMS } from "./mock-programs.mjs";
import { mockServer } from "./mock-server.mjs";
import { scenes, texts, wei } from "./scenes.mjs";

const USER = address(0);
const AT = `clock=${NOW}`;
const LIST = "open=#/programs";

/** A sign and its word stand beside each other. */
const oneLine = (text) => text.replaceAll("\n", " ");

describe("reward programs", () => {
  let server;
  before(async () => {
    server = await mockServer();
  });
  after(() => server.close());

  const lastSceneOf = async (...steps) => (await scenes(server.base, steps)).at(-1);
  const linked = (scene) => scene.seen["program-link"].map(({ links }) => links[0]);
  const rows = (scene, testid) => texts(scene, `${testid}-row`).map((text) => text.split(/\s*\t\s*/).map(oneLine));
  const states = (scene) => texts(scene, "program-state").map(oneLine);

  it("lists the active ones with their money, period and time left", async () => {
    const scene = await lastSceneOf(AT, "market", "click=to-programs");
    assert.equal(scene.hash, "#/programs");
    assert.deepEqual(scene.requests, ["/programs/v1/programs?type=ACTIVE&limit=20"]);
    assert.deepEqual(linked(scene), ["#/programs/1", "#/programs/5"]);
    assert.deepEqual(states(scene)[0], "◐ active");
    assert.deepEqual(texts(scene, "program-total")[0], "4,000,000,000,000,000,000,001 units");
    assert.equal(wei(scene, "program-remaining"), ACTIVE.remainingWei);
    assert.deepEqual(texts(scene, "program-period"), ["2 of 4", "rollover 1 of at most 2"]);
    assert.deepEqual(texts(scene, "program-left"), ["4 days 5 hours", "a moment, as soon as its events are known"]);
    assert.match(texts(scene, "program")[0], /0x7070…7070 on Ethereum/);
  });

  it("says in plain words what counts", async () => {
    const [first] = texts(await lastSceneOf(AT, LIST), "program-counts");
    assert.deepEqual(first.split("\n"), [
      "Each vote for a collection, for collections from percentile 50 to 90.5 by votes, "
        + "with a stake of at least 5,000,000,000,000,000,000 units, the first 100 of a period, "
        + "3 shares if the voter owns a collection, else 1",
      "Each sale of an NFT, for its buyer and its seller, numbers 2 to 5 of a period, 1 share each",
      "Each stake of tokens, with a stake of at least 10 and at most 2,000 units, 1 share each",
    ]);
  });

  it("follows the clock of the device", async () => {
    assert.deepEqual(texts(await lastSceneOf(AT, LIST, "click=program-type-PENDING", "pass=3600"), "program-left")[0], "1 hour 30 minutes");
    const over = await lastSceneOf(AT, LIST, "click=program-type-PENDING", "pass=10000");
    assert.equal(texts(over, "program-left")[0], "a moment, as soon as events until then are known");
  });

  it("filters them by what they do", async () => {
    const pending = await lastSceneOf(AT, LIST, "click=program-type-PENDING");
    assert.deepEqual(pending.requests, ["/programs/v1/programs?type=PENDING&limit=20"]);
    assert.deepEqual(linked(pending), ["#/programs/2", "#/programs/7"]);
    assert.deepEqual(texts(pending, "program-period"), ["4 periods", "4 periods"]);
    const finished = await lastSceneOf(AT, LIST, "click=program-type-FINISHED");
    assert.deepEqual(states(finished).slice(0, 2), ["● finished", "✕ expired"]);
    assert.deepEqual(texts(finished, "program-left").slice(0, 3), ["1 day 2 hours", "have ended", "no time: they have ended"]);
    assert.equal(texts(finished, "program-total")[0], "4,000.00 ETH"); // of wrapped ETH: its unit is known
  });

  it("gets more of them by the opaque next", async () => {
    const [, , all, more] = await scenes(server.base, [AT, LIST, "click=program-type-ALL", "click=programs-more"]);
    assert.equal(linked(all).length, 20);
    assert.deepEqual(more.requests, ["/programs/v1/programs?type=ALL&limit=20&next=MjA"]);
    assert.deepEqual(linked(more), PROGRAMS.map(({ id }) => `#/programs/${id}`));
    assert.equal(more.seen["programs-more"], undefined);
  });

  it("shows a program with its clock, its money and what is known", async () => {
    const scene = await lastSceneOf(AT, LIST, "click=program-link");
    assert.equal(scene.hash, "#/programs/1");
    assert.equal(scene.focus, "title");
    assert.deepEqual(texts(scene, "program-title"), ["Votes and sales of March"]);
    assert.deepEqual(texts(scene, "program-description"), ["First line.\nSecond line."]);
    assert.deepEqual(texts(scene, "program-known"), ["2 Mar 2026, 11:45 UTC"]);
    assert.deepEqual(texts(scene, "program-claims-until"), ["30 days after its end"]);
    assert.equal(wei(scene, "program-allocated"), "1000000000000000000000");
    assert.equal(wei(scene, "program-claimed"), ACTIVE.claimedWei);
    assert.equal(wei(scene, "program-escrow"), ACTIVE.escrowWei);
    assert.equal(wei(scene, "program-cap"), ACTIVE.maxRewardByAddressWei);
  });

  it("shows the periods of a program and what happened to it", async () => {
    const scene = await lastSceneOf(AT, "open=#/programs/1");
    assert.deepEqual(rows(scene, "program-periods-table"), [
      ["1", "● ended", "27 Feb 2026, 17:00 UTC", "1,000,000,000,000,000,000,000", "999,999,999,999,999,999,999", "12,345", "7"],
      ["2", "○ open", "6 Mar 2026, 17:00 UTC", "1,000,000,000,000,000,000,000", "–", "40", "3"],
    ]);
    const log = scene.seen["program-log-table-row"];
    assert.deepEqual(log.map(({ text }) => text.split(/\s*\t\s*/)[1].trim()),
      ["Created", "Started", "Period ended: 1", "Rewards claimed"]);
    assert.deepEqual([log[3].links, log[3].wei], [[`#/users/${address(1)}`], ["250000000000000000000"]]);
  });

  it("says why a program stands still, and that it is to end early", async () => {
    const scene = await lastSceneOf(AT, `open=#/programs/${BROKEN.id}`);
    assert.deepEqual(texts(scene, "program-failure"), [`This program stands still: ${BROKEN.failure}`]);
    assert.match(texts(scene, "program-end-requested")[0], /asked on 2 Mar 2026, 10:00 UTC for it to end early/);
    assert.match(texts(scene, "program-periods")[0], /No period has begun yet/);
  });

  it("shows a time that no calendar has without breaking", async () => {
    assert.deepEqual(texts(await lastSceneOf(AT, "open=#/programs/7"), "program-start"), ["beyond all calendars"]);
  });

  it("shows what became of a program that was taken back, and says where there was none", async () => {
    const scene = await lastSceneOf(AT, `open=#/programs/${DELETED}`);
    assert.match(texts(scene, "empty")[0], /There is no such program/);
    assert.match(texts(scene, "program-log-table-row")[1], /Refunded to its creator\s+77 units/);
    assert.equal((await lastSceneOf(AT, "open=#/programs/98")).seen.empty.length, 2);
    assert.deepEqual(texts(await lastSceneOf(AT, "open=#/programs/0"), "title"), ["This page does not exist"]);
  });

  it("shows markup in title, description and failure as text and runs none of it", async () => {
    const list = await lastSceneOf(AT, LIST, "click=program-type-PENDING");
    assert.equal(texts(list, "program-link")[0], EVIL);
    const scene = await lastSceneOf(AT, `open=#/programs/${HOSTILE.id}`);
    assert.deepEqual(texts(scene, "program-title"), [EVIL]);
    assert.deepEqual(texts(scene, "program-description"), [EVIL]);
    assert.ok(texts(await lastSceneOf(AT, LIST), "program-failure")[0].includes(EVIL));
    assert.deepEqual(scene.requests.filter((request) => !request.startsWith("/programs/v1/")),
      ["/", ...scene.requests.filter((request) => /\.(js|css|svg)$/.test(request))]); // no image was fetched
  });

  it("shows what an address earned and can claim, exact, and until when", async () => {
    const scene = await lastSceneOf(AT, `user=${USER}`);
    assert.deepEqual(scene.seen["claimable-now"].map((each) => each.wei[0]), ["123456789012345678910", "1500000000000000000"]);
    assert.deepEqual(texts(scene, "claimable-until"), [
      "the first of it until 3 Mar 2026, 12:00 UTC, for 1 day more", "until 3 Mar 2026, 14:00 UTC, for 1 day 2 hours more"]);
    assert.deepEqual(rows(scene, "user-programs-table").map(([title, ...rest]) => [title.slice(0, 20), ...rest]), [
      ["Votes and sales of M", "1", "10", "◐ claimable", "123,456,789,012,345,678,901 units", "30 days after its end"],
      ["Votes and sales of M", "2", "20", "○ open period", "500 units provisional", "–"],
      [EVIL.slice(0, 20), "1", "10", "○ open period", "– provisional", "–"],
      ["Program number 3", "1", "10", "● claimed", "20 wei", "–"],
      ["Program number 3", "2", "20", "◐ claimable", "1.5000 ETH", "3 Mar 2026, 14:00 UTC"],
      ["Program number 4", "1", "10", "✕ expired", "30 units", "–"],
      ["Program number 6", "1", "10", "✕ expired", "40 units", "–"],
      ["Program number 8", "1", "10", "◐ claimable", "9 units", "3 Mar 2026, 12:00 UTC"],
    ]);
  });

  it("asks for all that can be claimed where an answer does not hold it", async () => {
    const scene = await lastSceneOf(AT, `user=${BUSY}`);
    assert.deepEqual(scene.requests.filter((request) => request.startsWith("/programs/")), [
      `/programs/v1/programs/claims/${BUSY}?limit=100`, "/programs/v1/programs/3",
      `/programs/v1/programs/claims/${BUSY}?status=CLAIMABLE&limit=100`,
    ]);
    assert.equal(wei(scene, "claimable-now"), String(30 * 7));
    assert.equal(scene.seen["user-programs-table-row"].length, 100);
    assert.equal((await lastSceneOf(AT, `user=${BUSY}`, "click=user-programs-table-more")).seen["user-programs-table-row"].length, 130);
  });

  it("tells how to claim: what to sign and what to send", async () => {
    const scene = await lastSceneOf(AT, `user=${USER}`, "click=how-to-claim-summary");
    const message = JSON.parse(texts(scene, "claim-message")[0]);
    assert.equal(message.primaryType, "ClaimAllRewards");
    assert.equal(message.domain.chainId, "1");
    assert.equal(message.message.curator, USER);
    assert.deepEqual(message.types.ClaimAllRewards.map(({ name, type }) => `${type} ${name}`),
      ["address curator", "string requestId", "uint256 deadline"]);
    const body = JSON.parse(texts(scene, "claim-body")[0]);
    assert.deepEqual(Object.keys(body), ["action", "chainId", "curator", "requestId", "deadline", "signature"]);
    assert.match(texts(scene, "how-to-claim")[0], /POST \/programs\/v1/);
  });

  it("says that an address has no shares", async () => {
    const scene = await lastSceneOf(AT, `user=${address(7)}`);
    assert.match(texts(scene, "user-programs")[0], /no shares in reward programs yet/);
    assert.equal(scene.seen["how-to-claim"], undefined);
  });

  it("shows a curator's rewards where the function of programs is absent, down or fails, and tries again when asked", async () => {
    for (const [how, title] of [["absent", "The API answered with an error"], ["down", "The API cannot be reached"], ["problem", "Not available"]]) {
      const steps = [AT, "market", `programs=${how}`, `user=${USER}`];
      const [, market, , broken, , again] = await scenes(server.base, [...steps, "programs=up", "click=retry"]);
      assert.equal(market.seen.error, undefined);
      assert.deepEqual(texts(broken, "error-title"), [title]);
      assert.equal(broken.seen["user-periods-table-row"].length, 10);
      assert.equal(again.seen.error, undefined);
      assert.equal(again.seen["user-programs-table-row"].length, 8);
    }
  });

  it("needs nothing of the other API", async () => {
    const scene = await lastSceneOf("market", "api=down", LIST, "click=program-type-ALL");
    assert.equal(scene.seen.error, undefined);
    assert.equal(scene.seen.program.length, 20);
  });

  it("says that it loads, and that there are none", async () => {
    const held = await lastSceneOf("market", "programs=held", LIST);
    assert.equal(held.seen.programs[0].state, "loading");
    const wait = await lastSceneOf("market", "programs=none", LIST, "click=program-type-FINISHED");
    assert.deepEqual(texts(wait, "empty"), ["No program has finished yet."]);
    assert.equal(wait.seen.programs[0].state, "empty");
  });

  it("is used by keyboard alone", async () => {
    const steps = [AT, "market", LIST, "press=Tab", "press=Tab", "press=Enter"]; // from the title over the filters
    const filtered = await lastSceneOf(...steps);
    assert.equal(filtered.focus, "program-type-PENDING");
    assert.deepEqual(linked(filtered), ["#/programs/2", "#/programs/7"]);
    const chosen = await lastSceneOf(...steps, "press=Tab", "press=Tab", "press=Tab", "press=Enter");
    assert.equal(chosen.hash, "#/programs/2");
    assert.equal(chosen.focus, "title");
  });

  it("fits a phone in both units", async () => {
    // scenes asserts that nothing overflows
    const scene = await lastSceneOf(AT, "size=375x800", LIST, "click=program-type-ALL", "open=#/programs/1", `open=#/programs/${HOSTILE.id}`,
      "click=unit-toggle", "open=#/programs/3", `user=${USER}`, "click=how-to-claim-summary");
    assert.equal(scene.width, 375);
  });
});
