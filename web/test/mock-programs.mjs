// Reward programs of the mock API; the shapes are those of the Programs function. Some texts try to be markup.

import { address, BUSY, EVIL } from "./mock-data.mjs";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** The clock's time in the scenes. */
export const NOW = Date.UTC(2026, 2, 2, 12);
export const TOKEN = "1:0x" + "70".repeat(20);
export const WRAPPED_ETH = "1:0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2";

export const ACTION = {
  type: "VOTE", minimumActions: 0, maximumActions: 100, minimumStake: "0", maximumStake: null,
  percentileLow: 0, percentileHigh: 10_000, percentileMetric: "VOTES", role: "BUYER", ownerMultiplier: 0,
};

function programOf(id, rest) {
  const program = {
    id, title: `Program number ${id}`, description: "What it is for.", creator: address(5), asset: TOKEN, chainId: "1",
    totalWei: "4000000000000000000001", remainingWei: "4000000000000000000001", claimedWei: "0", refundedWei: "0",
    maxRewardByAddressWei: "1000000000000000000000", minimumRolloverAmountWei: "100", claimPeriodSeconds: 7 * 86_400,
    claimPeriods: 4, plannedClaimPeriods: 4, maxRolloverClaimPeriods: 2, currentClaimPeriod: 0,
    programStartMs: NOW - 10 * DAY, expectedEndMs: NOW + 18 * DAY, programEndMaxMs: NOW + 32 * DAY, claimPeriodEndMs: null,
    actualEndMs: null, expirationOffsetSeconds: 30 * 86_400, state: "PENDING", actions: [ACTION], endRequestedAtMs: null,
    failure: null, updatedAt: NOW, claimableUntilMs: null, isClaimable: true, ...rest,
  };
  return { ...program, escrowWei: String(BigInt(program.totalWei) - BigInt(program.claimedWei) - BigInt(program.refundedWei)) };
}

const finished = { state: "FINISHED", currentClaimPeriod: 4, actualEndMs: NOW - 29 * DAY, claimPeriodEndMs: NOW - 29 * DAY };

export const ACTIVE = programOf(1, {
  title: "Votes and sales of March", description: "First line.\nSecond line.", state: "STARTED", currentClaimPeriod: 2,
  remainingWei: "3000000000000000000001", claimedWei: "250000000000000000000", programStartMs: NOW - 10 * DAY + 5 * HOUR + 30 * SECOND, claimPeriodEndMs: NOW + 4 * DAY + 5 * HOUR + 30 * SECOND,
  actions: [
    { ...ACTION, percentileLow: 5000, percentileHigh: 9050, minimumStake: "5000000000000000000", ownerMultiplier: 3 },
    { ...ACTION, type: "SALE", role: "BOTH", minimumActions: 2, maximumActions: 5 },
    { ...ACTION, type: "STAKE", minimumStake: "10", maximumStake: "2000", maximumActions: 9_223_372_036_854_775_807 },
  ],
});
export const HOSTILE = programOf(2, {
  title: EVIL, description: EVIL, programStartMs: NOW + 2.5 * HOUR + 30 * SECOND, maxRolloverClaimPeriods: 0,
});
const ENDING = programOf(3, { ...finished, asset: WRAPPED_ETH, remainingWei: "1", claimableUntilMs: NOW + 26 * HOUR + 30 * SECOND });
const GONE = programOf(4, {
  ...finished, state: "EXPIRED", remainingWei: "0", claimedWei: "3000000000000000000000", refundedWei: "1000000000000000000001",
  claimableUntilMs: null, isClaimable: false,
});
export const BROKEN = programOf(5, {
  state: "STARTED", currentClaimPeriod: 5, claimPeriodEndMs: NOW - HOUR, failure: `no such document ${EVIL}`,
  endRequestedAtMs: NOW - 2 * HOUR,
});
const TOO_LATE = programOf(6, { ...finished, claimableUntilMs: NOW - HOUR, isClaimable: false });
const NEVER = programOf(7, { programStartMs: 9e18, expectedEndMs: 9e18, programEndMaxMs: 9e18 });
/** More of them than a page holds. */
const OTHERS = Array.from({ length: 25 }, (_, index) => programOf(index + 8, { ...finished, claimableUntilMs: NOW + DAY + 30 * SECOND }));

