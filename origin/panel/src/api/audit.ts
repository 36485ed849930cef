import { answered, client, given } from "./client.ts";

/** Which records; all of them where nothing is said. Times as RFC 3339. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  target?: string;
  from?: string;
  to?: string;
}

export const listAudit = (filter: AuditFilter, cursor: string | null) =>
  answered(
    client.GET("/admin/api/v1/audit", {
      params: { query: given({ ...filter, cursor }) },
    }),
  );

export const getAudit = (number: number) =>
  answered(
    client.GET("/admin/api/v1/audit/{number}", {
      params: { path: { number } },
    }),
  );

export const verifyAudit = () =>
  answered(client.POST("/admin/api/v1/audit/verify"));

export const exportAudit = (filter: AuditFilter, format: "csv" | "jsonl") =>
  answered(
    client.GET("/admin/api/v1/audit/export", {
      params: { query: { ...filter, format } },
      parseAs: "blob",
    }),
  );
