import { getSession } from "../api/session.ts";
import { useSession } from "./store.ts";

/** Asks who is signed in. Whoever cannot be asked for is not: signing in says what is wrong. */
export async function openSession(): Promise<void> {
  const { take, end } = useSession.getState();
  await getSession().then(take, end);
}
