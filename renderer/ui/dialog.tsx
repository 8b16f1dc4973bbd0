import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './button.tsx';
import './confirm-dialog.css';
import { useOwnFocus } from './own-focus.ts';

interface DialogProps {
  onClose: () => void;
  title: ReactNode;
  /** Colour name of whom it concerns: the stripe on top. */
  colour?: string;
  /** Something inside says `data-autofocus` itself: else the title has the focus first. */
  focusInside?: boolean;
  /** px */
  width?: number;
  children: ReactNode;
}

const WIDTH = 520;

/** A titled window over the page, drawn while it is in the tree. Esc closes it. */
export function Dialog({
  onClose,
  title,
  colour = 'none',
  width = WIDTH,
  focusInside = false,
  children,
}: DialogProps) {
  const content = useRef<HTMLDivElement>(null);
  useOwnFocus(content, true);
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size={width}>
      <div data-colour={colour} ref={content}>
        <div className="confirm-stripe" />
        <div className="confirm-body">
          <div className="dialog-head">
            <Modal.Title
              className="dialog-title"
              tabIndex={-1}
              data-autofocus={!focusInside || undefined}
            >
              {title}
            </Modal.Title>
            <IconButton label="Close" icon={<IconX size={17} />} onClick={onClose} />
          </div>
          {children}
        </div>
      </div>
    </Modal>
  );
}
