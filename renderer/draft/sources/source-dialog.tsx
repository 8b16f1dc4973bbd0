import { CopyDialog } from './copy-dialog.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { SaveTemplateDialog } from './save-template-dialog.tsx';
import { useSourceDialog } from './source-dialogs.ts';
import { TemplatesDialog } from './templates-dialog.tsx';
import './sources.css';

/** Where a new draft comes from, besides an object that is edited. */
export function SourceDialog() {
  const open = useSourceDialog((state) => state.open);
  switch (open?.dialog) {
    case 'paste':
      return <PasteDialog />;
    case 'templates':
      return <TemplatesDialog />;
    case 'save-template':
      return <SaveTemplateDialog source={open.source} name={open.name} />;
    case 'copy':
      return <CopyDialog source={open.source} what={open.what} />;
    case undefined:
      return null;
  }
}
