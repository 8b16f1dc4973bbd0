import { statSync } from 'node:fs';
import { NOT_A_PACK, PACK_ENDING } from '../../shared/evidence/pack.ts';
import { count, failureInShort } from '../../shared/words.ts';
import { readPack } from '../adapters/pack/read-pack.ts';
import { EXIT_BROKEN, EXIT_OK } from './end.ts';
import type { Io } from './io.ts';
import { jsonLine, plain } from './text.ts';
import { UsageError } from './usage.ts';

/** True where what was typed names a file and not a request. */
export function isPackFile(word: string): boolean {
  if (word.endsWith(PACK_ENDING)) return true;
  return statSync(word, { throwIfNoEntry: false })?.isFile() === true;
}

/** True where what was typed can only be a file, and none is there. */
export function isMissingFile(word: string): boolean {
  const isPath = /[\\/]|\.(zip|json|db)$/i.test(word);
  return isPath && statSync(word, { throwIfNoEntry: false }) === undefined;
}

/** `verify PACK`: every part of an evidence pack and each request's chain. Needs no data folder and opens none. */
export async function verifyPack(path: string, json: boolean, io: Io): Promise<number> {
  const pack = await readPack(path);
  if (!pack.ok) {
    const words = 'detail' in pack.failure ? pack.failure.detail : failureInShort(pack.failure);
    throw new UsageError(`${path} can’t be read: ${words}`);
  }
  const { problems, content, ...file } = pack.value;
  if (problems.some(({ problem }) => problem === NOT_A_PACK)) {
    throw new UsageError(`${path}: ${NOT_A_PACK}`);
  }
  const events = content?.requests.reduce((sum, one) => sum + one.events.length, 0) ?? 0;
  const requests = content?.requests.length ?? 0;
  if (json) {
    for (const problem of problems) io.out(jsonLine({ event: 'problem', ...problem }));
    const parts = content?.manifest.parts.length ?? 0;
    const madeAt = content && new Date(content.manifest.madeAt).toISOString();
    const isFine = problems.length === 0;
    io.out(
      jsonLine({ event: 'pack', ...file, isFine, requests, events, parts, madeAt: madeAt ?? null }),
    );
  } else if (content) {
    io.out(
      `${plain(file.file)} is as it was made: ${count(requests, 'request')}, ${count(events, 'fact')}.`,
    );
    io.out(
      `Made ${new Date(content.manifest.madeAt).toISOString()} by ${plain(content.manifest.app)}`,
    );
    io.out(`SHA-256 ${file.sha256}`);
  } else {
    for (const { place, problem } of problems) io.out(plain(`${place}: ${problem}`));
    io.err(
      `spanwatch: ${plain(file.file)} is not as it was made: ${count(problems.length, 'problem')}`,
    );
  }
  return problems.length === 0 ? EXIT_OK : EXIT_BROKEN;
}
