import { unlessStopped } from './stop.ts';
import { UsageError } from './usage.ts';

export const PASSWORD_VARIABLE = 'SPANWATCH_PASSWORD';

/** The first line of a stream, without its end. */
export async function firstLine(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.toString();
    if (text.includes('\n')) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/**
 * The password that was given to this command: from standard input or the environment, never from an argument, where
 * every user of the computer could read it. The variable is taken out, so that no process started later inherits it.
 */
export async function givenPassword(fromStdin: boolean, stop: AbortSignal): Promise<string | null> {
  const variable = process.env[PASSWORD_VARIABLE];
  delete process.env[PASSWORD_VARIABLE];
  if (!fromStdin) return variable || null;
  const line = await unlessStopped(stop, firstLine(process.stdin));
  if (line === '') throw new UsageError('--password-stdin: standard input is empty');
  return line;
}
