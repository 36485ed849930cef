import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { lazy, Suspense } from "react";
import { BrowserRouter } from "react-router";

import { Loading } from "./parts/states.tsx";
import { styleNonce } from "./nonce.ts";
import { StepUpDialog } from "./session/step_up_dialog.tsx";
import { useSession } from "./session/store.ts";
import { legible, theme } from "./theme.ts";

const SignIn = lazy(() => import("./pages/sign_in/sign_in.tsx"));
const Frame = lazy(() => import("./frame/frame.tsx"));

/** The panel: signing in, or the pages. The address stays, so signing in leads to where one was. */
export function App() {
  const signedIn = useSession((store) => store.session?.state === "signed_in");
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
          {signedIn ? <Frame /> : <SignIn />}
        </Suspense>
      </BrowserRouter>
      {signedIn && <StepUpDialog />}
    </MantineProvider>
  );
}
