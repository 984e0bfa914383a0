/**
 * Menus as data: the same entries drop down from a button and open under a right click. Not modal, as
 * a modal layer writes a style element into the page, which our CSP forbids.
 */
import type { LucideIcon } from 'lucide-react';
import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from 'radix-ui';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Keys } from './keys.tsx';
import { VisibleText } from './visible-text.tsx';

export type MenuEntry =
  | 'line'
  | { readonly title: string }
  | {
      readonly label: string;
      readonly icon?: LucideIcon | undefined;
      readonly keys?: string | undefined;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      readonly onSelect: () => void;
    };

interface MenuProps {
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end';
  /** The button. */
  readonly children: ReactElement;
}

/** A menu that drops down from a button. */
export function Menu({ entries, align = 'start', children }: MenuProps): ReactNode {
  return (
    <RadixDropdown.Root modal={false}>
      <RadixDropdown.Trigger asChild>{children}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <RadixDropdown.Content
          className="popup menu"
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          {entriesOf(entries, RadixDropdown)}
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  );
}

/** A menu under a right click (or the menu key) on what it is put around. */
export function ContextMenu({ entries, children }: Omit<MenuProps, 'align'>): ReactNode {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="popup menu" collisionPadding={8}>
          {entriesOf(entries, RadixContext)}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

type Parts = Pick<typeof RadixDropdown, 'Item' | 'Separator' | 'Label'>;

function entriesOf(entries: readonly MenuEntry[], parts: Parts): ReactNode {
  return entries.map((entry, at) => <Fragment key={at}>{entryOf(entry, parts)}</Fragment>);
}

function entryOf(entry: MenuEntry, { Item, Separator, Label }: Parts): ReactNode {
  if (entry === 'line') return <Separator className="menu-line" />;
  if ('title' in entry)
    return (
      <Label className="menu-title cut">
        <VisibleText text={entry.title} />
      </Label>
    );
  const { label, icon: Icon, keys, disabled = false, danger = false, onSelect } = entry;
  return (
    <Item
      className={danger ? 'menu-item danger' : 'menu-item'}
      disabled={disabled}
      onSelect={onSelect}
    >
      {Icon !== undefined && <Icon size={16} aria-hidden />}
      <span className="grow">
        <VisibleText text={label} />
      </span>
      {keys !== undefined && <Keys keys={keys} />}
    </Item>
  );
}
