import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Delivery } from "../../api/model.ts";
import { listVendors, sendTest } from "../../api/operation.ts";
import { Problem } from "../../api/problem.ts";
import { Ask } from "../../parts/ask.tsx";
import { Rows } from "../../parts/rows.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useText } from "../../text/index.ts";

/** Sends a message to see that it arrives; where no vendor took it, shows what each of them said. */
export function TestDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const vendors = useResource(
    "vendors",
    async () => (await listVendors()).items,
  );
  const [phone, setPhone] = useState("");
  const [vendor, setVendor] = useState<string | null>(null);
  const [attempts, setAttempts] = useState<Delivery[]>([]);
  const send = async () => {
    setAttempts([]);
    const { sent, attempts } = await sendTest(phone.trim(), vendor);
    if (sent) return;
    setAttempts(attempts);
    throw new Problem("sms_unavailable", "no vendor took the message");
  };
  return (
    <Ask
      title={text("sms.test")}
      about={text("sms.test.about")}
      confirm={text("send")}
      done="sms.test.done"
      act={send}
      onClose={onClose}
    >
      <TextInput
        label={text("users.by.phone")}
        placeholder="+8613812345678"
        type="tel"
        value={phone}
        onChange={(event) => {
          setPhone(event.currentTarget.value);
        }}
        data-autofocus
        required
      />
      <Select
        label={text("sms.vendor")}
        placeholder={text("sms.vendor.any")}
        data={vendors.data?.map(({ name }) => name) ?? []}
        value={vendor}
        onChange={setVendor}
        clearable
      />
      {attempts.length > 0 && (
        <Rows
          label={text("sms.test.attempts")}
          items={attempts}
          keyOf={({ id }) => id}
          columns={[
            { title: text("sms.vendor"), cell: ({ vendor }) => vendor },
            {
              title: text("state"),
              cell: ({ state }) => <Tag kind="delivery" name={state} />,
            },
            { title: text("error"), cell: ({ error }) => error ?? "–" },
          ]}
        />
      )}
    </Ask>
  );
}
