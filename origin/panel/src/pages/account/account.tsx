import { Page } from "../../parts/page.tsx";
import { useSession } from "../../session/store.ts";
import { useText } from "../../text/index.ts";
import { Password } from "./password.tsx";
import { Recovery } from "./recovery.tsx";
import { Sessions } from "./sessions.tsx";

/** The administrator's own account. */
export default function Account() {
  const text = useText();
  const admin = useSession((store) => store.session?.admin);
  if (!admin) return null;
  return (
    <Page title={text("account")} about={`${admin.name} · ${admin.email}`}>
      <Sessions id={admin.id} />
      <Recovery />
      <Password />
    </Page>
  );
}
