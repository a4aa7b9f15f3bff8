// Put into every measured page before its own scripts: one clock for all. It reads `<html data-busy>` and nothing else of the page.
(() => {
  if (window.top !== window) return;
  const LONG = 50; // milliseconds; what the browser itself calls a long task
  const probe = (window.probe = { ready: null, block: 0 });
  const clocks = [];
  let beat = performance.now();

  // Milliseconds from the next event of this kind, before the page hears of it, until data-busy has turned "true" and "false".
  probe.clock = (kind) =>
    new Promise((measured) => {
      const start = () => clocks.push({ start: (beat = performance.now()), end: Infinity, busy: false, measured });
      document.addEventListener(kind, start, { capture: true, once: true });
    });
  // The longest block while a clock runs. The browser tells of its long tasks late, so `probe.block` is to be read some time after.
  const blocked = (from, to) => {
    const counts = to - from >= LONG && clocks.some(({ start, end }) => to > start && from < end);
    if (counts) probe.block = Math.max(probe.block, to - from);
  };
  const heartbeat = () => {
    const now = performance.now();
    blocked(beat, now);
    beat = now;
  };
  const observed = () => {
    const now = performance.now();
    const { busy } = document.documentElement.dataset;
    if (busy === "false") probe.ready ??= now;
    const clock = clocks.find(({ end }) => end === Infinity);
    if (!clock) return;
    if (busy === "true") clock.busy = true;
    if (busy !== "false" || !clock.busy) return;
    heartbeat();
    clock.end = now;
    clock.measured(now - clock.start);
  };

  setInterval(heartbeat, 8);
  new PerformanceObserver((tasks) => {
    for (const { startTime, duration } of tasks.getEntries()) blocked(startTime, startTime + duration);
  }).observe({ type: "longtask" });
  new MutationObserver(observed).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-busy"] });
})();
