import { existsSync } from 'node:fs';
import type { RequestId } from '../../../shared/ids.ts';
import { readFingerprint } from '../../../shared/record-fingerprint.ts';
import type { VerifyProblem, VerifyReport } from '../../../shared/verify-contract.ts';
import {
  dropWords,
  keptWords,
  noFingerprintWords,
  problemWords,
  reportWords,
} from '../../../shared/verify-words.ts';
import { count, failureInShort } from '../../../shared/words.ts';
import { readText } from '../../adapters/pack/text-file.ts';
import { MAX_LIST_BYTES } from '../../domain/history/fingerprints.ts';
import { checkFile, type FileCheck } from '../check-file.ts';
import { mustHaveData } from '../data-folder.ts';
import { EXIT_BROKEN, EXIT_CODE, EXIT_DATA, EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, plain } from '../text.ts';
import { UsageError } from '../usage.ts';
import { openWorld, type World } from '../world.ts';
import { called, find } from './show.ts';

const PERCENT = 100;
const INDENT = '  ';

/** `verify`: the record, or one request of it, against its chains. Ctrl-C ends it with what was found until then. */
export async function verify(command: CommandOf<'verify'>, io: Io): Promise<number> {
  mustHaveData(command.dataDir);
  const world = openWorld(command.dataDir);
  try {
    const { product, store } = world;
    const requestId = command.request === null ? null : idOf(command.request);
    world.listen((name, payload) => {
      if (command.json || name !== 'record.progress' || !payload || !('done' in payload)) return;
      const part = Math.floor((payload.done / Math.max(1, payload.total)) * PERCENT);
      io.progress(`Verifying: ${part} %`);
    });
    const stop = () => product.verify.cancel();
    io.stop.addEventListener('abort', stop);
    const fingerprint = command.fingerprint && (await fingerprintOf(command.fingerprint, world));
    const file = await checkFile(world.folder, {
      isStopped: () => io.stop.aborted,
      far: (part) =>
        !command.json && io.progress(`Reading the file: ${Math.floor(part * PERCENT)} %`),
    });
    const verifying = product.verify.verify(requestId as RequestId | null, fingerprint);
    // Stopped while the file was read, when there was nothing to cancel yet.
    if (io.stop.aborted) stop();
    const answer = await verifying;
    io.stop.removeEventListener('abort', stop);
    if (!answer.ok) throw new UsageError(failureInShort(answer.failure));
    const report = answer.value;
    if (command.json) tellJson(report, file, io);
    else tell(report, file, io);
    if (report.problemCount > 0) return EXIT_BROKEN;
    if (file.damage !== null) return EXIT_DATA;
    return report.cancelled ? EXIT_CODE.stopped : EXIT_OK;

    /** What can't be listed any more, since it was tampered with, can be named whole all the same. */
    function idOf(typed: string): string {
      if (store.chainOf(typed as RequestId)) return typed;
      return find(called(store, typed), typed).request.id;
    }
  } finally {
    world.close();
  }
}

/** A fingerprint as it was typed, or that of the list in a file. */
async function fingerprintOf(typed: string, { storage }: World): Promise<string> {
  if (readFingerprint(typed) || !existsSync(typed)) return typed;
  const list = await readText(typed, MAX_LIST_BYTES);
  if (!list.ok) {
    const why = 'detail' in list.failure ? list.failure.detail : failureInShort(list.failure);
    throw new UsageError(`${typed} can’t be read: ${why}`);
  }
  const kept = await storage.keepFingerprint(list.value.text);
  if (!kept.ok) throw new UsageError(failureInShort(kept.failure));
  if (kept.value === null)
    throw new UsageError(`${typed} is no list of a fingerprint, or not whole`);
  return kept.value;
}

function tell(report: VerifyReport, file: FileCheck, io: Io): void {
  if (file.damage !== null) io.err(`spanwatch: the database is damaged: ${plain(file.damage)}`);
  else if (file.isWhole) io.out('The file is whole: SQLite has read every page of it.');
  for (const line of linesOf(report.problems)) io.out(plain(line));
  const more = report.problemCount - report.problems.length;
  if (more > 0) io.out(`and ${more} more`);
  const words = reportWords(report, timeOf);
  if (report.problemCount > 0) io.err(`spanwatch: ${words}`);
  else io.out(words);
  for (const run of report.dropRuns) {
    if (report.dropRunCount > 1) io.out(dropWords(run, timeOf));
    if (run.pack !== null) io.out(`${INDENT}SHA-256 of the pack: ${run.pack}`);
  }
  const earlier = report.dropRunCount - report.dropRuns.length;
  if (earlier > 0) io.out(`and ${count(earlier, 'earlier go', 'earlier goes')}`);
  if (report.kept !== null) {
    const { fingerprint, requests } = report.kept;
    io.out(`Held against ${fingerprint}, which stands for ${count(requests, 'request')}.`);
  }
  const kept = keptWords(report);
  if (kept !== null) (report.problemCount > 0 ? io.err : io.out)(kept);
  const none = noFingerprintWords(report);
  if (none !== null) io.err(none);
  if (report.fingerprint !== null && file.damage === null)
    io.out(`Fingerprint of now: ${report.fingerprint}`);
}

/** So many that say the same of different requests are said once. */
const MANY = 4;
const NAMED_OF_MANY = 3;

/** A line for each problem; what is the same of many requests (a page of the file is gone) is one line. */
export function linesOf(problems: readonly VerifyProblem[]): string[] {
  const groups = new Map<string, VerifyProblem[]>();
  for (const problem of problems) {
    const words = problemWords(problem, timeOf);
    groups.set(words, [...(groups.get(words) ?? []), problem]);
  }
  return [...groups].flatMap(([words, all]) => {
    if (all.length < MANY) return all.map(lineOf);
    const ids = all.slice(0, NAMED_OF_MANY).map(({ requestId, name }) => requestId ?? name ?? '?');
    return [
      `${all.length} times: ${words} (${ids.join(', ')} and ${all.length - ids.length} more)`,
    ];
  });
}

function lineOf(problem: VerifyProblem): string {
  const where = [problem.requestId, problem.name].filter((part) => part !== null).join(' ');
  const words = problemWords(problem, timeOf);
  return where === '' ? words : `${where}: ${words}`;
}

function timeOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? `${at}` : date.toISOString();
}

function tellJson(report: VerifyReport, file: FileCheck, io: Io): void {
  for (const problem of report.problems) {
    const message = problemWords(problem, timeOf);
    io.out(jsonLine({ event: 'problem', ...problem, message }));
  }
  const { problems: _told, ...rest } = report;
  const isFine = report.problemCount === 0 && !report.cancelled && file.damage === null;
  io.out(
    jsonLine({
      event: 'report',
      ...rest,
      fileDamage: file.damage,
      isFine,
      message: reportWords(report, timeOf),
      keptMessage: keptWords(report),
    }),
  );
}
