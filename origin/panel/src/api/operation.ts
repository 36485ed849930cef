import { answered, client, given } from "./client.ts";

export const listSources = () => answered(client.GET("/admin/api/v1/sources"));

export const orderSources = (order: string[], reason: string) =>
  answered(
    client.PUT("/admin/api/v1/sources/order", { body: { order, reason } }),
  );

export const switchSource = (
  source: string,
  enabled: boolean,
  reason: string,
) =>
  answered(
    client.PATCH("/admin/api/v1/sources/{source}", {
      params: { path: { source } },
      body: { enabled, reason },
    }),
  );

export const setCredential = (source: string, value: string, reason: string) =>
  answered(
    client.PUT("/admin/api/v1/sources/{source}/credential", {
      params: { path: { source } },
      body: { value, reason },
    }),
  );

export const findUsers = (wanted: {
  phone?: string;
  id?: string;
  nickname?: string;
}) => answered(client.POST("/admin/api/v1/users/search", { body: wanted }));

export const getUser = (id: string) =>
  answered(
    client.GET("/admin/api/v1/users/{id}", { params: { path: { id } } }),
  );

export const listDevices = (id: string) =>
  answered(
    client.GET("/admin/api/v1/users/{id}/devices", {
      params: { path: { id } },
    }),
  );

export const banUser = (id: string, reason: string) =>
  answered(
    client.POST("/admin/api/v1/users/{id}/ban", {
      params: { path: { id } },
      body: { reason },
    }),
  );

export const unbanUser = (id: string) =>
  answered(
    client.DELETE("/admin/api/v1/users/{id}/ban", { params: { path: { id } } }),
  );

export const signOutUser = (id: string) =>
  answered(
    client.POST("/admin/api/v1/users/{id}/sign-out", {
      params: { path: { id } },
    }),
  );

export const endDevice = (id: string, device_id: string) =>
  answered(
    client.DELETE("/admin/api/v1/users/{id}/devices/{device_id}", {
      params: { path: { id, device_id } },
    }),
  );

export const listVendors = () =>
  answered(client.GET("/admin/api/v1/sms/vendors"));

export const orderVendors = (order: string[], reason: string) =>
  answered(client.PUT("/admin/api/v1/sms/order", { body: { order, reason } }));

export const listDeliveries = (query: {
  vendor: string | null;
  state: string | null;
  cursor: string | null;
}) =>
  answered(
    client.GET("/admin/api/v1/sms/deliveries", {
      params: { query: given(query) },
    }),
  );

export const sendTest = (phone: string, vendor: string | null) =>
  answered(
    client.POST("/admin/api/v1/sms/test", {
      body: { phone, vendor },
    }),
  );

export const listJobs = () => answered(client.GET("/admin/api/v1/jobs"));

export const listOutbox = (
  state: "waiting" | "set_aside",
  cursor: string | null,
) =>
  answered(
    client.GET("/admin/api/v1/outbox", {
      params: { query: given({ state, cursor }) },
    }),
  );

export const retryEvent = (id: string) =>
  answered(
    client.POST("/admin/api/v1/outbox/{id}/retry", {
      params: { path: { id } },
    }),
  );

export const dropEvent = (id: string) =>
  answered(
    client.DELETE("/admin/api/v1/outbox/{id}", { params: { path: { id } } }),
  );
