import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { go } from '../../shell/route-store.ts';
import { Button } from '../../ui/button.tsx';
import { openSourceDialog } from './source-dialogs.ts';

/** Where a new draft can come from. */
export function NewDraftMenu({ primary = false }: { primary?: boolean }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button kind={primary ? 'primary' : 'plain'} icon={<IconPlus size={15} />}>
          New draft
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => go({ screen: 'inventory' })}>
          From the inventory
          <div className="muted small">edit, copy or delete an object, or make a new one</div>
        </Menu.Item>
        <Menu.Item onClick={() => openSourceDialog({ dialog: 'paste' })}>
          From JSON or curl
          <div className="muted small">paste an object or a command</div>
        </Menu.Item>
        <Menu.Item onClick={() => openSourceDialog({ dialog: 'templates' })}>
          From a template
          <div className="muted small">that you have kept</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
