import { useState } from "react";

import { useAction } from "./use_action.ts";
import { useResource, type Resource } from "./use_resource.ts";

/** One page of a list. */
export interface Page<Item> {
  items: Item[];
  next_cursor?: string | null;
}

export interface List<Item> extends Resource<Item[]> {
  /** Asks for the next page; absent at the end. */
  more: (() => void) | null;
  /** While the next page is asked for. */
  busy: boolean;
}

/** A list read page by page; begins anew whenever `key` changes. */
export function useList<Item>(
  key: string,
  load: (cursor: string | null) => Promise<Page<Item>>,
): List<Item> {
  const first = useResource(key, () => load(null));
  const [rest, setRest] = useState<{
    after: Page<Item> | undefined;
    pages: Page<Item>[];
  }>({
    after: undefined,
    pages: [],
  });
  // What followed another first page does not belong to this one.
  const pages = rest.after === first.data ? rest.pages : [];
  const cursor = (pages.at(-1) ?? first.data)?.next_cursor ?? null;
  const next = useAction(
    async () => {
      const page = await load(cursor);
      setRest({ after: first.data, pages: [...pages, page] });
    },
    { inline: false },
  );
  return {
    data: first.data && [first.data, ...pages].flatMap((page) => page.items),
    problem: first.problem,
    reload: first.reload,
    more: cursor === null ? null : () => void next.run(),
    busy: next.busy,
  };
}
