import {
  Alert,
  Button,
  Group,
  PasswordInput,
  Stack,
  Switch,
  TextInput,
} from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, type SyntheticEvent } from "react";

import { getWebhook, putWebhook, testWebhook } from "../../api/alerts.ts";
import type { Webhook, WebhookAnswer } from "../../api/model.ts";
import { notify } from "../../parts/notify.tsx";
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
  const [failed, setFailed] = useState<WebhookAnswer | null>(null);
  const test = useAction(
    async () => {
      setFailed(null);
      const answer = await testWebhook();
      if (answer.delivered) notify("webhook.tested");
      else setFailed(answer);
    },
    { inline: false },
  );
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
          {failed && <Undelivered {...failed} />}
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

/** Why a test was not delivered. */
function Undelivered({ status, error }: WebhookAnswer) {
  const text = useText();
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<IconAlertTriangle />}
      title={text("webhook.undelivered")}
      role="alert"
    >
      {status != null && <div>{`HTTP ${status}`}</div>}
      <div>{error}</div>
    </Alert>
  );
}
