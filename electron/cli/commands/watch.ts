import { endOfFailure } from '../end.ts';
import { createStory } from '../follow.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { printerFor } from '../printer.ts';
import { openTarget } from '../target.ts';
import { failureWords } from '../words.ts';

/** `watch`: follows a request that was made elsewhere. Resolves with the exit code. */
export async function watch(command: CommandOf<'watch'>, io: Io): Promise<number> {
  const { target, dataDir, sessionId, nsxRequestId, method, timeoutMs } = command;
  const { world, managerId, isSaved } = await openTarget(target, dataDir, true, io);
  const story = createStory({
    world,
    printer: printerFor(command.json, io),
    stop: io.stop,
    isSaved,
    sessionId,
  });
  try {
    const { terminal, share } = world.product;
    await story.learnNames(managerId, sessionId);
    if (io.stop.aborted) return story.endWith('stopped', 'Stopped before anything was asked');
    const deadline = timeoutMs === null ? {} : { deadlineMs: timeoutMs };
    const followed = terminal.follow({ managerId, sessionId, nsxRequestId, method, ...deadline });
    if (!followed.ok) {
      return story.endWith(endOfFailure(followed.failure), failureWords(followed.failure));
    }
    const { id, writtenAt } = followed.value.request;
    share((one) => one === id);
    const deadlineAt = story.deadline(timeoutMs);
    return await story.untilEnd(id, { deadlineAt, isOwn: writtenAt >= story.startedAt });
  } finally {
    world.close();
  }
}
