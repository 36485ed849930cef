import { leaves, same, withValue, type Document, type Json } from "./tree.ts";

/** A setting that two administrators set differently. */
export interface Conflict {
  /** The dotted name. */
  path: string;
  mine: Json | undefined;
  theirs: Json | undefined;
}

export interface Merge {
  /** What the other has saved, with everything of mine that does not collide with it. */
  document: Document;
  conflicts: Conflict[];
}

/** Puts two changes of one document together, by the setting; nothing of either is dropped silently. */
export function merge(base: Document, mine: Document, theirs: Document): Merge {
  const [from, here, there] = [leaves(base), leaves(mine), leaves(theirs)];
  const conflicts: Conflict[] = [];
  let document = theirs;
  for (const path of new Set([
    ...from.keys(),
    ...here.keys(),
    ...there.keys(),
  ])) {
    const [before, my, their] = [
      from.get(path),
      here.get(path),
      there.get(path),
    ];
    if (same(my, before) || same(my, their)) continue;
    if (same(their, before))
      document = withValue(document, path.split("."), my);
    else conflicts.push({ path, mine: my, theirs: their });
  }
  return { document, conflicts };
}
