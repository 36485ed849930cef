import { Anchor } from "@mantine/core";
import { Link } from "react-router";

import { Page } from "../parts/page.tsx";
import { Empty } from "../parts/states.tsx";
import { useText } from "../text/index.ts";

/** No such page, or none for this administrator. */
export function NotFound() {
  const text = useText();
  return (
    <Page title={text("not_found")}>
      <Empty>
        {text("not_found.about")}{" "}
        <Anchor component={Link} to="/">
          {text("overview")}
        </Anchor>
      </Empty>
    </Page>
  );
}
