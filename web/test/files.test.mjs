// What is deployed: copies of packages are copies, and the page keeps to its own rules.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const at = (path) => new URL(`../${path}`, import.meta.url);
const text = (path) => readFileSync(at(path), "utf8");
const COPIES = { "uPlot.esm.js": "dist/uPlot.esm.js", "uPlot.min.css": "dist/uPlot.min.css", LICENSE: "LICENSE" };

test("vendor holds exact copies of the installed packages, under their versions", () => {
  const { version } = JSON.parse(text("node_modules/uplot/package.json"));
  assert.deepEqual(readdirSync(at("public/vendor")), [`uplot-${version}`]);
  assert.deepEqual(readdirSync(at(`public/vendor/uplot-${version}`)).sort(), Object.keys(COPIES).sort());
  for (const [copy, original] of Object.entries(COPIES)) {
    assert.ok(readFileSync(at(`public/vendor/uplot-${version}/${copy}`)).equals(readFileSync(at(`node_modules/uplot/${original}`))), copy);
  }
});

test("hosting sends the policy that the page has, and forbids frames", () => {
  const policy = text("public/index.html").match(/Content-Security-Policy" content="([^"]+)"/)[1];
  const { hosting } = JSON.parse(text("../firebase.json"));
  const sent = hosting.headers.find((rule) => rule.source === "**").headers.find(({ key }) => key === "Content-Security-Policy");
  assert.equal(sent.value, `${policy}; frame-ancestors 'none'`);
  assert.equal(hosting.public, "web/public");
});

test("no script of the page makes markup from text, and none asks another host", () => {
  const own = readdirSync(at("public")).filter((name) => /\.(js|css|html)$/.test(name));
  assert.ok(own.length > 8);
  for (const name of own) {
    assert.doesNotMatch(text(`public/${name}`), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|https?:\/\//, name);
    assert.ok(text(`public/${name}`).split("\n").length <= 400, name);
  }
});
