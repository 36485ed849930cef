import type { SettingsChange } from "../../api/model.ts";

/** What a record says was before and after, if it does. */
export function changesOf(payload: unknown): SettingsChange[] | null {
  if (typeof payload !== "object" || payload === null) return null;
  if ("changes" in payload && Array.isArray(payload.changes)) {
    return payload.changes as SettingsChange[];
  }
  if ("before" in payload && "after" in payload) {
    return [{ path: "", before: payload.before, after: payload.after }];
  }
  return null;
}
