import type { Page } from "../parts/use_list.ts";
import { answered, client } from "./client.ts";
import type { AuditRecord, Verification } from "./model.ts";

/** Which records; all of them where nothing is said. Times as RFC 3339. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  target?: string;
  from?: string;
  to?: string;
}

export const listAudit = (filter: AuditFilter, cursor?: string) =>
  answered<Page<AuditRecord>>(
    client.GET("/admin/api/v1/audit", {
      params: { query: { ...filter, cursor } },
    }),
  );

export const getAudit = (number: number) =>
  answered<AuditRecord>(
    client.GET("/admin/api/v1/audit/{number}", {
      params: { path: { number } },
    }),
  );

export const verifyAudit = () =>
  answered<Verification>(client.POST("/admin/api/v1/audit/verify"));

export const exportAudit = (filter: AuditFilter, format: "csv" | "jsonl") =>
  answered<Blob>(
    client.GET("/admin/api/v1/audit/export", {
      params: { query: { ...filter, format } },
      parseAs: "blob",
    }),
  );
