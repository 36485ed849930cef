import { answered, client, given } from "./client.ts";
import type { Release, SettingsDraft } from "./model.ts";

/** What came into force since a draft was saved. */
export interface Overtaken {
  /** The document that the draft was made from. */
  base: unknown;
  /** The release in force, with its document. */
  by: Release;
}

/** A draft, and the validator that a write of it has to name. */
export interface TaggedDraft extends SettingsDraft {
  etag: string;
  /** Saved or published as it is, the draft would undo this; null for one on the release in force. */
  overtaken: Overtaken | null;
}

async function tagged(
  call: Promise<{ data?: SettingsDraft; error?: unknown; response: Response }>,
): Promise<TaggedDraft> {
  const draft = await answered(call);
  const etag = (await call).response.headers.get("etag") ?? "";
  return { ...draft, etag, overtaken: null };
}

export const getSchema = () =>
  answered(client.GET("/admin/api/v1/settings/schema"));

/** The draft. Of one that was made from another release than the one in force, both are read as well. */
export async function getDraft(): Promise<TaggedDraft> {
  const draft = await tagged(client.GET("/admin/api/v1/settings/draft"));
  // Nobody has saved one: this is the release in force.
  if (draft.updated_by == null) return draft;
  // After the draft: of a release that comes into force in between its tag knows nothing, so that the
  // origin refuses what is written with it.
  const current = await currentRelease();
  if (current === draft.base_release) return draft;
  const [base, by] = await Promise.all([
    // Before the first release the defaults were in force.
    draft.base_release === 0 ? {} : documentOf(draft.base_release),
    getRelease(current),
  ]);
  return { ...draft, overtaken: { base, by } };
}

/** The number of the release that holds for everybody; 0 where nothing was published yet. */
async function currentRelease(): Promise<number> {
  let cursor: string | null = null;
  do {
    // Those that are rolled out or were withdrawn are newer.
    const page = await listReleases(cursor);
    const active = page.items.find(({ state }) => state === "active");
    if (active) return active.number;
    cursor = page.next_cursor ?? null;
  } while (cursor !== null);
  return 0;
}

export const putDraft = (document: Record<string, unknown>, etag: string) =>
  tagged(
    client.PUT("/admin/api/v1/settings/draft", {
      params: { header: { "If-Match": etag } },
      body: { document },
    }),
  );

export const dropDraft = (etag: string) =>
  answered(
    client.DELETE("/admin/api/v1/settings/draft", {
      params: { header: { "If-Match": etag } },
    }),
  );

export const validateDraft = (document: Record<string, unknown>) =>
  answered(
    client.POST("/admin/api/v1/settings/draft/validate", {
      body: { document },
    }),
  );

export const diffDraft = () =>
  answered(client.GET("/admin/api/v1/settings/draft/diff"));

export const putSecret = (path: string, value: string, etag: string) =>
  tagged(
    client.PUT("/admin/api/v1/settings/draft/secrets/{path}", {
      params: { path: { path }, header: { "If-Match": etag } },
      body: { value },
    }),
  );

export const dropSecret = (path: string, etag: string) =>
  tagged(
    client.DELETE("/admin/api/v1/settings/draft/secrets/{path}", {
      params: { path: { path }, header: { "If-Match": etag } },
    }),
  );

export const listReleases = (cursor: string | null) =>
  answered(
    client.GET("/admin/api/v1/settings/releases", {
      params: { query: given({ cursor }) },
    }),
  );

export const getRelease = (number: number) =>
  answered(
    client.GET("/admin/api/v1/settings/releases/{number}", {
      params: { path: { number } },
    }),
  );

const documentOf = async (number: number) =>
  (await getRelease(number)).document;

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

/** Makes a file the draft, in place of the one that was seen. */
export const importSettings = (
  format: ExchangeFormat,
  content: string,
  etag: string,
) =>
  tagged(
    client.POST("/admin/api/v1/settings/import", {
      params: { header: { "If-Match": etag } },
      body: { format, content },
    }),
  );
