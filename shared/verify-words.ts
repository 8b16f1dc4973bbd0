import { assertNever } from './result.ts';
import type { DropRun, VerifyProblem, VerifyReport } from './verify-contract.ts';
import { count } from './words.ts';

type TimeOf = (at: number) => string;

/** What is wrong, in one sentence that names the fact by its number; `timeOf` writes its time. */
export function problemWords(problem: VerifyProblem, timeOf: TimeOf): string {
  const { seq, at, detail } = problem;
  const when = at === null ? '' : ` (${timeOf(at)})`;
  const after = at === null ? '' : ` (after ${timeOf(at)})`;
  switch (problem.what) {
    case 'event-changed':
      return `Fact ${seq}${when} is not what was recorded; what follows it can’t be vouched for.`;
    case 'event-missing':
      return seq === null ? 'Its facts are missing.' : `Fact ${seq} is missing${after}.`;
    case 'event-added':
      return seq === null
        ? 'Facts are there that no request recorded.'
        : `Fact ${seq}${when} was never recorded: it was added.`;
    case 'event-moved':
      return `Fact ${seq}${when} stands in another place: facts were reordered (${detail}).`;
    case 'link-changed':
      return `The check bytes of fact ${seq}${when} were changed; the fact itself is as recorded.`;
    case 'head-changed':
      return `What is kept of its end was changed; its ${count(seq ?? 0, 'fact')} are as recorded.`;
    case 'request-changed':
      return 'What was put on record before it was sent was changed.';
    case 'request-missing':
      return `The request is missing${at === null ? '' : `; it was put on record ${timeOf(at)}`}.`;
    case 'request-added':
      return detail ?? 'The request is not in the register: it was never put on record.';
    case 'register-changed':
      return seq === null
        ? 'What is kept of the register’s end was changed.'
        : `Entry ${seq} of the register${when} was changed; what follows it can’t be vouched for.`;
    case 'register-missing':
      return `Entry ${seq} of the register is missing${after}: a request, and that it ever was.`;
    case 'text-damaged':
      return `A stored text (number ${seq}) is not what was stored.`;
    case 'summary-changed':
      return (
        detail ??
        'What lists show of it (verdict, mark, tags) was changed; its facts are as recorded, and it was made of them anew.'
      );
    case 'unreadable':
      return `The file can’t be read here: ${detail}.`;
    case 'kept-differs':
      return seq === 0
        ? 'It is not what the kept fingerprint stands for: the request itself is another.'
        : `It is not what the kept fingerprint stands for: its first ${count(seq ?? 0, 'fact')} ${seq === 1 ? 'is another' : 'are others'}.`;
    case 'kept-missing':
      return 'The kept fingerprint stands for it, and it is not on record any more; nor was it dropped.';
    case 'kept-register':
      return `The register is not what the kept fingerprint stands for: its first ${seq === 1 ? 'entry is another' : `${seq} entries are others`}.`;
    default:
      return assertNever(problem.what);
  }
}

/** What went in one go, as the register has it; the pack's own SHA-256 is said beside. */
export function dropWords({ at, requests, pack }: DropRun, timeOf: TimeOf): string {
  const first = pack === null ? 'without an export' : 'exported to an evidence pack before';
  return `${count(requests, 'request')} dropped by age on ${timeOf(at)}, ${first}.`;
}

/** All that went by age, in one sentence; nothing where nothing did. */
function goneWords({ dropped, dropRunCount, dropRuns }: VerifyReport, timeOf: TimeOf): string {
  const [newest] = dropRuns;
  if (!newest) return '';
  if (dropRunCount === 1) return ` ${dropWords(newest, timeOf)}`;
  const goes = `in ${dropRunCount} goes, the last on ${timeOf(newest.at)}`;
  return ` ${count(dropped, 'request')} dropped by age ${goes}.`;
}

/** What a verification has shown, in words; `timeOf` writes when requests were dropped. */
export function reportWords(report: VerifyReport, timeOf: TimeOf): string {
  const { requestId, requests, events, problemCount, cancelled } = report;
  const seen =
    requestId === null
      ? `${count(requests, 'request')}, ${count(events, 'fact')}`
      : count(events, 'fact');
  const gone = goneWords(report, timeOf);
  if (problemCount > 0) return `${count(problemCount, 'problem')} found in ${seen}.${gone}`;
  if (cancelled) return `Stopped: ${seen} are as recorded so far; the rest was not looked at.`;
  const what = requestId === null ? 'Everything' : 'This request';
  return `${what} is as it was recorded: ${seen}.${gone}`;
}

/** Whether the fingerprint that was given back still holds; null where none was, or it wasn't looked at to the end. */
export function keptWords({ kept, requestId, problems, problemCount, cancelled }: VerifyReport) {
  if (!kept || cancelled) return null;
  const { requests, dropped } = kept;
  const isOne = requestId !== null;
  if (problems.some(({ what }) => what.startsWith('kept-'))) {
    return `The kept fingerprint does not hold: what it stands for was changed.`;
  }
  if (problemCount > 0)
    return 'Whether the kept fingerprint holds can’t be said of a record with problems.';
  const here = requests - dropped;
  const gone = `${dropped} ${dropped === 1 ? 'was' : 'were'} dropped since, as the register says.`;
  // Of what is gone nothing was looked at.
  if (here === 0 && isOne)
    return 'The request that the kept fingerprint stands for was dropped since, as the register says: nothing of it is here to be looked at.';
  if (here === 0 && dropped > 0)
    return `None of the ${count(requests, 'request')} that the kept fingerprint stands for is here any more: ${gone}`;
  const are = isOne || here === 1 ? 'is' : 'are';
  if (dropped > 0)
    return `The kept fingerprint holds: ${here} of the ${count(requests, 'request')} that it stands for ${are} here and unchanged up to then; ${gone}`;
  const of = isOne ? 'the request' : count(requests, 'request');
  return `The kept fingerprint holds: ${of} that it stands for ${are} unchanged up to then.`;
}

/** Why there is no fingerprint; null where there is one. */
export function noFingerprintWords({ fingerprint, problemCount, cancelled }: VerifyReport) {
  if (fingerprint !== null || cancelled) return null;
  return problemCount > 0
    ? 'There is no fingerprint of now: the record has problems.'
    : 'There is no fingerprint of now: the data folder does not take its list.';
}
