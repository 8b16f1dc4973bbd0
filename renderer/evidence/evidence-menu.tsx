import { Menu } from '@mantine/core';
import { IconPackageExport } from '@tabler/icons-react';
import { COPY_FORMS, COPY_WORDS, copyText } from '../../shared/evidence/copy-as.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { Button } from '../ui/button.tsx';
import { copyAs, savePdf } from './acts.ts';
import { openExportDialog } from './evidence-store.ts';

/** What a request can be handed on as: a file, or words on the clipboard. */
export function EvidenceMenu({ summary }: { summary: RequestSummary }) {
  const { id } = summary.request;
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button icon={<IconPackageExport size={15} />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => openExportDialog([id])}>
          Evidence pack…
          <div className="muted small">one file that anybody can verify and open</div>
        </Menu.Item>
        <Menu.Item onClick={() => void savePdf(id)}>
          Report as PDF…
          <div className="muted small">timeline, nodes, changes, checks, notes</div>
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Copy as</Menu.Label>
        {COPY_FORMS.map((form) => (
          <Menu.Item
            key={form}
            disabled={copyText(form, summary) === null}
            onClick={() => void copyAs(form, summary)}
          >
            {COPY_WORDS[form].label}
            <span className="muted small"> {COPY_WORDS[form].note}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
