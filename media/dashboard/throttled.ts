/** Calls `act` at once, and then at most once in `ms`, the last call never being lost. */
export function throttled(act: () => void, ms: number): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    again = false;
    act();
    waiting = setTimeout(() => {
      waiting = undefined;
      if (again) run();
    }, ms);
  };
  return () => {
    if (waiting === undefined) run();
    else again = true;
  };
}
