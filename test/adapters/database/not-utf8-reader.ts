import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { CASES, OF_BEFORE } from './not-utf8-cases.ts';

/** Run in a process of its own, which libsql ends at a text that is not UTF-8: tells what it read of a damaged file. */
const [folder = '', name = ''] = process.argv.slice(2);

async function tell(): Promise<void> {
  const store = openDatabase(folder, () => {});
  const left = await (CASES[name] ?? OF_BEFORE[name])?.read(store, folder);
  process.stdout.write(JSON.stringify({ left, skipped: store.skippedRows() }));
  store.close();
}
void tell();
