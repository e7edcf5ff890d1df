import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, minute } from "../public/format.js";
import { standing, whatCounts, whichPeriod } from "../public/terms.js";

const ANY = {
  type: "VOTE", minimumActions: 0, maximumActions: 9, minimumStake: "0", maximumStake: null,
  percentileLow: 0, percentileHigh: 10_000, percentileMetric: "VOTES", role: "BUYER", ownerMultiplier: 0,
};

test("an action says whom a sale counts for", () => {
  const sale = (role) => whatCounts({ ...ANY, type: "SALE", role });
  assert.match(sale("BUYER"), /^Each purchase of an NFT, /);
  assert.match(sale("SELLER"), /by its seller, /);
  assert.match(sale("BOTH"), /for its buyer and its seller, /);
});

test("an action says which of a period earn", () => {
  const which = (minimumActions, maximumActions) => whatCounts({ ...ANY, minimumActions, maximumActions }).split(", ")[1];
  assert.equal(which(0, 9), "the first 9 of a period");
  assert.equal(which(1, 1), "only the first of a period");
  assert.equal(which(3, 3), "only number 3 of a period");
  assert.equal(which(3, 9), "numbers 3 to 9 of a period");
  assert.equal(which(3, 2 ** 63), "from number 3 of a period on");
  assert.equal(which(0, 2 ** 63), "1 share each");
});

test("an action says which collections and stakes it wants", () => {
  assert.match(whatCounts({ ...ANY, percentileLow: 2505, percentileMetric: "STAKE" }), /from percentile 25.05 to 100 by stakes/);
  assert.match(whatCounts({ ...ANY, type: "STAKE", maximumStake: "7" }), /with a stake of at most 7 units/);
});

test("a multiplier of one is none", () => {
  assert.match(whatCounts({ ...ANY, ownerMultiplier: 1 }), /1 share each$/);
  assert.match(whatCounts({ ...ANY, ownerMultiplier: 2 }), /2 shares if the voter owns a collection, else 1$/);
});

test("a period behind the planned ones is a rollover", () => {
  const period = (currentClaimPeriod, state = "STARTED") =>
    whichPeriod({ state, currentClaimPeriod, claimPeriods: 3, maxRolloverClaimPeriods: 2 });
  assert.equal(period(3), "3 of 3");
  assert.equal(period(4), "rollover 1 of at most 2");
  assert.equal(period(0, "PENDING"), "3 periods");
  assert.equal(period(1, "FINISHED"), "1 period held");
});

test("a claim is open while its period is being closed, and expired once the device's clock says so", () => {
  const running = { state: "STARTED", currentClaimPeriod: 2, isClaimable: true, claimableUntilMs: null };
  const over = { state: "FINISHED", currentClaimPeriod: 2, isClaimable: true, claimableUntilMs: 100 };
  assert.equal(standing({ status: "CLAIMABLE", period: 1 }, running, 0), "CLAIMABLE");
  assert.equal(standing({ status: "CLAIMABLE", period: 2 }, running, 0), "UNCLAIMABLE");
  assert.equal(standing({ status: "CLAIMABLE", period: 2 }, over, 99), "CLAIMABLE");
  assert.equal(standing({ status: "CLAIMABLE", period: 2 }, over, 100), "EXPIRED");
  assert.equal(standing({ status: "CLAIMED", period: 2 }, over, 100), "CLAIMED");
});

test("a length of time is told by its two largest units", () => {
  assert.equal(duration(0), "0 seconds");
  assert.equal(duration(61), "1 minute 1 second");
  assert.equal(duration(3600), "1 hour");
  assert.equal(duration(86_400 + 59), "1 day");
  assert.equal(duration(31_622_400), "366 days");
});

test("a time that no calendar has is no error", () => {
  assert.equal(minute(Number.MAX_SAFE_INTEGER), "beyond all calendars");
  assert.equal(minute(Date.UTC(2026, 2, 2, 12)), "2 Mar 2026, 12:00 UTC");
});
