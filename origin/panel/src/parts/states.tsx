import {
  Alert,
  Button,
  Center,
  Group,
  Loader,
  Skeleton,
  Stack,
  Text,
} from "@mantine/core";
import { IconAlertTriangle, IconMoodEmpty } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { useText } from "../text/index.ts";
import { Refusal } from "./refusal.tsx";
import type { Resource } from "./use_resource.ts";

/** While a page's own script is on its way. */
export function Loading() {
  const text = useText();
  return (
    <Center mih="40vh">
      <Loader aria-label={text("loading")} role="status" />
    </Center>
  );
}

interface ShownProps<Answer> {
  of: Resource<Answer>;
  children: (data: Answer) => ReactNode;
}

/** What is known of something: its data, that it is on its way, or why it is missing. */
export function Shown<Answer>({ of, children }: ShownProps<Answer>) {
  const { data, problem, reload } = of;
  const text = useText();
  return (
    <>
      {problem && (
        <Alert
          color="red"
          variant="outline"
          icon={<IconAlertTriangle />}
          title={text("not_loaded")}
          role="alert"
          mb="md"
        >
          <Group justify="space-between">
            <Text size="sm" component="div">
              <Refusal problem={problem} />
            </Text>
            <Button size="xs" variant="default" onClick={reload}>
              {text("try_again")}
            </Button>
          </Group>
        </Alert>
      )}
      {data !== undefined && children(data)}
      {data === undefined && !problem && (
        <Stack
          gap="sm"
          aria-busy="true"
          aria-label={text("loading")}
          role="status"
        >
          <Skeleton h={36} />
          <Skeleton h={36} />
          <Skeleton h={36} w="70%" />
        </Stack>
      )}
    </>
  );
}

/** In place of a list without entries. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" className="dimmed">
        <IconMoodEmpty size={32} stroke={1.4} aria-hidden />
        <Text size="sm" ta="center">
          {children}
        </Text>
      </Stack>
    </Center>
  );
}
