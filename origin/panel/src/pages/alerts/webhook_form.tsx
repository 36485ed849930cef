import {
  Button,
  Group,
  PasswordInput,
  Stack,
  Switch,
  TextInput,
} from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import { getWebhook, putWebhook, testWebhook } from "../../api/alerts.ts";
import type { Webhook } from "../../api/model.ts";
import { Card } from "../../parts/page.tsx";
import { Shown } from "../../parts/states.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useText } from "../../text/index.ts";

/** The address that alerts are sent to. */
export function WebhookForm() {
  const webhook = useResource("webhook", getWebhook);
  return (
    <Shown of={webhook}>
      {(known) => <Form known={known} onSaved={webhook.reload} />}
    </Shown>
  );
}

function Form({ known, onSaved }: { known: Webhook; onSaved: () => void }) {
  const text = useText();
  const may = useMay("alerts.write");
  const [url, setUrl] = useState(known.url ?? "");
  const [secret, setSecret] = useState("");
  const [enabled, setEnabled] = useState(known.enabled);
  const save = useAction(
    async () => {
      await putWebhook({
        url: url.trim(),
        enabled,
        ...(secret !== "" && { secret }),
      });
      setSecret("");
      onSaved();
    },
    { done: "done", inline: false },
  );
  const test = useAction(testWebhook, {
    done: "webhook.tested",
    inline: false,
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save.run();
  };
  return (
    <Card title={text("webhook")}>
      <form onSubmit={submit}>
        <Stack maw={560}>
          <TextInput
            label={text("webhook.url")}
            type="url"
            placeholder="https://"
            value={url}
            onChange={(event) => {
              setUrl(event.currentTarget.value);
            }}
            error={save.problem?.fields.url}
            disabled={!may}
            required
          />
          <PasswordInput
            label={text("webhook.secret")}
            description={text("webhook.secret.about")}
            placeholder={known.secret_set ? "••••••••" : ""}
            value={secret}
            onChange={(event) => {
              setSecret(event.currentTarget.value);
            }}
            error={save.problem?.fields.secret}
            autoComplete="off"
            disabled={!may}
            visibilityToggleButtonProps={{
              "aria-label": text("password.show"),
            }}
          />
          <Switch
            label={text("webhook.enabled")}
            checked={enabled}
            onChange={(event) => {
              setEnabled(event.currentTarget.checked);
            }}
            disabled={!may}
          />
          {may && (
            <Group justify="flex-end">
              <Button
                variant="default"
                loading={test.busy}
                disabled={known.url === null}
                onClick={() => void test.run()}
              >
                {text("webhook.test")}
              </Button>
              <Button type="submit" loading={save.busy}>
                {text("save")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}
