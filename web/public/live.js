// Text that follows the clock of the reader's device.

import { h } from "./dom.js";

/** text: (now) => what the place says then; it is asked again each second while the place is on the page. */
export function live(text, signal, testid) {
  const place = h("span", { testid }, text(Date.now()));
  const stop = () => clearInterval(timer);
  const timer = setInterval(() => {
    if (!place.isConnected) return stop();
    const now = text(Date.now());
    if (place.textContent !== now) place.textContent = now;
  }, 1000);
  signal.addEventListener("abort", stop, { once: true });
  return place;
}
