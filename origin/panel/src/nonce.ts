declare global {
  // The name that `get-nonce`, below Mantine's dialogs, looks for.
  var __webpack_nonce__: string | undefined;
}

/** What style elements made here have to carry to be let through by the content security policy. */
export const styleNonce =
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')
    ?.content ?? "";

globalThis.__webpack_nonce__ = styleNonce;
