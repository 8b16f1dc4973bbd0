/** What a command has of the terminal that it runs in. */
export type Io = {
  /** A line on standard output. */
  out(line: string): void;
  /** A line on standard error. */
  err(line: string): void;
  /** A line that the next one takes the place of; nothing where nobody looks. */
  progress(line: string): void;
  /** Columns of the terminal; null where standard output is none, and a script may read it. */
  width(): number | null;
  /** Ctrl-C, or nobody reads standard output any more. */
  stop: AbortSignal;
};

type Streams = { stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream };

const ERASE_LINE = '\r\u001b[K';

/** The process's own terminal. */
export function processIo({ stdout, stderr }: Streams, stop: AbortController): Io {
  let isLineOpen = false;
  const erase = () => {
    if (isLineOpen) stdout.write(ERASE_LINE);
    isLineOpen = false;
  };
  // `spanwatch history | head`: who reads has had enough.
  stdout.on('error', () => stop.abort());
  // Nobody reads what goes wrong: the exit code still says it.
  stderr.on('error', () => {});
  return {
    out(line) {
      erase();
      stdout.write(`${line}\n`);
    },
    err(line) {
      erase();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!stdout.isTTY) return;
      erase();
      stdout.write([...line].slice(0, Math.max(1, stdout.columns - 1)).join(''));
      isLineOpen = true;
    },
    width: () => (stdout.isTTY ? stdout.columns : null),
    stop: stop.signal,
  };
}

/** Says on standard error what is no error, but should be known; scripts read standard output. */
export function remark(io: Pick<Io, 'err'>): (words: string) => void {
  return (words) => io.err(`spanwatch: ${words}`);
}
