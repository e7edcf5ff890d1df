// Answers of the mock API, small and made up; the shapes are the real API's. Some texts try to be markup.

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
export const FIRST_WEEK = Date.UTC(2021, 0, 7); // a Thursday: weeks are counted from the epoch
export const CURATORS = 14;
export const MANY = "1:0x" + "b4".repeat(20);
export const LONELY = "1:0x" + "1f".repeat(20);
export const EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

export const address = (number) => "0x" + (0x7d43 + number * 4099).toString(16).padStart(4, "0") + "bf6567673867480b7923669bf349e6c8" + String(1000 + number);
const eth = (wei) => Number(wei) / 1e18;

/** Fees of week after week: the same numbers each time. */
const FEES = Array.from({ length: 60 }, (_, index) =>
  (BigInt((index * 7919) % 97) + BigInt(index * index)) * 12_345_678_901_234_567n + BigInt(index));
const soFar = FEES.map((_, index) => FEES.slice(0, index + 1).reduce((a, b) => a + b, 0n));
export const TOTAL = soFar.at(-1);
const CARRY = 465n;

const stateOf = (index, all) => (index === all - 1 ? "open" : index >= all - 3 ? "complete" : "sealed");

export const PERIODS = FEES.map((fees, index) => ({
  timestamp: FIRST_WEEK + index * WEEK,
  state: stateOf(index, FEES.length),
  periodProtocolFeesAccruedWei: String(fees), periodProtocolFeesAccruedEth: eth(fees),
  totalProtocolFeesAccruedWei: String(soFar[index]), totalProtocolFeesAccruedEth: eth(soFar[index]),
  apr: null,
})).reverse();

const LAST_HOUR = FIRST_WEEK + 59 * WEEK + 40 * HOUR;
export const BLOCKS = Array.from({ length: 30 }, (_, index) => {
  const fees = BigInt((index * 31) % 17) * 987_654_321_012_345n;
  return {
    timestamp: LAST_HOUR - index * 3 * HOUR, state: index < 8 ? "open" : "sealed", rulesVersion: 1,
    numCurators: CURATORS - Math.floor(index / 6), numCuratorVotes: 400 - index, numCuratorsAdded: 0, numCuratorsRemoved: 0,
    numCuratorVotesAdded: 1, numCuratorVotesRemoved: 0, numCuratorsPercentChange: 0, numCuratorVotesPercentChange: 0.25,
    blockProtocolFeesAccruedWei: String(fees), blockProtocolFeesAccruedEth: eth(fees),
    totalProtocolFeesAccruedWei: String(TOTAL), totalProtocolFeesAccruedEth: eth(TOTAL),
    arbitrageProtocolFeesAccruedWei: String(CARRY), arbitrageProtocolFeesAccruedEth: eth(CARRY),
  };
});

const votes = Array.from({ length: CURATORS }, (_, index) => Math.round(143 / (index * 0.45 + 1)));
const allVotes = votes.reduce((a, b) => a + b, 0);
export const HOLDERS = votes.map((held, index) => {
  const earned = (TOTAL * BigInt(held)) / BigInt(allVotes);
  return {
    userAddress: address(index), votes: held, share: (held / allVotes) * 100,
    totalProtocolFeesAccruedWei: String(earned), totalProtocolFeesAccruedEth: eth(earned),
    firstVotedAt: FIRST_WEEK + index * 11 * HOUR, lastVotedAt: LAST_HOUR - index * HOUR,
  };
});

const APR = {
  percent: 12.3456789, from: LAST_HOUR - WEEK, until: LAST_HOUR, durationMs: WEEK, interestWei: "4567890123456789012",
  votes: "398.25", votesPerToken: "1.25", tokenPriceEth: "0.000021", costPerVoteEth: "0.0000168", principalEth: "0.0066906",
  percentByVotesPerToken: { 1: 9.87654312, 2: 19.75308624, 3: 29.62962936, 4: 39.50617248 },
  price: { priceEth: "0.000021", source: "fixed", chainId: null, pool: null, token: null, blockNumber: null, timestamp: null },
  method: `cost per vote = token price / votes per token; ${EVIL}`,
};

export const USER_APR = { block: null, period: APR, trailing7Days: { ...APR, percentByVotesPerToken: undefined, percent: 7.5 } };

export const COLLECTIONS = [
  {
    id: MANY, chainId: "1", collectionAddress: MANY.slice(2), curators: CURATORS, votes: allVotes,
    totalProtocolFeesAccruedWei: String(TOTAL), totalProtocolFeesAccruedEth: eth(TOTAL),
    distributedWei: String(TOTAL - CARRY), distributedEth: eth(TOTAL - CARRY), carryWei: String(CARRY), carryEth: eth(CARRY),
    sealedUntil: FIRST_WEEK + 57 * WEEK, updatedAt: LAST_HOUR, currentBlock: BLOCKS[0], lastCompleteBlock: BLOCKS[1],
    currentPeriod: PERIODS[0], lastCompletePeriod: PERIODS[1], apr: APR,
  },
  {
    id: LONELY, chainId: "1", collectionAddress: LONELY.slice(2), curators: 0, votes: 0,
    totalProtocolFeesAccruedWei: "1250000000000000", totalProtocolFeesAccruedEth: 0.00125,
    distributedWei: "0", distributedEth: 0, carryWei: "1250000000000000", carryEth: 0.00125,
    sealedUntil: null, updatedAt: LAST_HOUR, currentBlock: null, lastCompleteBlock: null,
    currentPeriod: null, lastCompletePeriod: null, apr: null,
  },
];

