import { Tooltip } from '@mantine/core';
import { IconLoader2 } from '@tabler/icons-react';
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import './button.css';

type NativeButton = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'>;

interface ButtonProps extends NativeButton {
  /** `primary`: at most one on a screen. `danger`: only where something is taken away. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
  /** A 16 px icon before the word. */
  icon?: ReactNode;
  busy?: boolean;
  /** Stays reachable by keyboard (aria-disabled), so that `why` can be read. */
  disabled?: boolean;
  /** Why it cannot be pressed; shown on hover and focus. */
  why?: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A press that a disabled button lets pass through to nobody. */
function blocked(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

/** A button with a word on it. While `busy` it turns a ring and takes no press. */
export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  busy = false,
  disabled = false,
  why,
  children,
  onClick,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  const off = disabled || busy;
  const button = (
    <button
      {...rest}
      type={off ? 'button' : type}
      className={className ? `button ${className}` : 'button'}
      data-kind={kind}
      data-size={size}
      data-busy={busy || undefined}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={off ? blocked : onClick}
    >
      {busy ? <IconLoader2 size={15} aria-hidden /> : icon}
      {children}
    </button>
  );
  if (!disabled || !why) return button;
  return (
    <Tooltip label={why} maw={320} events={{ hover: true, focus: true, touch: true }}>
      {button}
    </Tooltip>
  );
}

interface IconButtonProps extends NativeButton {
  /** Said by screen readers and shown on hover. */
  label: string;
  icon: ReactNode;
  small?: boolean;
  disabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon only; its label is a tooltip and its accessible name. */
export function IconButton({
  label,
  icon,
  small = false,
  disabled = false,
  onClick,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <button
        {...rest}
        type="button"
        className={className ? `icon-button ${className}` : 'icon-button'}
        data-small={small || undefined}
        aria-label={label}
        aria-disabled={disabled || undefined}
        onClick={disabled ? blocked : onClick}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

/** An act in the middle of a text: "Go to field". */
export function LinkButton({
  children,
  className,
  ...rest
}: NativeButton & { children: ReactNode }) {
  return (
    <button
      {...rest}
      type="button"
      className={className ? `link-button ${className}` : 'link-button'}
    >
      {children}
    </button>
  );
}
