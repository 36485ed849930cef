/** Longer than anything is down on purpose, in milliseconds. */
const LIMIT_MS = 180_000;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Tries until something comes of it, with pauses of up to a second, for three minutes. */
export async function until<T>(
  what: string,
  attempt: () => Promise<T | null>,
): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  let last: unknown = "refused";
  while (performance.now() < end) {
    try {
      const outcome = await attempt();
      if (outcome !== null) return outcome;
    } catch (error) {
      last = error;
    }
    await pause(100 + Math.random() * 900);
  }
  throw new Error(`in three minutes it did not come about that ${what}`, {
    cause: last,
  });
}