export const CHAINS = [{
  chainId: "1", collections: 2, curators: CURATORS, votes: allVotes,
  totalProtocolFeesAccruedWei: String(TOTAL + 1250000000000000n), totalProtocolFeesAccruedEth: eth(TOTAL),
  distributedWei: String(TOTAL - CARRY), carryWei: String(CARRY + 1250000000000000n),
}];

export function user(userAddress) {
  const holder = HOLDERS.find((each) => each.userAddress === userAddress);
  const nothing = { userAddress, totalProtocolFeesAccruedWei: "0", totalProtocolFeesAccruedEth: 0, pendingWei: "0", sealedWei: "0", collections: [] };
  if (!holder) return nothing;
  const total = BigInt(holder.totalProtocolFeesAccruedWei);
  const amounts = {
    totalProtocolFeesAccruedWei: String(total), totalProtocolFeesAccruedEth: eth(total),
    pendingWei: String(total / 20n), sealedWei: String(total - total / 20n),
  };
  return {
    ...nothing, ...amounts,
    collections: [{
      collection: MANY, votes: holder.votes, share: holder.share, ...amounts,
      blockProtocolFeesAccruedWei: "4000", periodProtocolFeesAccruedWei: "9000", newestBlock: LAST_HOUR,
      sealedUntil: FIRST_WEEK + 57 * WEEK, firstVotedAt: holder.firstVotedAt, lastVotedAt: holder.lastVotedAt, votesPerToken: null,
    }],
  };
}

export function userPeriods(userAddress) {
  const holder = HOLDERS.find((each) => each.userAddress === userAddress);
  if (!holder) return [];
  const part = (wei) => String((BigInt(wei) * BigInt(holder.votes)) / BigInt(allVotes));
  return PERIODS.map((period) => ({
    timestamp: period.timestamp, state: period.state,
    periodProtocolFeesAccruedWei: part(period.periodProtocolFeesAccruedWei), periodProtocolFeesAccruedEth: 0,
    collections: [{
      collection: MANY, periodProtocolFeesAccruedWei: part(period.periodProtocolFeesAccruedWei),
      totalProtocolFeesAccruedWei: part(period.totalProtocolFeesAccruedWei),
    }],
  }));
}

export const blockExplanation = (userAddress, timestamp) => ({
  collection: MANY, userAddress, timestamp, state: "sealed", rulesVersion: 1, amountWei: "4000",
  sales: { items: [
    { eventId: "a", timestamp: timestamp + 60_000, txHash: "0x" + "5a".repeat(32), priceWei: "400000", protocolFeeWei: "10000", bookedLate: false },
    { eventId: "b", timestamp: timestamp + 120_000, txHash: null, priceWei: null, protocolFeeWei: "1990", bookedLate: true },
  ], next: null },
  voteEvents: [{ eventId: "c", discriminator: "votesAdded", timestamp: timestamp - HOUR, votes: 4, votesTaken: null }],
  steps: [
    { name: "fees", text: `The sales of the hour pay protocol fees. ${EVIL}`, operation: "sum", operands: { feesWei: "11990" }, result: "11990" },
    { name: "pot", text: "What the hour before left over is added.", operation: "add", operands: { feesWei: "11990", carryBeforeWei: "10" }, result: "12000" },
    { name: "share", text: "The curator gets the share of the votes, rounded down to a whole wei.", operation: "floorShare", operands: { votes: "4", potWei: "12000", totalVotes: "12" }, result: "4000" },
    { name: "carry", text: "What rounding leaves is carried over to the next hour.", operation: "remainder", operands: { potWei: "12000", distributedWei: "12000" }, result: "0" },
  ],
});

export const periodExplanation = (userAddress, timestamp) => ({
  collection: MANY, userAddress, timestamp, state: "sealed", rulesVersion: 1, amountWei: "9000",
  blocks: [
    { timestamp: timestamp + 2 * HOUR, feesWei: "15000", carryBeforeWei: "0", potWei: "15000", votes: 4, totalVotes: 12, shareWei: "5000", remainder: "0", carryAfterWei: "0", explanation: "/api/v1/x" },
    { timestamp: timestamp + 9 * HOUR, feesWei: "11990", carryBeforeWei: "10", potWei: "12000", votes: 4, totalVotes: 12, shareWei: "4000", remainder: "0", carryAfterWei: "0", explanation: "/api/v1/x" },
  ],
  steps: [{ name: "total", text: "The shares of the hours make up the week.", operation: "sum", operands: { "2021-01-07T02:00Z": "5000", "2021-01-07T09:00Z": "4000" }, result: "9000" }],
});
