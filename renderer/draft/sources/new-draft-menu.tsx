import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { go } from '../../shell/route-store.ts';
import { Button } from '../../ui/button.tsx';
import { useNewDraftMenu } from './new-draft-store.ts';
import { openSourceDialog } from './source-dialogs.ts';

/** Where a new draft can come from. */
export function NewDraftMenu({ primary = false }: { primary?: boolean }) {
  const opened = useNewDraftMenu((state) => state.open);
  useEffect(() => () => useNewDraftMenu.setState({ open: false }), []);
  return (
    <Menu
      position="bottom-end"
      opened={opened}
      onChange={(open) => useNewDraftMenu.setState({ open })}
    >
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
