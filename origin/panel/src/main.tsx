import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./styles.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";
import { openSession } from "./session/open.ts";
import { preferredLanguage, speak } from "./text/index.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
// Both are on their way before anything is drawn, so the first view is the right one.
await Promise.all([speak(preferredLanguage()), openSession()]);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
