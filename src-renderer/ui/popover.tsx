/** A small panel beside a button; not modal, for the same reason as menus. */
import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface PopoverProps {
  /** The button. */
  readonly trigger: ReactElement;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A panel that opens under its button. */
export function Popover(props: PopoverProps): ReactNode {
  const { trigger, label, align = 'start', open, onOpenChange, children } = props;
  const controlled = {
    ...(open === undefined ? {} : { open }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  return (
    <Radix.Root {...controlled}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="popup"
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            // A field to type into, else the panel itself: a focused button would show its tooltip.
            event.preventDefault();
            const panel = event.currentTarget as HTMLElement;
            (panel.querySelector('input') ?? panel).focus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
