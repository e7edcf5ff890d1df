// Asks one address after another, 16 clients at once. Standard input: {"url", "seconds", "connections",
// "endpoints": [{"name", "paths": [...]}]}; standard output: a line of JSON for each endpoint.
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

const job = JSON.parse(readFileSync(0, "utf8"));

const percentile = (sorted, share) => sorted[Math.ceil(sorted.length * share) - 1] ?? null;

/** Every client begins somewhere else, so that they do not ask the same at the same time. */
function requestsOf(paths, client) {
  const from = Math.floor((client * paths.length) / job.connections);
  return [...paths.slice(from), ...paths.slice(0, from)].map((path) => ({ method: "GET", path }));
}

/** Ends when all are answered: what is left unanswered would burden the next. */
function run(paths, amount) {
  return new Promise((resolve, reject) => {
    const times = [];
    const failed = new Map();
    const started = performance.now();
    let client = 0;
    const load = autocannon(
      {
        url: job.url,
        connections: job.connections,
        amount,
        timeout: 120,
        headers: { "accept-encoding": "gzip" },
        setupClient: (each) => each.setRequests(requestsOf(paths, client++)),
      },
      (failure, result) => {
        const seconds = (performance.now() - started) / 1000;
        if (failure) reject(failure);
        else resolve({ times, failed, seconds, errors: result.errors });
      });
    load.on("response", (_client, status, _bytes, time) => {
      if (status === 200) times.push(time);
      else failed.set(status, (failed.get(status) ?? 0) + 1);
    });
  });
}

/** As many as take about the wanted time, each client at least twice. */
function amountFor(warmUp) {
  const each = Math.ceil((warmUp.times.length * job.seconds) / warmUp.seconds / job.connections);
  return job.connections * Math.max(2, each);
}

for (const { name, paths } of job.endpoints) {
  const half = Math.floor(paths.length / 2);
  // Not by what is measured afterwards: the function keeps answers for 15 seconds.
  const warmUp = await run(half > 0 ? paths.slice(0, half) : paths, job.connections * 4);
  const { times, failed, seconds, errors } = await run(paths.slice(half), amountFor(warmUp));
  times.sort((one, other) => one - other);
  console.log(JSON.stringify({
    name,
    requests: times.length,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    errors: errors + [...failed.values()].reduce((sum, each) => sum + each, 0),
  }));
}
