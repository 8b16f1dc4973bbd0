import { bytesText, WHY_WORDS } from '../../../shared/storage-words.ts';
import { listAside } from '../../adapters/storage/aside.ts';
import { listBackups } from '../../adapters/storage/backups.ts';
import { mustHaveData, usualDataFolder } from '../data-folder.ts';
import { EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, table } from '../text.ts';
import { backupJson } from './backup.ts';

const HEAD = ['MADE', 'WHY', 'SIZE', 'NAME'];

/** `backups`: what `restore` can go back to, the newest first; then the databases that were put aside. */
export function backups(command: CommandOf<'backups'>, io: Io): number {
  mustHaveData(command.dataDir);
  const folder = command.dataDir ?? usualDataFolder();
  const made = listBackups(folder);
  const aside = listAside(folder);
  if (command.json) {
    for (const one of made) io.out(jsonLine(backupJson(one)));
    for (const { name, at, bytes } of aside) {
      io.out(jsonLine({ event: 'put-aside', name, at: new Date(at).toISOString(), bytes }));
    }
  } else if (made.length + aside.length === 0) {
    io.out('No backup was made yet: spanwatch backup makes one.');
  } else {
    const rows = [
      ...made.map(({ at, why, bytes, name }) => ({ at, why: WHY_WORDS[why], bytes, name })),
      ...aside.map((one) => ({ ...one, why: 'Put aside' })),
    ].map(({ at, why, bytes, name }) => [new Date(at).toISOString(), why, bytesText(bytes), name]);
    io.out(table([HEAD, ...rows], { width: io.width(), cut: [] }));
  }
  return EXIT_OK;
}
