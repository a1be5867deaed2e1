/**
 * Runs `work` soon after a burst of calls, with everything the calls brought; never twice at once.
 * `quietMs` is how long to wait for more, `longestMs` how long a burst may put the work off.
 */
export function coalesce<T>(
  work: (items: T[]) => Promise<void>,
  quietMs = 60,
  longestMs = 240,
): (item: T) => void {
  let items: T[] = [];
  let began = 0;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run() {
    timer = undefined;
    if (running) return;
    running = true;
    const batch = items;
    items = [];
    try {
      await work(batch);
    } finally {
      running = false;
      if (items.length > 0) schedule();
    }
  }

  function schedule() {
    clearTimeout(timer);
    const left = began + longestMs - performance.now();
    timer = setTimeout(run, Math.max(0, Math.min(quietMs, left)));
  }

  return (item) => {
    if (items.length === 0) began = performance.now();
    items.push(item);
    if (!running) schedule();
  };
}
