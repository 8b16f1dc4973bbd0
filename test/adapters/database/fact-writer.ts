import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { RequestId } from '../../../shared/ids.ts';
import { checked, draft, request } from './samples.ts';

/** Run in a process of its own: stores facts and drafts until it is killed, naming each one that it was told is stored. */
const store = openDatabase(process.argv[2] ?? '');
const id = RequestId.parse('r-1');
store.addRequest(request('r-1'));
for (let number = 1; ; number++) {
  store.addFact(id, number, checked(number));
  store.saveDraft(draft(number));
  process.stdout.write(`${number}\n`);
}
