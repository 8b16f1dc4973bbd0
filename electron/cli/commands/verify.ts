import type { RequestId } from '../../../shared/ids.ts';
import type { VerifyProblem, VerifyReport } from '../../../shared/verify-contract.ts';
import { dropWords, problemWords, reportWords } from '../../../shared/verify-words.ts';
import { count } from '../../../shared/words.ts';
import { EXIT_BROKEN, EXIT_CODE, EXIT_OK } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { jsonLine, plain } from '../text.ts';
import { openWorld } from '../world.ts';
import { called, find } from './show.ts';

const PERCENT = 100;
const INDENT = '  ';

/** `verify`: the record, or one request of it, against its chains. Ctrl-C ends it with what was found until then. */
export async function verify(command: CommandOf<'verify'>, io: Io): Promise<number> {
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
    const answer = await product.verify.verify(requestId as RequestId | null);
    io.stop.removeEventListener('abort', stop);
    if (!answer.ok) throw new Error('a verification that was just begun runs already');
    const report = answer.value;
    if (command.json) tellJson(report, io);
    else tell(report, io);
    if (report.problemCount > 0) return EXIT_BROKEN;
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

function tell(report: VerifyReport, io: Io): void {
  for (const problem of report.problems) io.out(plain(lineOf(problem)));
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
  if (report.head !== null && !report.cancelled) io.out(`Fingerprint of now: ${report.head}`);
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

function tellJson(report: VerifyReport, io: Io): void {
  for (const problem of report.problems) {
    const message = problemWords(problem, timeOf);
    io.out(jsonLine({ event: 'problem', ...problem, message }));
  }
  const { problems: _told, ...rest } = report;
  const isFine = report.problemCount === 0 && !report.cancelled;
  const message = reportWords(report, timeOf);
  io.out(jsonLine({ event: 'report', ...rest, isFine, message }));
}
