import { ActionIcon, Group, Text, VisuallyHidden } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
} from "@tabler/icons-react";
import { useState } from "react";

import { useText } from "../text/index.ts";

interface OrderListProps {
  label: string;
  items: string[];
  nameOf: (item: string) => string;
  onChange: (items: string[]) => void;
  readOnly?: boolean;
}

/** A list put in order by dragging, by its buttons, or by Alt with an arrow key. */
export function OrderList({
  label,
  items,
  nameOf,
  onChange,
  readOnly = false,
}: OrderListProps) {
  const text = useText();
  const [dragged, setDragged] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to)
      return;
    onChange(items.toSpliced(from, 1).toSpliced(to, 0, item));
    setTold(text("order.moved", { name: nameOf(item), place: to + 1 }));
  };
  return (
    <>
      <ol className="order" aria-label={label}>
        {items.map((item, index) => (
          <li
            key={item}
            draggable={!readOnly}
            data-dragged={dragged === index}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", item);
              setDragged(index);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              move(dragged, index);
              setDragged(index);
            }}
            onDragEnd={() => {
              setDragged(null);
            }}
          >
            <Group gap="sm" wrap="nowrap">
              {!readOnly && (
                <IconGripVertical size={18} aria-hidden className="dimmed" />
              )}
              <Text size="sm" fw={600} className="dimmed">
                {index + 1}
              </Text>
              <Text style={{ flex: 1 }}>{nameOf(item)}</Text>
              {!readOnly &&
                ([-1, 1] as const).map((step) => (
                  <ActionIcon
                    key={step}
                    variant="default"
                    size="lg"
                    aria-label={text(step < 0 ? "order.up" : "order.down", {
                      name: nameOf(item),
                    })}
                    aria-disabled={
                      index + step < 0 || index + step >= items.length
                    }
                    onClick={() => {
                      move(index, index + step);
                    }}
                    onKeyDown={(event) => {
                      const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                      if (!event.altKey || way === undefined) return;
                      event.preventDefault();
                      move(index, index + way);
                    }}
                  >
                    {step < 0 ? (
                      <IconArrowUp size={18} />
                    ) : (
                      <IconArrowDown size={18} />
                    )}
                  </ActionIcon>
                ))}
            </Group>
          </li>
        ))}
      </ol>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
}
