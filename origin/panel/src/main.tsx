import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./styles.css";

import { frame, signIn } from "./first_pages.ts";
import { openSession } from "./session/open.ts";
import { isSignedIn, useSession } from "./session/store.ts";
import { preferredLanguage, speak } from "./text/index.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
// All of it is on its way before anything is drawn, so the first view is the right one. This script
// imports little, so that what takes longest is asked for first.
const page = openSession().then(() =>
  (isSignedIn(useSession.getState()) ? frame : signIn).load(),
);
const [{ show }] = await Promise.all([
  import("./app.tsx"),
  speak(preferredLanguage()),
  page,
]);
show(root);
