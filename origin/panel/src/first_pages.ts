import { late } from "./late.ts";

/** What whoever is signed in sees first. */
export const frame = late(() => import("./frame/frame.tsx"));
/** What whoever is not sees. */
export const signIn = late(() => import("./pages/sign_in/sign_in.tsx"));
