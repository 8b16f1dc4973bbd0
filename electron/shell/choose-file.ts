import { basename } from 'node:path';
import { type BrowserWindow, dialog, type FileFilter, shell } from 'electron';
import type { ChosenFile } from '../domain/evidence/port.ts';

const FILTERS: Record<ChosenFile, FileFilter> = {
  pack: { name: 'Evidence pack', extensions: ['spanwatch-pack.zip', 'zip'] },
  review: { name: 'Review', extensions: ['spanwatch-review.json', 'json'] },
  pdf: { name: 'PDF', extensions: ['pdf'] },
  csv: { name: 'CSV', extensions: ['csv'] },
  json: { name: 'JSON', extensions: ['json'] },
  fingerprint: { name: 'Fingerprint', extensions: ['spanwatch-fingerprint.json', 'json'] },
};

/** The system's own dialogs over the window: the only way by which a path comes into the product. */
export function fileChooser(window: () => BrowserWindow | null) {
  /** Where files were saved, by their names: the window knows no more of them. */
  const saved = new Map<string, string>();
  return {
    async saveAs(what: ChosenFile, name: string): Promise<string | null> {
      const options = { defaultPath: name, filters: [FILTERS[what]] };
      const over = window();
      const answer = await (over
        ? dialog.showSaveDialog(over, options)
        : dialog.showSaveDialog(options));
      if (answer.canceled || !answer.filePath) return null;
      saved.set(basename(answer.filePath), answer.filePath);
      return answer.filePath;
    },
    show(file: string): boolean {
      const path = saved.get(file);
      if (path) shell.showItemInFolder(path);
      return path !== undefined;
    },
    async open(what: 'pack' | 'review' | 'fingerprint'): Promise<string | null> {
      const options = { properties: ['openFile' as const], filters: [FILTERS[what]] };
      const over = window();
      const answer = await (over
        ? dialog.showOpenDialog(over, options)
        : dialog.showOpenDialog(options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
  };
}
