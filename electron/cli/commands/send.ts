import type { JsonObject } from '../../../shared/json.ts';
import type { Failure } from '../../../shared/result.ts';
import { issuesText, readBody } from '../body.ts';
import { endOfFailure } from '../end.ts';
import { createStory } from '../follow.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { printerFor } from '../printer.ts';
import { openTarget } from '../target.ts';
import { failureWords } from '../words.ts';

/** `send`: one write, once, and what becomes of it. Resolves with the exit code. */
export async function send(command: CommandOf<'send'>, io: Io): Promise<number> {
  const { method, kind, entityId, follow, timeoutMs } = command;
  const body = command.body === null ? null : await readBody(command.body, io.stop);
  const { world, managerId, isSaved } = await openTarget(command.target, command.dataDir, true, io);
  const { product } = world;
  const left = body?.ok && method === 'POST' ? notTheirs(body.value) : [];
  if (left.length > 0) {
    io.err(
      `spanwatch: ${left.join(', ')} of the body ${left.length === 1 ? 'is' : 'are'} left out: NSX gives a new object its own`,
    );
  }
  const printer = printerFor(command.json, io);
  const story = createStory({
    world,
    printer,
    stop: io.stop,
    isSaved,
    sessionId: kind === 'sessions' ? entityId : null,
  });
  const notSent = (failure: Failure) => {
    const isInvalid = failure.kind === 'invalid';
    const why = isInvalid
      ? issuesText(failure.issues, body?.ok ? body.value : null)
      : failureWords(failure);
    return story.endWith(endOfFailure(failure), `Not sent: ${why}`);
  };
  let onStop = () => {};
  /** Ctrl-C before the write has begun: it never begins. */
  const stopped = new Promise<null>((resolve) => {
    onStop = () => {
      // Ending now would leave the write in doubt.
      if (product.busy()) printer.note('The write is under way: waiting for its answer');
      else resolve(null);
    };
    if (io.stop.aborted) resolve(null);
  });
  io.stop.addEventListener('abort', onStop);
  try {
    if (body && !body.ok) return notSent(body.failure);
    void story.learnNames(managerId, null);
    const sending = product.terminal.send({
      managerId,
      method,
      kind,
      entityId,
      body: body?.value ?? null,
      follow,
      mayBegin: () => !io.stop.aborted,
      ...(timeoutMs === null ? {} : { deadlineMs: timeoutMs }),
    });
    const sent = await Promise.race([sending, stopped]);
    if (sent === null) return story.endWith('stopped', 'Stopped before anything was sent');
    if (!sent.ok) return notSent(sent.failure);
    const { id } = sent.value.request;
    product.share((one) => one === id);
    const deadlineAt = story.deadline(timeoutMs);
    return await story.untilEnd(id, { deadlineAt, isOwn: true });
  } finally {
    io.stop.removeEventListener('abort', onStop);
    world.close();
  }
}

/** What the body of an object that is there already has, and that of a new one has not. */
const notTheirs = (body: JsonObject) => ['id', '_revision'].filter((name) => name in body);
