import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PageProps {
  title: string;
  /** One sentence of what the page is for. */
  about?: string;
  /** What can be done with the page's subject as a whole. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's heading and body. */
export function Page({ title, about, actions, children }: PageProps) {
  return (
    <Stack gap="lg">
      <title>{`${title} · Listen Stream`}</title>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {about !== undefined && (
            <Text size="sm" className="dimmed" maw="60ch">
              {about}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

interface CardProps {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Card({ title, actions, children }: CardProps) {
  return (
    <section
      className="card"
      {...(title !== undefined && { "aria-label": title })}
    >
      {(title !== undefined || actions !== undefined) && (
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h5">
            {title}
          </Title>
          <Group gap="xs">{actions}</Group>
        </Group>
      )}
      {children}
    </section>
  );
}
