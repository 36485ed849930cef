import { answered, client, given } from "./client.ts";
import type { AlertRule } from "./model.ts";

export const listRules = () =>
  answered(client.GET("/admin/api/v1/alerts/rules"));

export const changeRule = (
  name: AlertRule["name"],
  body: { enabled?: boolean; threshold?: number; window_s?: number },
) =>
  answered(
    client.PATCH("/admin/api/v1/alerts/rules/{name}", {
      params: { path: { name } },
      body,
    }),
  );

export const listEvents = (
  state: "open" | "acknowledged",
  cursor: string | null,
) =>
  answered(
    client.GET("/admin/api/v1/alerts/events", {
      params: { query: given({ state, cursor }) },
    }),
  );

export const acknowledge = (id: string, note: string) =>
  answered(
    client.POST("/admin/api/v1/alerts/events/{id}/acknowledge", {
      params: { path: { id } },
      body: note === "" ? {} : { note },
    }),
  );

export const getWebhook = () =>
  answered(client.GET("/admin/api/v1/alerts/webhook"));

export const putWebhook = (body: {
  url: string;
  enabled: boolean;
  secret?: string;
}) => answered(client.PUT("/admin/api/v1/alerts/webhook", { body }));

export const testWebhook = () =>
  answered(client.POST("/admin/api/v1/alerts/webhook/test"));
