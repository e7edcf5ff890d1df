// Answers of the mock API, small and made up; the shapes are the real API's. Some texts try to be markup.
// The price of the token is known; the collection FRESH has votes or sales that no block counts yet.

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
export const FIRST_WEEK = Date.UTC(2021, 0, 7); // a Thursday: weeks are counted from the epoch
export const CURATORS = 14;
export const MANY = "1:0x" + "b4".repeat(20);
export const LONELY = "1:0x" + "1f".repeat(20);
export const FRESH = "1:0x" + "2e".repeat(20);
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

const aprOf = (percent, from, byVotesPerToken, length = WEEK) => ({
  percent, from, until: from + length, durationMs: length, interestWei: "4567890123456789012",
  votes: "398.25", votesPerToken: "1.25", tokenPriceEth: "0.000021", costPerVoteEth: "0.0000168", principalEth: "0.0066906",
  ...(byVotesPerToken && { percentByVotesPerToken: { 1: 9.87654312, 2: 19.75308624, 3: 29.62962936, 4: 39.50617248 } }),
  price: { priceEth: "0.000021", source: "fixed", chainId: null, pool: null, token: null, blockNumber: null, timestamp: null },
  method: `cost per vote = token price / votes per token; ${EVIL}`,
});

export const PERIODS = FEES.map((fees, index) => ({
  timestamp: FIRST_WEEK + index * WEEK,
  state: stateOf(index, FEES.length),
  numCurators: Math.min(CURATORS, 1 + Math.floor(index / 4)), numCuratorVotes: 41 + index * 6,
  periodProtocolFeesAccruedWei: String(fees), periodProtocolFeesAccruedEth: eth(fees),
  totalProtocolFeesAccruedWei: String(soFar[index]), totalProtocolFeesAccruedEth: eth(soFar[index]),
  periodDistributedWei: String(fees),
  apr: aprOf(index / 8, FIRST_WEEK + index * WEEK, true),
})).reverse();

