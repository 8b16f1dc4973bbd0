import type { Desktop } from '../../support/desktop.ts';

/** The system's own dialogs can't be clicked by a test: they answer as a person would; null: who thinks better of it. */
export async function chooses(desktop: Desktop, path: string | null): Promise<void> {
  await desktop.app.evaluate(({ dialog }, file) => {
    const canceled = file === null;
    dialog.showSaveDialog = async () => ({ canceled, filePath: file ?? '' });
    dialog.showOpenDialog = async () => ({ canceled, filePaths: file === null ? [] : [file] });
  }, path);
}
