/** Stopped before there was anything to stop: what was to be read from standard input has not come. */
export class Stopped extends Error {
  constructor() {
    super('Stopped before anything was sent');
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What the launcher says of a signal that only it got (`launch/child.mjs`). */
const STOP_MESSAGE = 'stop';

/**
 * Aborts at the first Ctrl-C (and its like), and calls `again` at the second. A terminal signals the launcher and this
 * process both, and the launcher passes its own on: the two ways are counted apart, so that one key is one stop. A
 * launcher that is gone stops it as well: nobody could. Returns what takes the listeners away.
 */
export function listenForStop(stop: AbortController, again: () => void): () => void {
  const counter = () => {
    let times = 0;
    return () => {
      times += 1;
      stop.abort();
      if (times > 1) again();
    };
  };
  const onSignal = counter();
  const passedOn = counter();
  const onMessage = (message: unknown) => {
    if (message === STOP_MESSAGE) passedOn();
  };
  const onGone = () => stop.abort();
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('message', onMessage);
  process.on('disconnect', onGone);
  // Listening to the launcher keeps no command alive that is done.
  process.channel?.unref();
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('message', onMessage);
    process.off('disconnect', onGone);
  };
}

/** Reads from standard input, or throws `Stopped` at Ctrl-C: who types there may have changed their mind. */
export async function unlessStopped<T>(stop: AbortSignal, reading: Promise<T>): Promise<T> {
  let onStop = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    onStop = () => reject(new Stopped());
    if (stop.aborted) onStop();
    stop.addEventListener('abort', onStop);
  });
  try {
    return await Promise.race([reading, stopped]);
  } catch (error) {
    // What still waits for input would keep the process.
    if (error instanceof Stopped) process.stdin.destroy();
    throw error;
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}