const LAST_HOUR = FIRST_WEEK + 59 * WEEK + 40 * HOUR;
export const BLOCKS = Array.from({ length: 30 }, (_, index) => {
  const fees = BigInt((index * 31) % 17) * 987_654_321_012_345n;
  return {
    timestamp: LAST_HOUR - index * 3 * HOUR, state: index === 0 ? "open" : index < 8 ? "complete" : "sealed",
    numCurators: CURATORS - Math.floor(index / 6), numCuratorVotes: 400 - index, numCuratorsAdded: 0, numCuratorsRemoved: 0,
    numCuratorVotesAdded: 1, numCuratorVotesRemoved: 0, numCuratorsPercentChange: 0, numCuratorVotesPercentChange: 0.25,
    blockProtocolFeesAccruedWei: String(fees), blockProtocolFeesAccruedEth: eth(fees),
    totalProtocolFeesAccruedWei: String(TOTAL), totalProtocolFeesAccruedEth: eth(TOTAL),
    arbitrageProtocolFeesAccruedWei: String(CARRY), arbitrageProtocolFeesAccruedEth: eth(CARRY),
    blockDistributedWei: String(fees), rulesVersion: 1,
    apr: index === 29 ? null : aprOf(index / 4, LAST_HOUR - index * 3 * HOUR, true, HOUR),
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

export const userApr = (userAddress) => ({
  userAddress, collection: MANY, block: aprOf(0, LAST_HOUR, false, HOUR), period: aprOf(12.3456789, FIRST_WEEK + 59 * WEEK),
  trailing7Days: aprOf(7.5, LAST_HOUR + HOUR - WEEK),
});

/** The API tells the APR of a week, unlike that of an hour, in the list only. */
const withoutApr = ({ apr, ...period }) => period;

/** Curates so many collections that one answer does not hold them. */
export const BUSY = "0x" + "6c".repeat(20);
export const BUSY_COLLECTIONS = 130;

/** Has no votes in the newest weeks. */
export const GONE = address(3);
export const GONE_WEEKS = 12;

/** What a collection has that nobody voted for: fees that wait. */
const WAITING = { totalProtocolFeesAccruedWei: "1250000000000000", totalProtocolFeesAccruedEth: 0.00125 };
const LONELY_PERIOD = {
  ...PERIODS[2], ...WAITING, numCurators: 0, numCuratorVotes: 0, periodDistributedWei: "0",
  periodProtocolFeesAccruedWei: "1250000000000000", periodProtocolFeesAccruedEth: 0.00125,
};
const LONELY_BLOCK = {
  ...BLOCKS[9], ...WAITING, numCurators: 0, numCuratorVotes: 0, numCuratorVotesAdded: 0, numCuratorVotesPercentChange: 0,
  blockProtocolFeesAccruedWei: "1250000000000000", blockProtocolFeesAccruedEth: 0.00125,
  arbitrageProtocolFeesAccruedWei: "1250000000000000", arbitrageProtocolFeesAccruedEth: 0.00125, blockDistributedWei: "0",
  apr: aprOf(0, BLOCKS[9].timestamp, true, HOUR),
};

export const COLLECTIONS = [
  {
    id: MANY, chainId: "1", collectionAddress: MANY.slice(2), curators: CURATORS, votes: allVotes,
    totalProtocolFeesAccruedWei: String(TOTAL), totalProtocolFeesAccruedEth: eth(TOTAL),
    distributedWei: String(TOTAL - CARRY), distributedEth: eth(TOTAL - CARRY), carryWei: String(CARRY), carryEth: eth(CARRY),
    sealedUntil: FIRST_WEEK + 57 * WEEK, updatedAt: LAST_HOUR, currentBlock: BLOCKS[0], lastCompleteBlock: BLOCKS[1],
    currentPeriod: withoutApr(PERIODS[0]), lastCompletePeriod: withoutApr(PERIODS[1]), apr: aprOf(12.3456789, LAST_HOUR + HOUR - WEEK, true),
  },
  {
    id: LONELY, chainId: "1", collectionAddress: LONELY.slice(2), curators: 0, votes: 0,
    ...WAITING, distributedWei: "0", distributedEth: 0, carryWei: "1250000000000000", carryEth: 0.00125,
    sealedUntil: FIRST_WEEK + 57 * WEEK, updatedAt: LAST_HOUR, currentBlock: null, lastCompleteBlock: LONELY_BLOCK,
    currentPeriod: null, lastCompletePeriod: withoutApr(LONELY_PERIOD), apr: aprOf(0, LAST_HOUR + HOUR - WEEK, true),
  },
];

/** Lists do not show it: it has no snippet. */
export const UNLISTED = {
  id: FRESH, chainId: "1", collectionAddress: FRESH.slice(2), curators: 0, votes: 0,
  totalProtocolFeesAccruedWei: "0", totalProtocolFeesAccruedEth: 0, distributedWei: "0", distributedEth: 0, carryWei: "0", carryEth: 0,
  sealedUntil: 0, updatedAt: null, currentBlock: null, lastCompleteBlock: null, currentPeriod: null, lastCompletePeriod: null,
  apr: null,
};

export const CHAINS = [{
  chainId: "1", collections: 2, curators: CURATORS, votes: allVotes,
  totalProtocolFeesAccruedWei: String(TOTAL + 1250000000000000n), totalProtocolFeesAccruedEth: eth(TOTAL),
  distributedWei: String(TOTAL - CARRY), distributedEth: eth(TOTAL - CARRY),
  carryWei: String(CARRY + 1250000000000000n), carryEth: eth(CARRY + 1250000000000000n),
}];

export function user(userAddress) {
  const holder = userAddress === BUSY ? HOLDERS[1] : HOLDERS.find((each) => each.userAddress === userAddress);
  const nothing = { userAddress, totalProtocolFeesAccruedWei: "0", totalProtocolFeesAccruedEth: 0, pendingWei: "0", sealedWei: "0", claimableWei: null, claimedWei: null, collections: [] };
  if (!holder) return nothing;
  const total = BigInt(holder.totalProtocolFeesAccruedWei);
  const amounts = {
    totalProtocolFeesAccruedWei: String(total), totalProtocolFeesAccruedEth: eth(total),
    pendingWei: String(total / 20n), sealedWei: String(total - total / 20n),
  };
  const ids = userAddress !== BUSY ? [MANY]
    : Array.from({ length: BUSY_COLLECTIONS }, (_, index) => `1:${address(index + 100)}`);
  return {
    ...nothing, ...amounts,
    collections: ids.map((collection) => ({
      collection, votes: holder.votes, share: holder.share, ...amounts,
      blockProtocolFeesAccruedWei: "4000", periodProtocolFeesAccruedWei: "9000", newestBlock: LAST_HOUR,
      sealedUntil: FIRST_WEEK + 57 * WEEK, firstVotedAt: holder.firstVotedAt, lastVotedAt: holder.lastVotedAt, votesPerToken: null,
    })),
  };
}

/** One for each week of the collection; null: the user had nothing in it, so that a page leaves it out. */
export function userPeriods(userAddress) {
  const holder = HOLDERS.find((each) => each.userAddress === userAddress);
  if (!holder) return [];
  const part = (wei) => String((BigInt(wei) * BigInt(holder.votes)) / BigInt(allVotes));
  return PERIODS.map((period, index) => userAddress === GONE && index < GONE_WEEKS ? null : ({
    timestamp: period.timestamp, state: period.state,
    periodProtocolFeesAccruedWei: part(period.periodProtocolFeesAccruedWei), periodProtocolFeesAccruedEth: eth(part(period.periodProtocolFeesAccruedWei)),
    collections: [{
      collection: MANY, periodProtocolFeesAccruedWei: part(period.periodProtocolFeesAccruedWei),
      totalProtocolFeesAccruedWei: part(period.totalProtocolFeesAccruedWei),
    }],
  }));
}

export const SALES_FEES = Array.from({ length: 25 }, (_, index) => BigInt(460 + index * 3));
const FEES_OF_HOUR = SALES_FEES.reduce((a, b) => a + b, 0n); // 12400

const event = (id, timestamp, discriminator, rest, isLate = false) =>
  ({ eventId: `1:${id}`, timestamp, blockNumber: 12_000_000 + id, txHash: "0x" + "5a".repeat(32), isLate, discriminator, ...rest });

const WRAPPED_ETH = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2";
export const STABLE_COIN = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
export const LONG_TOKEN_ID = "79233663829379634837589865448569342784712482819484549289560981379859480642508";
/** What the first sales of an hour were paid in; all others in ETH. */
const PAID_IN = ["0x" + "00".repeat(20), WRAPPED_ETH, STABLE_COIN];

const sale = (id, timestamp, fee, rest, isLate) => event(id, timestamp, "sale", {
  priceWei: String(fee * 40n), paymentToken: null, tokenId: String(7000 + id), buyer: address(1), seller: address(2),
  protocolFeeWei: String(fee), ...rest,
}, isLate);

const salesOf = (timestamp) => SALES_FEES.map((fee, index) => index === 24
  ? { ...sale(index, timestamp + HOUR - 1, fee, { priceWei: null, tokenId: null, buyer: null, seller: null }), txHash: null }
  : sale(index, timestamp + index * 60_000, fee, { paymentToken: PAID_IN[index] ?? null, ...(index === 3 && { tokenId: LONG_TOKEN_ID }) }));

const voteReversalsOf = (timestamp) => [
  event(8, timestamp - 29 * HOUR, "votesAdded", { votes: 2 }, true),
  event(9, timestamp - 28 * HOUR, "votesRemoved", { votes: 4, votesTaken: 1 }, true),
];

const voteEventsOf = (timestamp) => [
  ...voteReversalsOf(timestamp).map((each) => ({ ...each, isReversal: true })),
  { ...event(40, timestamp - HOUR, "votesAdded", { votes: 3 }, true), isReversal: false },
  { ...event(41, timestamp + 60_000, "votesRemoved", { votes: 5, votesTaken: 3 }), isReversal: false },
];

const reversalsOf = (timestamp) => [sale(7, timestamp - 30 * HOUR, 400n, {}, true), ...voteReversalsOf(timestamp)];

/** The hour that has more votes than an answer lists. */
export const CUT_HOUR = PERIODS[6].timestamp;

const step = (name, text, operation, resultName, result, operands) =>
  ({ name, text, operation, operands, resultName, result: String(result) });

/** Fees of 400 are taken back; 4 of 12 votes share what is left. page: makes a page of a list. */
export const blockExplanation = (userAddress, timestamp, page) => ({
  collection: MANY, userAddress, timestamp, state: "sealed", rulesVersion: 1, amountWei: "4000", amountEth: 4e-15,
  sales: page(salesOf(timestamp)),
  voteEvents: voteEventsOf(timestamp),
  reversals: reversalsOf(timestamp),
  isCut: timestamp === CUT_HOUR,
  steps: [
    step("fees", `The sales of the hour paid these protocol fees. ${EVIL}`, "sum", "feesWei", FEES_OF_HOUR, { list: "sales" }),
    step("income", "With what the block before has left over: dust, or all of it if nobody had votes.", "add", "incomeWei", 12401,
      { feesWei: "12400", carryBeforeWei: "1" }),
    step("reversed", "Fees of sealed sales that a reorganisation took away.", "sum", "reversedWei", 400, { list: "reversals" }),
    step("owed", "With what the blocks before could not take back.", "add", "owedWei", 400,
      { reversedWei: "400", shortfallBeforeWei: "0" }),
    step("takenBack", "Taken back as far as there is something.", "min", "takenBackWei", 400,
      { incomeWei: "12401", owedWei: "400" }),
    step("pot", "The rest is shared out; what could not be taken back is made up for by later fees.", "subtract", "potWei", 12001,
      { incomeWei: "12401", takenBackWei: "400" }),
    step("votes", "The user's votes at the end of the hour, after the user's vote events.", "votes", "votes", 4,
      { votesBefore: "5", list: "voteEvents" }),
    step("share", "The user's part of the pot by votes, rounded down to a whole wei.", "floorShare", "shareWei", 4000,
      { votes: "4", potWei: "12001", totalVotes: "12" }),
    step("carry", "What the shares of all curators leave of the pot goes into the next block's pot.", "subtract", "carryWei", 1,
      { potWei: "12001", sharesWei: "12000" }),
    step("total", "What the user has earned of the collection so far.", "add", "totalWei", 9000,
      { totalBeforeWei: "5000", shareWei: "4000" }),
  ],
});

export const periodExplanation = (userAddress, timestamp) => {
  const block = (hour, rest) => ({
    timestamp: timestamp + hour * HOUR, rulesVersion: 1, ...rest,
    explanation: `/api/v1/collections/${MANY}/blocks/${timestamp + hour * HOUR}/users/${userAddress}`,
  });
  return {
    collection: MANY, userAddress, timestamp, state: "sealed", amountWei: "9000", amountEth: 9e-15,
    blocks: [
      block(2, { feesWei: "12001", carryBeforeWei: "0", potWei: "12001", votes: 5, totalVotes: 12, shareWei: "5000", remainder: "5", carryAfterWei: "1" }),
      block(9, { feesWei: "12400", carryBeforeWei: "1", potWei: "12001", votes: 4, totalVotes: 12, shareWei: "4000", remainder: "4", carryAfterWei: "1" }),
    ],
    steps: [step("sum", "The shares of the blocks of the week.", "sum", "amountWei", 9000, { list: "blocks" })],
  };
};
