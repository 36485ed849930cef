import type { TestProject } from "vitest/node";

import { Api } from "./api.ts";
import { variable } from "./environment.ts";

/** An administrator that a test signs in as. */
export interface Newcomer {
  email: string;
  password: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Cookie of the owner's session, signed in and stepped up. */
    owner: string;
    /** That of another, who edits at the same time. */
    colleague: string;
    /** A recovery code of the owner's that is not used yet. */
    spare: string;
    /** Signs in the first time. */
    newcomer: Newcomer;
    /** Types wrong codes. */
    clumsy: Newcomer;
  }
}

/** Signs the owner in, who makes the other administrators. */
export default async function setup(project: TestProject): Promise<void> {
  const owner = new Api();
  const { email, password } = JSON.parse(variable("OWNER")) as Newcomer;
  const { recovery_codes } = await owner.enrol(email, password);
  await owner.stepUp();
  const made = async (name: string, role: string) => {
    const email = `${name}@listen.test`;
    const { initial_password } = await owner.call<{ initial_password: string }>(
      "POST",
      "/admins",
      { email, name, role },
    );
    return { email, password: initial_password };
  };
  const colleague = new Api();
  const operator = await made("colleague", "operator");
  await colleague.enrol(operator.email, operator.password);
  await colleague.stepUp();
  project.provide("owner", owner.cookie);
  project.provide("colleague", colleague.cookie);
  project.provide("spare", recovery_codes[0] ?? "");
  project.provide("newcomer", await made("newcomer", "operator"));
  project.provide("clumsy", await made("clumsy", "auditor"));
}
