// A program's terms and state in words. Pure functions: what the clock says comes in.

import { count, digits, duration, minute } from "./format.js";

/** What counts, in a sentence; action: a qualifying action of the API. */
export function whatCounts(action) {
  return [WHAT[action.type]?.(action) ?? action.type, ofWhich(action), withStake(action), howMany(action), worth(action)]
    .filter(Boolean).join(", ");
}

const SALES = { BUYER: "Each purchase of an NFT", SELLER: "Each sale of an NFT by its seller", BOTH: "Each sale of an NFT, for its buyer and its seller" };

const WHAT = {
  VOTE: () => "Each vote for a collection",
  STAKE: () => "Each stake of tokens",
  SALE: (action) => SALES[action.role] ?? SALES.BUYER,
};

const RANKED = { VOTES: "votes", STAKE: "stakes" };

function ofWhich({ percentileLow: low, percentileHigh: high, percentileMetric }) {
  if (low === 0 && high === 10_000) return null;
  return `for collections from percentile ${hundredths(low)} to ${hundredths(high)} by ${RANKED[percentileMetric] ?? percentileMetric}`;
}

/** Basis points as a percentile, such as 2550 as "25.5". */
function hundredths(points) {
  const rest = points % 100;
  const decimals = rest === 0 ? "" : "." + String(rest).padStart(2, "0").replace(/0$/, "");
  return count(Math.floor(points / 100)) + decimals;
}

function withStake({ minimumStake, maximumStake }) {
  const most = maximumStake == null ? null : `at most ${digits(maximumStake)}`;
  const least = minimumStake === "0" ? null : `at least ${digits(minimumStake)}`;
  const band = [least, most].filter(Boolean).join(" and ");
  return band && `with a stake of ${band} units`;
}

function howMany({ minimumActions, maximumActions }) {
  const from = minimumActions > 1 ? minimumActions : 1;
  // Beyond that JSON's numbers are not exact any more, and nobody does as much in a period.
  const isBounded = maximumActions <= Number.MAX_SAFE_INTEGER;
  if (!isBounded) return from === 1 ? null : `from number ${count(from)} of a period on`;
  if (from === maximumActions) return from === 1 ? "only the first of a period" : `only number ${count(from)} of a period`;
  return from === 1 ? `the first ${count(maximumActions)} of a period`
    : `numbers ${count(from)} to ${count(maximumActions)} of a period`;
}

const worth = ({ ownerMultiplier }) => ownerMultiplier > 1
  ? `${count(ownerMultiplier)} shares if the voter owns a collection, else 1` : "1 share each";

const times = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;

/** Which claim period it is, and how many may follow. */
export function whichPeriod({ state, currentClaimPeriod: now, claimPeriods: all, maxRolloverClaimPeriods: more }) {
  if (state === "PENDING") return times(all, "period");
  if (state !== "STARTED") return `${times(now, "period")} held`;
  return now <= all ? `${count(now)} of ${count(all)}` : `rollover ${count(now - all)} of at most ${count(more)}`;
}

/** How long a period is, and what may come after the planned ones. */
export function periodNote({ claimPeriodSeconds, state, maxRolloverClaimPeriods: more }) {
  const rollovers = more > 0 && ["PENDING", "STARTED"].includes(state) ? `, and at most ${times(more, "rollover")}` : "";
  return `${duration(claimPeriodSeconds)} each${rollovers}`;
}

/**
 * What comes next, and how long that is off: [what, time in words]. Programs lag behind the clock, for an event counts
 * only when it is final; so a time may be over before the program knows.
 */
export function whatIsNext(program, now) {
  const left = (time) => (time > now ? duration((time - now) / 1000) : null);
  switch (program.state) {
    case "PENDING":
      return ["Starts in", left(program.programStartMs) ?? "a moment, as soon as events until then are known"];
    case "STARTED":
      return ["Period ends in", left(program.claimPeriodEndMs) ?? "a moment, as soon as its events are known"];
    case "FINISHED":
      return ["Claims end in", left(program.claimableUntilMs) ?? "no time: they have ended"];
    default:
      return ["Claims", "have ended"];
  }
}

/** Until when rewards of a program can be claimed, in words. */
export const claimableUntil = (program) => program.claimableUntilMs == null
  ? `${duration(program.expirationOffsetSeconds)} after its end` : minute(program.claimableUntilMs);

/** How a claim stands: its status, but a period that is just being closed is open, and what is too late has expired. */
export function standing(claim, program, now) {
  if (claim.status !== "CLAIMABLE") return claim.status;
  const isOver = !program.isClaimable || (program.claimableUntilMs != null && program.claimableUntilMs <= now);
  if (isOver) return "EXPIRED";
  return program.state === "STARTED" && claim.period >= program.currentClaimPeriod ? "UNCLAIMABLE" : "CLAIMABLE";
}

const LOG = {
  program_created: "Created", program_started: "Started", claim_period_ended: "Period ended",
  program_ended: "Early end asked for", program_refunded: "Refunded to its creator", program_finished: "Finished",
  rewards_claimed: "Rewards claimed", program_expired: "Expired, what was left went back to its creator",
};

/** What happened, in words. */
export const happening = ({ kind, period }) => {
  const text = LOG[kind] ?? kind;
  return period == null ? text : `${text}: ${count(period)}`;
};
