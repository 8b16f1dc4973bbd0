import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { sha256 } from '../../../electron/adapters/pack/hash.ts';
import { readPack } from '../../../electron/adapters/pack/read-pack.ts';
import {
  CHECKS,
  eventsPart,
  MANIFEST,
  NODES,
  requestPart,
  SEAL_BYTES,
  SEAL_PREFIX,
} from '../../../shared/evidence/pack.ts';
import { readReview, reviewText } from '../../../shared/evidence/review-file.ts';
import { checkParts } from '../../../shared/evidence/verify.ts';
import { must } from '../../support/fakes.ts';
import { aRecord, packParts, writeRecords } from '../../support/pack-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'spanwatch-tamper-'));
const path = join(folder, 'a.spanwatch-pack.zip');
let good: Buffer;

beforeAll(async () => {
  must(await writeRecords(path, [aRecord('request-1'), aRecord('request-2')]));
  good = readFileSync(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
async function problemsOf(bytes: Buffer) {
  const file = join(folder, `b${++count}.zip`);
  writeFileSync(file, bytes);
  try {
    return must(await readPack(file)).problems;
  } finally {
    rmSync(file);
  }
}

/** Zips parts with a seal that fits: what a forger with our own tools would hand on. */
async function sealedZip(parts: readonly { name: string; text: string }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text } of parts) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  bytes.writeUInt16LE(SEAL_BYTES, bytes.length - 2);
  return Buffer.concat([bytes, Buffer.from(`${SEAL_PREFIX}${sha256(bytes)}`)]);
}

/** The same numbers at every run (mulberry32). */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const SEED = Number(process.env.SPANWATCH_SEED ?? 20_261_125);
const CHANGES = 1_000;

describe('a pack', () => {
  test('that nobody touched has no problem, and the whole record', async () => {
    const pack = must(await readPack(path));
    expect(pack.problems).toEqual([]);
    expect(pack.sha256).toBe(sha256(good));
    expect(pack.content?.requests).toEqual(
      ['request-1', 'request-2'].map((id) => ({
        request: aRecord(id).request,
        events: aRecord(id).events,
      })),
    );
  });

  test('is the same bytes when the same record is exported at the same time', async () => {
    const again = join(folder, 'again.zip');
    must(await writeRecords(again, [aRecord('request-1'), aRecord('request-2')]));
    expect(readFileSync(again).equals(good)).toBe(true);
  });

  test(`has each of ${CHANGES} random byte changes found, wherever it is, and its place named`, async () => {
    const next = random(SEED);
    const missed: string[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      const bytes = Buffer.from(good);
      const at = next(bytes.length);
      const by = 1 + next(255);
      bytes[at] = (bytes[at] as number) ^ by;
      const problems = await problemsOf(bytes);
      const isNamed = problems.length > 0 && problems.every(({ place }) => place !== '');
      if (!isNamed) missed.push(`byte ${at} xor ${by}`);
    }
    expect(missed).toEqual([]);
  });

  test('has every single byte of its directory and its end under the seal', async () => {
    const directory = good.readUInt32LE(good.length - SEAL_BYTES - 6);
    for (let at = directory; at < good.length; at += 1) {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] as number) ^ 1;
      expect((await problemsOf(bytes)).length, `byte ${at}`).toBeGreaterThan(0);
    }
  });

  test('that is cut short or has something behind it is refused', async () => {
    expect(await problemsOf(good.subarray(0, good.length - 1))).not.toEqual([]);
    expect(await problemsOf(good.subarray(0, 100))).not.toEqual([]);
    expect(await problemsOf(Buffer.alloc(0))).not.toEqual([]);
    expect(await problemsOf(Buffer.concat([good, Buffer.from('x')]))).not.toEqual([]);
    expect(await problemsOf(Buffer.concat([Buffer.from('x'), good]))).not.toEqual([]);
  });
});

