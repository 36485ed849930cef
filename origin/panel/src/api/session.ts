import { useSession } from "../session/store.ts";
import { answered, client } from "./client.ts";

export const getSession = () => answered(client.GET("/admin/api/v1/session"));

/** Begins signing in; a code, or its enrolment, comes next. */
export async function beginSession(email: string, password: string) {
  const body = { email, password };
  const begun = client.POST("/admin/api/v1/session", { body });
  useSession.getState().take(await answered(begun));
}

export const confirmCode = (code: string) =>
  answered(client.POST("/admin/api/v1/session/totp", { body: { code } }));

export const confirmRecoveryCode = (code: string) =>
  answered(client.POST("/admin/api/v1/session/recovery", { body: { code } }));

export const beginEnrolment = () =>
  answered(client.POST("/admin/api/v1/session/enrolment"));

export const confirmEnrolment = (code: string) =>
  answered(
    client.POST("/admin/api/v1/session/enrolment/confirm", { body: { code } }),
  );

/** Confirms a dangerous call that follows. */
export async function stepUp(code: string) {
  await answered(
    client.POST("/admin/api/v1/session/step-up", { body: { code } }),
  );
}

export async function endSession() {
  await answered(client.DELETE("/admin/api/v1/session"));
  useSession.getState().end();
}

export const changePassword = (
  current_password: string,
  new_password: string,
) =>
  answered(
    client.PUT("/admin/api/v1/session/password", {
      body: { current_password, new_password },
    }),
  );

export const renewRecoveryCodes = () =>
  answered(client.POST("/admin/api/v1/session/recovery-codes"));
