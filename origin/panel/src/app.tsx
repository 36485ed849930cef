import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";

import { frame, signIn } from "./first_pages.ts";
import { Loading } from "./parts/states.tsx";
import { styleNonce } from "./nonce.ts";
import { StepUpDialog } from "./session/step_up_dialog.tsx";
import { isSignedIn, useSession } from "./session/store.ts";
import { legible, theme } from "./theme.ts";

/** Puts the panel in an element's place. */
export function show(root: HTMLElement) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

/** The panel: signing in, or the pages. The address stays, so signing in leads to where one was. */
function App() {
  const signedIn = useSession(isSignedIn);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={legible}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Notifications position="top-right" limit={4} />
      <BrowserRouter basename="/admin">
        <Suspense fallback={<Loading />}>
          {signedIn ? <frame.Late /> : <signIn.Late />}
        </Suspense>
      </BrowserRouter>
      {signedIn && <StepUpDialog />}
    </MantineProvider>
  );
}
