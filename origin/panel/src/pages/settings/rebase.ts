import { isSecret, leaves, same, type Document } from "./tree.ts";

/**
 * Whether a merged document can only be saved where there is no draft. The origin never shows a secret:
 * for one that a document says to be there it takes what the draft has, and without a draft what the
 * release in force has. So secrets of the release come by beginning anew from it.
 */
export function beginsAnew(
  merged: Document,
  draft: Document,
  release: Document,
): boolean {
  const [drafted, released] = [leaves(draft), leaves(release)];
  return secretsOf(merged).some(
    ([path, secret]) =>
      same(secret, released.get(path)) && !same(secret, drafted.get(path)),
  );
}

/** The secrets of a merged document that are not saved with it and have to be set again. */
export function lostSecrets(
  merged: Document,
  draft: Document,
  release: Document,
): string[] {
  if (!beginsAnew(merged, draft, release)) return [];
  const released = leaves(release);
  return secretsOf(merged)
    .filter(([path, secret]) => !same(secret, released.get(path)))
    .map(([path]) => path);
}

function secretsOf(document: Document) {
  return [...leaves(document)].filter(([, value]) => isSecret(value));
}
