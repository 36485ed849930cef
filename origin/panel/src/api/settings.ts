import { answered, client, given } from "./client.ts";
import type { SettingsDraft } from "./model.ts";

/** A draft, and the validator that a write of it has to name. */
export interface TaggedDraft extends SettingsDraft {
  etag: string;
}

async function tagged(
  call: Promise<{ data?: SettingsDraft; error?: unknown; response: Response }>,
): Promise<TaggedDraft> {
  const draft = await answered(call);
  return { ...draft, etag: (await call).response.headers.get("etag") ?? "" };
}

export const getSchema = () =>
  answered(client.GET("/admin/api/v1/settings/schema"));

export const getDraft = () =>
  tagged(client.GET("/admin/api/v1/settings/draft"));

export const putDraft = (document: Record<string, unknown>, etag: string) =>
  tagged(
    client.PUT("/admin/api/v1/settings/draft", {
      params: { header: { "If-Match": etag } },
      body: { document },
    }),
  );

export const dropDraft = () =>
  answered(client.DELETE("/admin/api/v1/settings/draft"));

export const validateDraft = (document: Record<string, unknown>) =>
  answered(
    client.POST("/admin/api/v1/settings/draft/validate", {
      body: { document },
    }),
  );

export const diffDraft = () =>
  answered(client.GET("/admin/api/v1/settings/draft/diff"));

export const putSecret = (path: string, value: string) =>
  tagged(
    client.PUT("/admin/api/v1/settings/draft/secrets/{path}", {
      params: { path: { path } },
      body: { value },
    }),
  );

export const dropSecret = (path: string) =>
  tagged(
    client.DELETE("/admin/api/v1/settings/draft/secrets/{path}", {
      params: { path: { path } },
    }),
  );

export const listReleases = (cursor: string | null) =>
  answered(
    client.GET("/admin/api/v1/settings/releases", {
      params: { query: given({ cursor }) },
    }),
  );

export const diffRelease = (number: number) =>
  answered(
    client.GET("/admin/api/v1/settings/releases/{number}/diff", {
      params: { path: { number } },
    }),
  );

export const publish = (
  reason: string,
  rollout_percent: number,
  etag: string,
) =>
  answered(
    client.POST("/admin/api/v1/settings/releases", {
      params: { header: { "If-Match": etag } },
      body: { reason, rollout_percent },
    }),
  );

export const rollOut = (number: number, rollout_percent: number) =>
  answered(
    client.PATCH("/admin/api/v1/settings/releases/{number}", {
      params: { path: { number } },
      body: { rollout_percent },
    }),
  );

export const withdraw = (number: number, reason: string) =>
  answered(
    client.POST("/admin/api/v1/settings/releases/{number}/withdraw", {
      params: { path: { number } },
      body: { reason },
    }),
  );

export const rollBack = (number: number, reason: string) =>
  answered(
    client.POST("/admin/api/v1/settings/releases/{number}/rollback", {
      params: { path: { number } },
      body: { reason },
    }),
  );

export const listEdges = () =>
  answered(client.GET("/admin/api/v1/settings/edges"));

export type ExchangeFormat = "json" | "consul";

export const exportSettings = (format: ExchangeFormat) =>
  answered(
    client.GET("/admin/api/v1/settings/export", {
      params: { query: { format } },
      parseAs: "text",
    }),
  );

export const importSettings = (format: ExchangeFormat, content: string) =>
  answered(
    client.POST("/admin/api/v1/settings/import", { body: { format, content } }),
  );
