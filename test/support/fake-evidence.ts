import { measure, sha256 } from '../../electron/adapters/pack/hash.ts';
import { plainPacking } from '../../electron/adapters/pack/packing.ts';
import type { Evidence } from '../../electron/domain/evidence/port.ts';
import { createPackBuilder } from '../../shared/evidence/build.ts';
import { arrived } from '../../shared/evidence/carried.ts';
import { Manifest, type PackProblem } from '../../shared/evidence/pack.ts';
import { ok } from '../../shared/result.ts';

/** A person's dialogs and disk, in memory: `chosen` is what they choose next, null where they cancel. */
export function fakeEvidence() {
  const files = new Map<string, string>();
  const packs: { name: string; text: string }[][] = [];
  const pdfs: string[] = [];
  const shown: string[] = [];
  const fake = {
    files,
    pdfs,
    shown,
    packs,
    chosen: 'file' as string | null,
    /** What happens between two requests of an export. */
    onBreath: () => {},
    /** How many requests a pack has room for. */
    room: Number.POSITIVE_INFINITY,
    /** Packs that were given up. */
    dropped: 0,
    /** What is found in the last pack when it is read back. */
    problems: [] as PackProblem[],
    /** What happens while it is read back. */
    onChecked: () => {},
  };
  const door: Evidence = {
    person: () => 'ann',
    saveAs: async () => fake.chosen,
    isThere: (file) => (files.has(file) ? file : null),
    open: async () => fake.chosen,
    show(file) {
      if (files.has(file)) shown.push(file);
      return files.has(file);
    },
    packing(about) {
      const builder = createPackBuilder(about, sha256, measure);
      const made = plainPacking(about);
      let taken = 0;
      return {
        async add(record) {
          taken += 1;
          return builder.add(arrived(record));
        },
        report: made.report,
        end: made.end,
        isFull: async () => taken >= fake.room,
        async write(file, register) {
          const { parts, manifest } = builder.finish(register);
          packs.push(parts);
          const { redacted, requests } = manifest;
          const written = { file, bytes: 1, sha256: sha256(file) };
          return ok({ ...written, requests: requests.length, redacted });
        },
        drop() {
          fake.dropped += 1;
        },
      };
    },
    async writeText(file, text) {
      files.set(file, text);
      return ok({ file, ...measure(text) });
    },
    async writePdf(file, html) {
      pdfs.push(html);
      return ok({ file, bytes: 1, sha256: '' });
    },
    readText: async (file) => ok({ file, text: files.get(file) ?? '' }),
    readPack: async (file) =>
      ok({ file, bytes: 1, sha256: '', problems: [{ place: 'x', problem: 'y' }] }),
    async checkPack(file) {
      fake.onChecked();
      const { problems } = fake;
      const { requests } = Manifest.parse(JSON.parse(packs.at(-1)?.[0]?.text ?? ''));
      return ok({ file, bytes: 1, sha256: sha256(file), problems, requests });
    },
    sha256,
    breathe: async () => fake.onBreath(),
    review: {
      now: () => null,
      refused: () => null,
      enter: async () => {
        throw new Error('no pack is opened in this test');
      },
      leave: () => {},
      remarks: () => ({ requests: [], remarks: [] }),
    },
  };
  return { ...fake, door, fake };
}
