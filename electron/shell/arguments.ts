import path from 'node:path';

const OPEN_PACK = '--open-pack';

/** The file of `--open-pack FILE` or `--open-pack=FILE`; null where neither stands there. */
export function packOf(argv: readonly string[], folder: string = process.cwd()): string | null {
  const at = argv.findIndex((word) => word === OPEN_PACK || word.startsWith(`${OPEN_PACK}=`));
  if (at === -1) return null;
  const word = argv[at] as string;
  const file = word === OPEN_PACK ? argv[at + 1] : word.slice(OPEN_PACK.length + 1);
  return file ? path.resolve(folder, file) : null;
}
