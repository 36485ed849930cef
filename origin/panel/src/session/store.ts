import { create } from "zustand";

import type { Permission, Session } from "../api/model.ts";

interface SessionStore {
  /** Absent until the origin has been asked. */
  session: Session | null | undefined;
  /** Sent with every write. */
  csrfToken: string | null;
  /** Takes over what the origin says of the session. */
  take: (session: Session) => void;
  /** Nobody is signed in any more. */
  end: () => void;
}

/** Who is signed in here. */
export const useSession = create<SessionStore>((set) => ({
  session: undefined,
  csrfToken: null,
  take: (session) => {
    set({ session, csrfToken: session.csrf_token });
  },
  end: () => {
    set({ session: null, csrfToken: null });
  },
}));

export const isSignedIn = ({ session }: SessionStore): boolean =>
  session?.state === "signed_in";

/** Whether the administrator may do this; what is not allowed is not shown. */
export function useMay(permission: Permission): boolean {
  return useSession(
    (store) => store.session?.permissions.includes(permission) ?? false,
  );
}
