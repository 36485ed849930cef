import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { listVendors, sendTest } from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useText } from "../../text/index.ts";

/** Sends a message to see that it arrives. */
export function TestDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const vendors = useResource(
    "vendors",
    async () => (await listVendors()).items,
  );
  const [phone, setPhone] = useState("");
  const [vendor, setVendor] = useState<string | null>(null);
  return (
    <Ask
      title={text("sms.test")}
      about={text("sms.test.about")}
      confirm={text("send")}
      done="sms.test.done"
      act={() => sendTest(phone.trim(), vendor)}
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
    </Ask>
  );
}
