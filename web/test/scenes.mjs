// What the tests see of the page after each step.

import assert from "node:assert/strict";
import { drive } from "./drive.mjs";

/** Does the steps; answers what was seen after each. No scene may ask other hosts, have errors or be too wide. */
export async function scenes(base, steps) {
  const { scenes: seen } = await drive(base, steps);
  for (const scene of seen) {
    assert.deepEqual(scene.consoleErrors, [], scene.step);
    assert.deepEqual(scene.foreignRequests, [], scene.step);
    assert.equal(scene.overflow, 0, `sideways overflow after ${scene.step}`);
  }
  return seen;
}

export const texts = (scene, testid) => scene.seen[testid].map(({ text }) => text);
export const wei = (scene, testid) => scene.seen[testid][0].wei[0];
