import type { CommandName, Input, Output } from '../../shared/contract.ts';
import { commands } from '../../shared/contract.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { fail } from '../../shared/result.ts';

/** One handler a command; the compiler refuses a table that lacks one. */
export type Handlers = {
  [N in CommandName]: (input: Input<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
};

/** Told of bugs; gets the command's name and an error without the input, which may hold a secret. */
export type BugSink = (command: string, error: unknown) => void;

type AnyHandler = (input: unknown) => unknown;

/**
 * The one way in: is the name known, does the input fit, run, does the output fit.
 * A throw becomes a failure here and nowhere else: a `bug`, unless it is known for one of the disk. Never rejects.
 */
export function createDispatch(
  handlers: Handlers,
  onBug: BugSink,
  /** What an error of the disk is called; null for a bug. */
  explain: (error: unknown) => Failure | null = () => null,
) {
  return async function dispatch(name: unknown, input: unknown): Promise<Result<unknown>> {
    if (typeof name !== 'string' || !Object.hasOwn(commands, name)) {
      return fail({ kind: 'not-found', what: 'a command of that name' });
    }
    const command = name as CommandName;
    const { input: inputSchema, output: outputSchema } = commands[command];
    try {
      const parsed = inputSchema.safeParse(input);
      if (!parsed.success) return fail(invalid(parsed.error.issues));
      const result = (await (handlers[command] as AnyHandler)(parsed.data)) as Result<unknown>;
      if (!result.ok) return result;
      const output = outputSchema.safeParse(result.value);
      if (output.success) return { ok: true, value: output.data };
      const paths = output.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new Error(`the answer of ${command} does not fit the contract at: ${paths}`);
    } catch (error) {
      onBug(command, error);
      const failure = explain(error);
      if (failure) return fail(failure);
      return fail({ kind: 'bug', detail: `${command} went wrong. Nothing was sent by it again.` });
    }
  };
}

function invalid(issues: readonly { path: PropertyKey[]; message: string }[]): Failure {
  return {
    kind: 'invalid',
    issues: issues.map((issue) => ({
      path: issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
      message: issue.message,
    })),
  };
}
