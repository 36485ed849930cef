import { ActionIcon, Button, Group, Text, VisuallyHidden } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconPlus,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";

import { useText } from "../text/index.ts";

interface OrderListProps {
  label: string;
  items: string[];
  /** Everything that can be in the order; what is not in it is listed below. */
  all: string[];
  nameOf: (item: string) => string;
  onChange: (items: string[]) => void;
  readOnly?: boolean;
}

/**
 * A list put in order by dragging, by its buttons, or by Alt with an arrow key. All but the last item
 * can be left out, and come back at the end.
 */
export function OrderList({
  label,
  items,
  all,
  nameOf,
  onChange,
  readOnly = false,
}: OrderListProps) {
  const text = useText();
  const [dragged, setDragged] = useState<number | null>(null);
  const [told, setTold] = useState("");
  const lists = useRef<HTMLDivElement>(null);
  const [turned, setTurned] = useState<{ item: string } | null>(null);
  // Its row is another one now: the keyboard goes with it.
  useEffect(() => {
    if (turned === null) return;
    const row = `[data-item="${CSS.escape(turned.item)}"]`;
    lists.current?.querySelector<HTMLElement>(`${row} button`)?.focus();
  }, [turned]);
  const absent = all.filter((item) => !items.includes(item));
  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to)
      return;
    onChange(items.toSpliced(from, 1).toSpliced(to, 0, item));
    setTold(text("order.moved", { name: nameOf(item), place: to + 1 }));
  };
  const add = (item: string) => {
    onChange([...items, item]);
    setTold(
      text("order.moved", { name: nameOf(item), place: items.length + 1 }),
    );
    setTurned({ item });
  };
  const leaveOut = (item: string) => {
    if (items.length === 1) return;
    onChange(items.filter((other) => other !== item));
    setTold(text("order.left_out", { name: nameOf(item) }));
    setTurned({ item });
  };
  return (
    <div ref={lists}>
      <ol className="order" aria-label={label}>
        {items.map((item, index) => (
          <li
            key={item}
            data-item={item}
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
              {!readOnly && (
                <ActionIcon
                  variant="default"
                  size="lg"
                  aria-label={text("order.leave_out", { name: nameOf(item) })}
                  aria-disabled={items.length === 1}
                  onClick={() => {
                    leaveOut(item);
                  }}
                >
                  <IconX size={18} />
                </ActionIcon>
              )}
            </Group>
          </li>
        ))}
      </ol>
      {absent.length > 0 && (
        <>
          <Text size="sm" className="dimmed" mt="md" mb="xs">
            {text("order.absent")}
          </Text>
          <ul className="order" aria-label={text("order.absent")}>
            {absent.map((item) => (
              <li key={item} data-item={item}>
                <Group gap="sm" wrap="nowrap">
                  <Text style={{ flex: 1 }}>{nameOf(item)}</Text>
                  {!readOnly && (
                    <Button
                      size="xs"
                      variant="default"
                      leftSection={<IconPlus size={16} />}
                      aria-label={`${text("order.add")}: ${nameOf(item)}`}
                      onClick={() => {
                        add(item);
                      }}
                    >
                      {text("order.add")}
                    </Button>
                  )}
                </Group>
              </li>
            ))}
          </ul>
        </>
      )}
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </div>
  );
}