describe('a pack that was zipped and sealed anew', () => {
  const { parts } = packParts([aRecord()]);
  const its = eventsPart('request-1');
  const with_ = (name: string, change: (text: string) => string) =>
    parts.map((part) => (part.name === name ? { name, text: change(part.text) } : part));

  /** A part with another content, and a manifest that says so. */
  const forged = (name: string, text: string) => {
    const part = { name, sha256: sha256(text), bytes: Buffer.byteLength(text) };
    return with_(name, () => text).map((one) => {
      if (one.name !== MANIFEST) return one;
      const manifest = JSON.parse(one.text);
      manifest.parts = manifest.parts.map((p: { name: string }) => (p.name === name ? part : p));
      return { name: MANIFEST, text: JSON.stringify(manifest) };
    });
  };

  test('with everything as it was is good', async () => {
    expect(await problemsOf(await sealedZip(parts))).toEqual([]);
  });

  test.each([
    ['a changed part', with_(CHECKS, (text) => text.replace('in_sync', 'in_sinc')), CHECKS],
    ['a fact that is gone', with_(its, (text) => text.replace(/^.*\n/, '')), its],
    ['a part that is missing', parts.filter(({ name }) => name !== CHECKS), CHECKS],
    ['a part too many', [...parts, { name: 'extra.txt', text: 'x' }], 'extra.txt'],
    ['a part twice', [...parts, { name: CHECKS, text: 'x' }], CHECKS],
    ['no manifest', parts.slice(1), MANIFEST],
    ['a manifest that is none', with_(MANIFEST, () => '{}'), MANIFEST],
    [
      'a time that no calendar has',
      with_(MANIFEST, (t) => t.replace(/"madeAt": \d+/, '"madeAt": 8640000000000001')),
      MANIFEST,
    ],
    [
      'a form of later',
      with_(MANIFEST, (t) => t.replace('"version": 1', '"version": 2')),
      MANIFEST,
    ],
  ])('with %s is refused, and that is named', async (_what, changed, place) => {
    const problems = await problemsOf(await sealedZip(changed));
    expect(problems.map((problem) => problem.place).join('\n')).toContain(place);
  });

  test('with a changed fact and a hash that fits is found by the chain', async () => {
    const text = (parts.find(({ name }) => name === its)?.text ?? '').replace(
      '"in_sync"',
      '"in_sinc"',
    );
    const problems = await problemsOf(await sealedZip(forged(its, text)));
    expect(problems).toEqual([
      { place: its, problem: 'its chain of 6 facts does not end in the manifest’s head' },
    ]);
  });
});

describe('a pack whose JSON is nested deeper than any record', () => {
  const { parts } = packParts([aRecord()]);
  const review = reviewText(
    {
      format: 'spanwatch-review',
      version: 1,
      madeAt: 5,
      app: 'Spanwatch',
      pack: { name: 'a.zip', sha256: 'a'.repeat(64) },
      requests: [],
      remarks: [],
    },
    sha256,
  );
  const DEEP = `${'[['.repeat(20_000)}${']]'.repeat(20_000)}`;

  test.each([
    ['request', requestPart('request-1'), (text: string) => text.replace('{', `{"a":${DEEP},`)],
    [
      'fact',
      eventsPart('request-1'),
      (text: string) => text.replace('{"type"', `{"a":${DEEP},"type"`),
    ],
    [
      'sent body',
      requestPart('request-1'),
      (text: string) => text.replace('"bodyAfter":{', `"bodyAfter":{"a":${DEEP},`),
    ],
    ['list of nodes', NODES, () => `{"m":${DEEP}}`],
  ])('in its %s is refused with its place, and nothing throws', async (_what, name, change) => {
    const changed = parts.map((part) =>
      part.name === name ? { name, text: change(part.text) } : part,
    );
    expect(changed).not.toEqual(parts);
    const problems = await problemsOf(await sealedZip(changed));
    expect(problems.map(({ place }) => place).join()).toContain(name);
  });

  test('and a part that can’t be made into text is its problem, not a crash', () => {
    const broken = {
      sha256: '',
      bytes: 1,
      text: () => {
        throw new RangeError('Invalid string length');
      },
    };
    expect(checkParts(new Map([[MANIFEST, broken]]), sha256).problems).toEqual([
      { place: MANIFEST, problem: expect.stringMatching(/can’t be read/) },
    ]);
  });

  test('is refused as a review file as well', () => {
    const text = review.replace('{', `{"a":${DEEP},`);
    expect(readReview(text, sha256)).toEqual({ problem: expect.stringMatching(/nested/) });
  });
});

describe('a zip that means harm', () => {
  test('with a name that leads out of the folder is refused, and nothing is written anywhere', async () => {
    const { parts } = packParts([aRecord()]);
    const bytes = await sealedZip([...parts, { name: 'xx/evil.txt', text: 'x' }]);
    const evil = Buffer.from(
      bytes.toString('latin1').replaceAll('xx/evil.txt', '../evil.txt'),
      'latin1',
    );
    expect(JSON.stringify(await problemsOf(evil))).toMatch(/relative path/);
  });

  test('that unpacks to far more than it is stops at its bound', async () => {
    const bomb = await sealedZip([{ name: MANIFEST, text: '0'.repeat(5_000_000) }]);
    const sure = Buffer.from(bomb);
    // The directory claims a gigabyte.
    const directory = sure.readUInt32LE(sure.length - SEAL_BYTES - 6);
    sure.writeUInt32LE(1_000_000_000, directory + 24);
    expect(JSON.stringify(await problemsOf(sure))).toMatch(/more than a pack may hold|far more/);
  });
});
