/** A variable that `cargo xtask test panel` sets. There are no defaults: without it the tests fail. */
export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Looks until `holds` does; fails after so long. Gives how long it took, in milliseconds. */
export async function eventually(
  what: string,
  holds: () => Promise<boolean>,
  limitMs = 10_000,
): Promise<number> {
  const begun = performance.now();
  while (performance.now() - begun < limitMs) {
    if (await holds()) return performance.now() - begun;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`after ${limitMs} ms it still does not hold that ${what}`);
}
