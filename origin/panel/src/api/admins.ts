import { answered, client, given } from "./client.ts";
import type { Role } from "./model.ts";

export const listAdministrators = (cursor: string | null) =>
  answered(
    client.GET("/admin/api/v1/admins", {
      params: { query: given({ cursor }) },
    }),
  );

/** Gives the password to sign in with the first time. */
export const createAdministrator = (body: {
  email: string;
  name: string;
  role: Role;
}) => answered(client.POST("/admin/api/v1/admins", { body }));

export const changeAdministrator = (
  id: string,
  body: { name?: string; role?: Role; disabled?: boolean },
) =>
  answered(
    client.PATCH("/admin/api/v1/admins/{id}", {
      params: { path: { id } },
      body,
    }),
  );

export const removeAdministrator = (id: string) =>
  answered(
    client.DELETE("/admin/api/v1/admins/{id}", { params: { path: { id } } }),
  );

export const listSessions = (id: string) =>
  answered(
    client.GET("/admin/api/v1/admins/{id}/sessions", {
      params: { path: { id } },
    }),
  );

export const endSessions = (id: string) =>
  answered(
    client.DELETE("/admin/api/v1/admins/{id}/sessions", {
      params: { path: { id } },
    }),
  );

export const endOneSession = (id: string, session_id: string) =>
  answered(
    client.DELETE("/admin/api/v1/admins/{id}/sessions/{session_id}", {
      params: { path: { id, session_id } },
    }),
  );

export const resetTotp = (id: string) =>
  answered(
    client.POST("/admin/api/v1/admins/{id}/totp/reset", {
      params: { path: { id } },
    }),
  );

/** Gives the new password to sign in with. */
export const resetPassword = (id: string) =>
  answered(
    client.POST("/admin/api/v1/admins/{id}/password/reset", {
      params: { path: { id } },
    }),
  );
