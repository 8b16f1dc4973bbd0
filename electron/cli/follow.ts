import type { ManagerId, RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { type NodeNames, sentenceOf } from '../../shared/sentence.ts';
import { durationText } from '../../shared/words.ts';
import { type EndWord, EXIT_CODE, endOfVerdict, notAskedWord } from './end.ts';
import type { Io } from './io.ts';
import type { Ending, Printer } from './printer.ts';
import { besides, doubtWords } from './words.ts';
import type { World } from './world.ts';

export type Story = ReturnType<typeof createStory>;

type About = {
  world: World;
  printer: Printer;
  stop: Io['stop'];
  /** A manager that is not saved: nobody else could go on with its watch. */
  isSaved: boolean;
  /** The session that the command was told. */
  sessionId: string | null;
};

type Until = {
  /** When the command gives up, by `ticks`. */
  deadlineAt: number;
  /** This command began the watch, so its deadline is this command's to end. */
  isOwn: boolean;
};

const MINUTE = 60_000;
/** A write in doubt is read back at once, then with these pauses, ms. */
const READ_BACK_PAUSES = [1_000, 2_000, 4_000, 8_000, 10_000];
const LONGEST_WAIT_MS = 60_000;
/** How soon it is looked again at what no event tells the end of. */
const SOON_MS = 100;
/** The tunnel is another fact than the verdict: nobody waits longer for it. */
const TUNNEL_WAIT_MS = 5_000;
/** Names are a comfort: whoever waits for the first check is not kept longer. */
const NAMES_WAIT_MS = 3_000;
/** Each is a `check` line. */
const CHECK_FACTS: ReadonlySet<string> = new Set(['checked', 'not-asked']);
const TUNNEL_FACTS: ReadonlySet<string> = new Set(['tunnel', 'tunnel-not-read']);

/** Time that no change of the clock moves; on most systems it stands still while the computer sleeps. */
const ticks = () => performance.now();

/** A command's story of one request, from its first fact to its end. */
export function createStory({ world, printer, stop, isSaved, sessionId }: About) {
  const { product, store } = world;
  const startedAt = Date.now();
  const startedTick = ticks();
  let requestId: RequestId | null = null;
  let told = 0;
  let wake = () => {};
  /** Reading back was refused in a way that only a person can open again. */
  let isShut = false;
  /** It is shown as it stands on record, and not followed. */
  let isTold = false;
  stop.addEventListener('abort', () => wake());

  let learned: NodeNames = {};

  const nodeNames = (managerId: ManagerId): NodeNames => ({
    ...learned,
    ...Object.fromEntries(
      store.inventory(managerId, 'transport-nodes').entities.map((node) => [node.id, node.name]),
    ),
  });

  /** Names of the nodes, where no copy has them: read once, and not waited for longer than it takes to be of use. */
  async function learnNames(managerId: ManagerId, session: string | null): Promise<void> {
    const reading = product.terminal.names(managerId, session).then((names) => {
      learned = names;
    });
    const late = new Promise<void>((resolve) => setTimeout(resolve, NAMES_WAIT_MS).unref());
    await Promise.race([reading, late]);
  }

  function summaryNow(): RequestSummary | null {
    return requestId === null ? null : product.terminal.summary(requestId);
  }

  /** Tells every fact that has not been told. */
  function catchUp(): void {
    const summary = summaryNow();
    if (summary === null || requestId === null) return;
    const events = store.events(requestId);
    for (; told < events.length; told += 1) {
      printer.fact(summary, events.slice(0, told + 1), nodeNames(summary.request.managerId));
    }
  }

  world.listen((name, payload) => {
    // The first that is put on record since the start is this command's own: it does one thing.
    if (name === 'request.changed' && requestId === null) {
      const { request } = payload as RequestSummary;
      if (request.writtenAt >= startedAt) requestId = request.id;
    }
    if (!name.startsWith('request.')) return;
    catchUp();
    wake();
  });

  /** Waits for the request's end, the deadline, or Ctrl-C. Resolves with the exit code. */
  async function untilEnd(id: RequestId, { deadlineAt, isOwn }: Until): Promise<number> {
    requestId = id;
    let readBacks = 0;
    let readBackAt = 0;
    isShut = false;
    for (;;) {
      catchUp();
      if (stop.aborted) return stopped();
      const summary = known();
      const barrier = isTriedNow(id) && summary.notAsked ? barrierOf(summary.notAsked) : null;
      if (barrier) return finish(barrier);
      const isInDoubt = summary.verdict === 'in-doubt' && !summary.open && !isReadBack(id);
      if (isInDoubt && isShut) return finish('in-doubt');
      // Which sessions are to be followed may still be read.
      const isAt = product.isAt(id);
      if (!summary.open && !isInDoubt && !isAt) {
        await tunnelTold(id, summary);
        return finish(null);
      }
      const now = ticks();
      if (now >= deadlineAt) return atDeadline(summary, isOwn);
      if (isInDoubt && now >= readBackAt) {
        readBackAt = now + (READ_BACK_PAUSES[readBacks] ?? LONGEST_WAIT_MS);
        readBacks = Math.min(readBacks + 1, READ_BACK_PAUSES.length - 1);
        void readBack(id);
      }
      const next = isInDoubt ? readBackAt : isAt ? now + SOON_MS : deadlineAt;
      await nextChange(Math.min(deadlineAt, next) - now);
    }
  }

  /** Not waited for: the deadline goes on while the manager takes its time. */
  async function readBack(id: RequestId): Promise<void> {
    const result = await product.handlers['send.settle']({ requestId: id });
    isShut = !result.ok && barrierOf(result.failure) !== null;
    wake();
  }

  /** After Realized the tunnel's own status is read once: it goes on record before this process ends. */
  async function tunnelTold(id: RequestId, { verdict }: RequestSummary): Promise<void> {
    if (verdict !== 'realized') return;
    const until = ticks() + TUNNEL_WAIT_MS;
    const isTold = () => TUNNEL_FACTS.has(store.events(id).at(-1)?.fact.type ?? '');
    while (!isTold() && !stop.aborted && ticks() < until) await nextChange(until - ticks());
  }

  function known(): RequestSummary {
    const summary = summaryNow();
    if (summary === null) throw new Error('the request is gone from the record');
    return summary;
  }

  /** Since this command began: that an earlier one was turned away says nothing about this one. */
  const isTriedNow = (id: RequestId) =>
    store.events(id).some(({ at, fact }) => fact.type === 'not-asked' && at >= startedAt);

  const isReadBack = (id: RequestId) =>
    store.events(id).some(({ fact }) => fact.type === 'settled');

  /** Only a person can open this way again: waiting would be asking in vain. */
  function barrierOf(failure: Failure): EndWord | null {
    const word = notAskedWord(failure);
    return word === 'untrusted' || word === 'unauthorized' ? word : null;
  }

  function atDeadline(summary: RequestSummary, isOwn: boolean): number {
    if (summary.open && isOwn) product.terminal.giveUp(summary.request.id);
    return finish(summary.open ? timedOut(summary) : null);
  }

  const timedOut = (summary: RequestSummary): EndWord =>
    summary.checks === 0 ? 'unreachable' : 'timed-out';

  function nextChange(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, Math.min(ms, LONGEST_WAIT_MS)));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** The last line. `word`: where the end is not the verdict's own. */
  function finish(word: EndWord | null): number {
    catchUp();
    const summary = known();
    const events = store.events(summary.request.id);
    const notSent = events.findLast(({ fact }) => fact.type === 'not-sent')?.fact;
    const why = notSent?.type === 'not-sent' ? notSent.failure : null;
    const ended = summary.verdict === 'timed-out' ? timedOut(summary) : null;
    const verdict = word ?? ended ?? endOfVerdict(summary.verdict, why);
    const names = nodeNames(summary.request.managerId);
    const sentence = sentenceOf(summary, events, names, Number.POSITIVE_INFINITY);
    const isLate = summary.open && (verdict === 'timed-out' || verdict === 'unreachable');
    const said = isLate ? lateSentence(sentence) : sentence;
    const message = `${said}${besides(said, events, summary.notAsked)}`;
    if (summary.open && !isSaved) leave(summary, verdict);
    return end(verdict, message);
  }

  /** This command gives up; who began the watch goes on with it. */
  function lateSentence(sentence: string): string {
    const after = durationText(ticks() - startedTick);
    return `Timed out here after ${after}; the watch goes on elsewhere. ${sentence}`;
  }

  /** Nobody else can go on with it: it ends on record as it ends here. */
  function leave({ request }: RequestSummary, word: EndWord): void {
    const isTurnedAway = word === 'untrusted' || word === 'unauthorized';
    if (isTurnedAway) void product.handlers['watch.stop']({ requestId: request.id });
    else product.terminal.giveUp(request.id);
  }

  function stopped(): number {
    const summary = summaryNow();
    const isKept = summary?.open === true;
    const goesOn = isSaved
      ? 'the window or the same command goes on with it'
      : 'the same command goes on with it';
    return end('stopped', isKept ? `Stopped here. The watch is kept: ${goesOn}` : 'Stopped');
  }

  function end(verdict: EndWord, message: string): number {
    const summary = summaryNow();
    const events = summary ? store.events(summary.request.id) : [];
    const last = events.findLast(({ fact }) => fact.type === 'checked')?.fact;
    const ending: Ending = {
      verdict,
      state: last?.type === 'checked' ? last.rawState : null,
      requestId: summary?.nsxRequestId ?? null,
      session: summary?.sessions[0]?.id ?? sessionId,
      checks: events.filter(({ fact }) => CHECK_FACTS.has(fact.type)).length,
      elapsedMs: isTold ? (summary?.durationMs ?? null) : Math.round(ticks() - startedTick),
      message,
      doubt: doubtWords(events),
    };
    printer.end(ending);
    return EXIT_CODE[verdict];
  }

  /** The request as it stands on record, without waiting. */
  function tell(id: RequestId): void {
    requestId = id;
    isTold = true;
    const summary = known();
    if (!summary.open) finish(null);
    else {
      catchUp();
      printer.note(sentenceOf(summary, store.events(id), nodeNames(summary.request.managerId)));
    }
  }

  return {
    startedAt,
    learnNames,
    untilEnd,
    tell,
    /** A command that ends before there is a request. */
    endWith: end,
    /** When to give up: after `timeoutMs`, else as the settings have it. */
    deadline: (timeoutMs: number | null) =>
      startedTick + (timeoutMs ?? store.settings().deadlineMinutes * MINUTE),
  };
}
