import { Modal } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import './confirm-dialog.css';
import { useOwnFocus } from './own-focus.ts';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children?: ReactNode;
  /** Colour name of whom the act concerns: the stripe on top (`orange`, `red`, …). */
  colour?: string;
  /** The act itself, as a verb with its object: "Remove nsx-lab". */
  confirm: string;
  onConfirm: () => void;
  danger?: boolean;
  busy?: boolean;
  /** Keeps the act from being pressed, and says why. */
  blocked?: string | undefined;
  cancel?: string;
  /** A muted remark at the left of the buttons. */
  remark?: ReactNode;
  /** px */
  width?: number;
}

const WIDTH = 520;

/** Asks before an act that changes something elsewhere or takes something away. Esc and Cancel do nothing. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  colour = 'none',
  confirm,
  onConfirm,
  danger = false,
  busy = false,
  blocked,
  cancel = 'Cancel',
  remark,
  width = WIDTH,
}: ConfirmDialogProps) {
  const content = useRef<HTMLFormElement>(null);
  useOwnFocus(content, open);
  return (
    <Modal opened={open} onClose={onClose} withCloseButton={false} padding={0} size={width}>
      <form
        ref={content}
        data-colour={colour}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !blocked) onConfirm();
        }}
      >
        <div className="confirm-stripe" />
        <div className="confirm-body">
          <Modal.Title className="dialog-title">{title}</Modal.Title>
          {children}
        </div>
        <div className="confirm-foot">
          {remark && <span className="confirm-left">{remark}</span>}
          <Button onClick={onClose} data-autofocus={danger || undefined}>
            {cancel}
          </Button>
          <Button
            type="submit"
            kind={danger ? 'danger' : 'primary'}
            busy={busy}
            disabled={blocked !== undefined}
            why={blocked}
            data-autofocus={danger ? undefined : true}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
