import { IconTemplate, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Template } from '../../../shared/template.ts';
import { call } from '../../bridge.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureBanner } from '../../ui/failure.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { closeSourceDialog, openSourceDialog } from './source-dialogs.ts';

const WIDTH = 560;

/** The templates: make a draft from one, or take one away. */
export function TemplatesDialog() {
  const [templates, setTemplates] = useState<Template[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const load = useCallback(async () => {
    const answer = await call('template.list', null);
    if (answer.ok) setTemplates(answer.value);
    else setFailure(answer.failure);
  }, []);
  useEffect(() => void load(), [load]);

  async function remove({ id }: Template) {
    const answer = await call('template.remove', { templateId: id });
    if (answer.ok) await load();
    else setFailure(answer.failure);
  }

  return (
    <Dialog onClose={closeSourceDialog} title="New draft from a template" width={WIDTH}>
      {failure && <FailureBanner failure={failure} />}
      {!templates && !failure && <LoadingState label="Reading the templates" />}
      {templates?.length === 0 && (
        <EmptyState icon={<IconTemplate size={22} />} title="No templates yet">
          Open a draft or an object and choose “Save as template”: its fields are kept, and what it
          refers to by name, for every manager.
        </EmptyState>
      )}
      {templates && templates.length > 0 && (
        <ul className="templates">
          {templates.map((template) => (
            <li key={template.id}>
              <div className="template-name">
                <b>{template.name}</b>
                <span className="muted small">
                  {KIND_NAME[template.portable.kind]} · kept{' '}
                  <TimeText at={template.createdAt} form="short" />
                </span>
              </div>
              <Button
                size="small"
                onClick={() =>
                  openSourceDialog({
                    dialog: 'copy',
                    source: { from: 'template', templateId: template.id },
                    what: `from the template “${template.name}”`,
                  })
                }
              >
                Use it
              </Button>
              <IconButton
                small
                label={`Remove the template ${template.name}`}
                icon={<IconTrash size={15} />}
                onClick={() => void remove(template)}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
