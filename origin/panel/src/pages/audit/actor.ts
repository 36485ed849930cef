import type { AuditRecord } from "../../api/model.ts";

/** Who did it: an administrator's address, or `cli`, or `system`. */
export function actorName({ kind, email }: AuditRecord["actor"]): string {
  return email ?? kind;
}
