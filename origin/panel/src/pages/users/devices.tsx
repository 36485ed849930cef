import { Button } from "@mantine/core";
import { useState } from "react";

import type { Device, UserDetail } from "../../api/model.ts";
import { endDevice } from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { Card } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import { Empty } from "../../parts/states.tsx";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";

interface DevicesProps {
  user: UserDetail;
  onChange: () => void;
}

/** The devices that a listener is signed in on. */
export function Devices({ user, onChange }: DevicesProps) {
  const text = useText();
  const format = useFormat();
  const may = useMay("users.write");
  const [ending, setEnding] = useState<Device | null>(null);
  return (
    <Card title={text("devices")}>
      {user.devices.length === 0 ? (
        <Empty>{text("devices.none")}</Empty>
      ) : (
        <Rows
          label={text("devices")}
          items={user.devices}
          keyOf={({ id }) => id}
          columns={[
            { title: text("name"), cell: ({ name }) => name },
            {
              title: text("device.platform"),
              cell: ({ platform }) => platform,
            },
            { title: text("session.address"), cell: ({ last_ip }) => last_ip },
            {
              title: text("seen"),
              cell: ({ last_seen_at }) => format.relative(last_seen_at),
            },
          ]}
          {...(may && {
            actions: (device: Device) => (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setEnding(device);
                }}
              >
                {text("device.end")}
              </Button>
            ),
          })}
        />
      )}
      {ending && (
        <Ask
          title={text("device.end")}
          about={ending.name}
          confirm={text("device.end")}
          danger
          done="done"
          act={() => endDevice(user.id, ending.id)}
          onClose={() => {
            setEnding(null);
            onChange();
          }}
        />
      )}
    </Card>
  );
}
