import { late } from "./late.ts";

/** What an administrator sees who is signed in, */
export const frame = late(() => import("./frame/frame.tsx"));
/** and who is not. */
export const signIn = late(() => import("./pages/sign_in/sign_in.tsx"));
