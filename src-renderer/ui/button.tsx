/** Buttons: with words where there is room, as an icon with a tooltip where there is not. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { keysText } from './keys.tsx';
import { Tooltip } from './tooltip.tsx';

type Native = Omit<ComponentProps<'button'>, 'type'>;

interface ButtonProps extends Native {
  readonly variant?: 'plain' | 'primary' | 'bare' | 'danger';
  readonly small?: boolean;
  readonly icon?: LucideIcon | undefined;
}

/** A button with words. */
export function Button(props: ButtonProps): ReactNode {
  const { variant = 'plain', small = false, icon: Icon, className, children, ...rest } = props;
  const classes = ['button', variant, small ? 'small' : '', className ?? ''].join(' ');
  return (
    <button type="button" className={classes} {...rest}>
      {Icon !== undefined && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Native {
  /** Said by the tooltip and to screen readers. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  /** For switches: shown as held down. */
  readonly pressed?: boolean | undefined;
  readonly small?: boolean;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { label, icon: Icon, keys, pressed, small = false, side, className, ...rest } = props;
  const classes = ['button', 'icon', small ? 'small' : '', className ?? ''].join(' ');
  const spoken = keys === undefined ? {} : { 'aria-keyshortcuts': keysText(keys) };
  return (
    <Tooltip label={label} keys={keys} side={side ?? 'bottom'}>
      <button
        type="button"
        className={classes}
        aria-label={label}
        aria-pressed={pressed}
        {...spoken}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  );
}
