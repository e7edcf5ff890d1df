// Charts over time: panels one above the other with one time axis; each says the value of the point under the cursor.

import uPlot from "./vendor/uplot-1.6.32/uPlot.esm.js";
import { announce, h } from "./dom.js";
import { ticks } from "./format.js";

const HEIGHT = 170;
const AXIS_WIDTH = 50;
const TIME_AXIS_HEIGHT = 34;

/**
 * A chart. Points are in order of time.
 *
 * times: starts of the points, ms; step: how long a point lasts, ms; name: (index) => node, what the point is;
 * panels: {title, unit, kind: "bars" | "line" | "steps", colour: name of a colour in style.css, values, text: (index) => node}
 */
export function chart({ label, testid, times, step, name, panels, signal }) {
  const when = h("p", { class: "when", testid: `${testid}-when` });
  const heads = panels.map((panel) => ({ value: h("dd", { testid: `${testid}-value` }), panel }));
  const boxes = heads.map(({ panel, value }) => h("div", { class: "plot" },
    h("dl", {}, h("div", {},
      h("dt", {}, h("span", { class: `swatch ${panel.colour}`, "aria-hidden": "true" }), panel.title), value))));
  const canvas = h("div", { class: "plots" }, boxes);
  const seconds = times.map((time) => time / 1000);
  const key = Symbol(label);
  let plots = [];
  let shown = -1;

  const show = (index) => {
    if (index === shown) return;
    shown = index;
    when.replaceChildren(...name(index));
    for (const { panel, value } of heads) value.replaceChildren(panel.text(index));
  };

  const build = (width) => {
    destroy();
    plots = panels.map((panel, place) => {
      const last = place === panels.length - 1;
      return new uPlot(options(panel, { width, last, key, step, show }), [seconds, panel.values], boxes[place]);
    });
  };

  const destroy = () => {
    for (const plot of plots) plot.destroy();
    plots = [];
  };

  const keys = (event) => {
    const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: times.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= times.length) return;
    event.preventDefault();
    for (const plot of plots) {
      plot.setCursor({ left: plot.valToPos(seconds[to] + step / 2000, "x"), top: plot.bbox.height / devicePixelRatio / 2 }, false);
    }
    show(to);
    announce([when.innerText, ...boxes.map((box) => box.querySelector("dl").innerText)].join(", "));
  };

  const figure = h("figure", { class: "chart", testid },
    when,
    h("div", { class: "stage", tabindex: "0", role: "img", keydown: keys,
      "aria-label": `${label}. ${times.length} points; arrow keys go from one to the next.` }, canvas));
  show(times.length - 1);

  const observer = new ResizeObserver(() => {
    const width = canvas.clientWidth;
    if (width === 0) return;
    if (plots.length === 0) build(width);
    else if (plots[0].width !== width) for (const plot of plots) plot.setSize({ width, height: plot.height });
  });
  observer.observe(canvas);
  document.addEventListener("themechange", () => build(canvas.clientWidth), { signal });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    destroy();
  });
  return figure;
}

function options(panel, { width, last, key, step, show }) {
  const ink = colour("--muted");
  const line = { stroke: colour("--line"), width: 1 };
  const hue = colour(`--${panel.colour}`);
  const font = "12px system-ui, sans-serif";
  return {
    width,
    height: last ? HEIGHT : HEIGHT - TIME_AXIS_HEIGHT + 8,
    padding: [10, 30, last ? 0 : 8, 0],
    ms: 1e-3,
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: {
      sync: { key, setSeries: false },
      drag: { x: false, y: false },
      y: false,
      // A point lasts for a step: the cursor is in the last one that has begun, not at the nearest beginning.
      dataIdx: (plot, series, nearest, x) => (nearest > 0 && plot.data[0][nearest] > x ? nearest - 1 : nearest),
      points: { show: panel.kind !== "bars", size: 8, width: 2, fill: hue, stroke: colour("--card") },
    },
    scales: {
      x: { time: true, range: (plot, from, until) => [from, until + step / 1000] },
      y: { range: (plot, from, until) => [0, until > 0 ? until * 1.06 : 1] },
    },
    axes: [
      {
        show: last, size: TIME_AXIS_HEIGHT, stroke: ink, font, grid: { show: false }, ticks: { ...line, size: 5 },
        space: 78, values: (plot, splits, axis, space, distance) => ticks(splits, distance),
      },
      {
        size: AXIS_WIDTH, label: panel.unit, labelSize: 18, labelFont: font, labelGap: 0, stroke: ink, font, grid: line, ticks: { show: false }, space: 26,
        values: (plot, splits) => splits.map(axisNumber),
        incrs: panel.whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7] : undefined,
      },
    ],
    series: [{}, { stroke: hue, ...shape(panel.kind, hue), points: { show: panel.values.length === 1 } }],
    hooks: { setCursor: [(plot) => plot.cursor.idxs?.[1] != null && show(plot.cursor.idxs[1])] },
  };
}

function shape(kind, hue) {
  if (kind === "bars") return { width: 0, fill: hue, paths: uPlot.paths.bars({ size: [0.82, 48, 1], align: 1 }) };
  if (kind === "steps") return { width: 2, paths: uPlot.paths.stepped({ align: 1 }) };
  return { width: 2 };
}

function axisNumber(value) {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential();
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 4 });
}

/** A colour of style.css as the browser shows it now: a canvas knows neither variables nor light-dark(). */
function colour(variable) {
  const probe = h("span");
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return computed;
}