export const PROGRAMS = [ACTIVE, HOSTILE, ENDING, GONE, BROKEN, TOO_LATE, NEVER, ...OTHERS];
/** Its creator took it back before it started. */
export const DELETED = 99;

const OF_TYPE = {
  ALL: () => true, PENDING: (each) => each.state === "PENDING", ACTIVE: (each) => each.state === "STARTED",
  OUTSTANDING: (each) => each.actualEndMs === null, FINISHED: (each) => each.actualEndMs !== null,
};

const PERIODS = [
  { program: 1, period: 1, poolWei: "1000000000000000000000", allocatedWei: "999999999999999999999", totalShares: 12_345, participants: 7, ended: true },
  { program: 1, period: 2, poolWei: "1000000000000000000000", allocatedWei: "0", totalShares: 40, participants: 3, ended: false },
];

const LOG = [
  { number: 0, kind: "program_created", program: 1, atMs: NOW - 11 * DAY },
  { number: 1, kind: "program_started", program: 1, atMs: NOW - 10 * DAY },
  { number: 2, kind: "claim_period_ended", program: 1, atMs: NOW - 3 * DAY, period: 1 },
  { number: 3, kind: "rewards_claimed", program: 1, atMs: NOW - DAY, address: address(1), amountWei: "250000000000000000000" },
];

const DELETED_LOG = [
  { number: 0, kind: "program_created", program: DELETED, atMs: NOW - DAY },
  { number: 1, kind: "program_refunded", program: DELETED, atMs: NOW, amountWei: "77" },
];

const claim = (program, period, status, rewardWei, provisional = false) =>
  ({ program, period, chainId: "1", shares: 10 * period, status, rewardWei, provisional });

const CLAIMS = {
  [address(0)]: [
    claim(1, 1, "CLAIMABLE", "123456789012345678901"), claim(1, 2, "UNCLAIMABLE", "500", true),
    claim(2, 1, "UNCLAIMABLE", null, true), claim(3, 1, "CLAIMED", "20"), claim(3, 2, "CLAIMABLE", "1500000000000000000"),
    claim(4, 1, "EXPIRED", "30"), claim(6, 1, "CLAIMABLE", "40"), claim(8, 1, "CLAIMABLE", "9"),
  ],
  [BUSY]: Array.from({ length: 130 }, (_, index) => claim(1, index + 1, index === 0 || index > 100 ? "CLAIMABLE" : "CLAIMED", "7"))
    .map((each) => ({ ...each, program: 3 })),
};

function list(name, items, query) {
  const after = query.has("next") ? Number(Buffer.from(query.get("next"), "base64url").toString()) : 0;
  const limit = Number(query.get("limit") ?? 100);
  const next = after + limit < items.length ? Buffer.from(String(after + limit)).toString("base64url") : null;
  return { [name]: items.slice(after, after + limit), next };
}

const refused = (title, status, detail, code) => ({ type: "about:blank", title, status, detail, field: null, value: null, code });

/** segments: behind /programs/v1 */
export function programAnswer([what, id, part], query) {
  if (what !== "programs" || (id === "claims") !== (part?.startsWith("0x") ?? false)) return refused("Not Found", 404, "there is nothing here");
  if (id === undefined) return list("programs", PROGRAMS.filter(OF_TYPE[query.get("type") ?? "ALL"]), query);
  if (id === "claims") {
    const status = query.get("status");
    return list("claims", (CLAIMS[part] ?? []).filter((each) => status === null || each.status === status), query);
  }
  if (part === "log") return list("log", id === "1" ? LOG : id === String(DELETED) ? DELETED_LOG : [], query);
  const program = PROGRAMS.find((each) => String(each.id) === id);
  if (!program) return refused("Not Found", 404, `program ${id}: PROGRAM_NOT_FOUND`, "PROGRAM_NOT_FOUND");
  if (part === "periods") return list("periods", program === ACTIVE ? PERIODS : [], query);
  return { ...program, knownUntilMs: NOW - 15 * 60 * SECOND };
}
