import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPack } from '../../../electron/adapters/pack/read-pack.ts';
import { openReviewStore } from '../../../electron/adapters/pack/review-store.ts';
import { writeFile } from '../../../electron/adapters/pack/text-file.ts';
import { readPackApart } from '../../../electron/adapters/pack/thread-packing.ts';
import { unzip } from '../../../electron/adapters/pack/unzip.ts';
import { writePack } from '../../../electron/adapters/pack/write-pack.ts';
import { verifyPack } from '../../../electron/cli/verify-pack.ts';
import type { OpenedPack } from '../../../shared/evidence/files.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import { must } from '../../support/fakes.ts';
import { aRecord, NEVER, packParts, writeRecords } from '../../support/pack-records.ts';
import { checked, stateBody } from '../../support/request-events.ts';
import { NO_DISK, smallDisk } from '../../support/small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'spanwatch-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('writing', () => {
  const disk = smallDisk(64);
  afterAll(() => disk?.remove());

  test.skipIf(disk === null)(
    `on a full disk says so and leaves nothing behind (${NO_DISK} else)`,
    async () => {
      if (!disk) return;
      const old = join(disk.folder, 'old.csv');
      writeFileSync(old, 'kept');
      const failed = await writeFile(old, 'x'.repeat(200_000));
      expect(failed).toMatchObject({
        ok: false,
        failure: { kind: 'file', reason: 'full', file: 'old.csv' },
      });
      expect(readFileSync(old, 'utf8')).toBe('kept');
      expect(readdirSync(disk.folder)).toEqual(['old.csv']);
    },
  );

  test.skipIf(disk === null)(`in a read-only folder says so (${NO_DISK} else)`, async () => {
    if (!disk) return;
    disk.readOnly();
    const failed = await writeRecords(join(disk.folder, 'a.zip'), [aRecord()]);
    disk.writable();
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'file', reason: 'denied' } });
  });

  test('into a folder that is gone says so', async () => {
    const failed = await writeRecords(join(folder, 'gone', 'a.zip'), [aRecord()]);
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'file', reason: 'no-folder' } });
    const list = await writeFile(join(folder, 'gone', 'list.json'), '[]');
    expect(list).toMatchObject({ failure: { file: 'list.json', reason: 'no-folder' } });
  });

  test('thousands of parts needs no more memory than their text: they are compressed in turn', async () => {
    const parts = Array.from({ length: 4000 }, (_none, at) => ({
      name: `requests/${at}/request.json`,
      text: `{"at":${at}}`,
    }));
    const before = process.memoryUsage.rss();
    let most = before;
    const look = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 1);
    must(await writePack(join(folder, 'many.zip'), parts, 1_760_000_000_000, NEVER));
    clearInterval(look);
    // Compressed all at once they would take some 900 MB.
    expect((most - before) / 1e6).toBeLessThan(300);
    const { parts: read, problems } = await unzip(readFileSync(join(folder, 'many.zip')));
    expect([read.size, problems]).toEqual([4000, []]);
  });

  test('that is cancelled leaves nothing behind', async () => {
    const abort = new AbortController();
    abort.abort();
    const path = join(folder, 'cancelled.zip');
    const { parts } = packParts([aRecord()]);
    expect((await writePack(path, parts, 1_760_000_000_000, abort.signal)).ok).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('cancelled'))).toEqual([]);
  });
});

describe('a thread of its own', () => {
  test('that ends while it reads a pack is a failure of that file, and rejects nothing', async () => {
    const worker = join(folder, 'ends.cjs');
    writeFileSync(worker, 'throw new Error("heap out of memory")');
    expect(await readPackApart(join(folder, 'any.zip'), worker)).toEqual({
      ok: false,
      failure: { kind: 'file', file: 'any.zip', reason: 'other', detail: 'heap out of memory' },
    });
  });
});

async function opened(
  name: string,
  records = [aRecord('request-1'), aRecord('request-2')],
): Promise<Required<OpenedPack>> {
  const path = join(folder, name);
  must(await writeRecords(path, records));
  const pack = must(await readPack(path));
  if (!pack.content) throw new Error('it has problems');
  return { ...pack, content: pack.content };
}

describe('reviewer mode’s store', () => {
  const id = RequestId.parse('request-1');
  const open = async (dataFolder: string, pack: Required<OpenedPack>, breathe = async () => {}) => {
    let next = 0;
    return openReviewStore(pack, {
      dataFolder,
      newId: () => `remark-${++next}`,
      breathe,
      settings: { settings: () => DEFAULT_SETTINGS, saveSettings: () => {} },
    });
  };

  test('takes a long request in piece by piece, and everything else has its turn in between', async () => {
    const many = Array.from({ length: 500 }, (_, at) =>
      checked(4 + at, stateBody('in_sync', 'ss')),
    );
    const pack = await opened('long.spanwatch-pack.zip', [aRecord('request-1', many)]);
    let turns = 0;
    const long = await open(join(folder, 'long'), pack, async () => {
      turns += 1;
    });
    expect(turns).toBeGreaterThan(2);
    expect(long.store.events(id)).toEqual(pack.content.requests[0]?.events);
    long.close();
  });

  test('refuses a record that it would have otherwise than the pack', async () => {
    const pack = await opened('other.spanwatch-pack.zip');
    const [first] = pack.content.requests;
    first?.events.push({ ...(first.events[5] as RequestEvent), seq: 9 });
    await expect(open(join(folder, 'other'), pack)).rejects.toThrow(/request-1 did not come/);
  });

  test('has the very record, keeps what is said on it beside, and says it again when the pack is opened again', async () => {
    const pack = await opened('a.spanwatch-pack.zip');
    const data = join(folder, 'data');
    const first = await open(data, pack);
    expect(first.store.requests().map((request) => request.id)).toEqual(['request-1', 'request-2']);
    expect(first.store.events(id)).toEqual(aRecord('request-1').events);
    expect(
      first.store
        .inventory(aRecord().request.managerId, 'transport-nodes')
        .entities.map(({ name }) => name),
    ).toEqual(['edge-ams-01', 'edge-ams-02']);
    first.store.addFact(id, 5, { type: 'noted', text: 'why at night?', by: 'rev' });
    first.store.addFact(id, 6, { type: 'marked', mark: 'questioned', by: 'rev' });
    expect(() => first.store.addFact(id, 7, { type: 'stopped' })).toThrow(/takes no fact/);
    first.close();
    expect(readdirSync(data)).toEqual(['reviews']);

    const again = await open(data, pack);
    expect(again.remarks().map((remark) => [remark.id, remark.fact.type])).toEqual([
      ['remark-1', 'noted'],
      ['remark-2', 'marked'],
    ]);
    expect(
      again.store
        .events(id)
        .slice(6)
        .map(({ fact }) => fact.type),
    ).toEqual(['noted', 'marked']);
    again.close();
  });

  test('leaves out a remark that a power cut left half written', async () => {
    const pack = await opened('b.spanwatch-pack.zip');
    const data = join(folder, 'data-2');
    const first = await open(data, pack);
    first.store.addFact(id, 5, { type: 'noted', text: 'whole', by: 'rev' });
    first.close();
    const file = join(data, 'reviews', `${pack.sha256}.jsonl`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":"half","requ`);
    const again = await open(data, pack);
    again.store.addFact(id, 6, { type: 'noted', text: 'after', by: 'rev' });
    again.close();
    const last = await open(data, pack);
    expect(last.remarks().map(({ fact }) => ('text' in fact ? fact.text : ''))).toEqual([
      'whole',
      'after',
    ]);
    last.close();
  });
});

describe('verify PACK in the terminal', () => {
  const run = async (path: string, json = false) => {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
      progress: () => {},
      width: () => null,
      stop: NEVER,
    };
    return { code: await verifyPack(path, json, io), out, err };
  };

  test('of a pack that is as it was made ends with 0 and says its hash', async () => {
    const pack = await opened('c.spanwatch-pack.zip');
    const { code, out } = await run(join(folder, pack.file));
    expect(code).toBe(0);
    expect(out.join('\n')).toContain('is as it was made: 2 requests, 12 facts.');
    expect(out.join('\n')).toContain(pack.sha256);
  });

  test('of a changed one ends with 8 and names the place', async () => {
    const pack = await opened('d.spanwatch-pack.zip');
    const path = join(folder, pack.file);
    const bytes = readFileSync(path);
    bytes[200] = (bytes[200] as number) ^ 1;
    writeFileSync(path, bytes);
    const { code, out, err } = await run(path);
    expect(code).toBe(8);
    expect(out.join('\n')).toMatch(/^(manifest\.json|requests\/\S+): /);
    expect(err.join('\n')).toContain('is not as it was made');
    const asJson = (await run(path, true)).out.map((line) => JSON.parse(line));
    expect(asJson[0]).toMatchObject({ event: 'problem', place: expect.any(String) });
    expect(asJson.at(-1)).toMatchObject({ event: 'pack', isFine: false });
  });

  test('of what is no pack is wrong use and no accusation; one that was cut is refused as ever', async () => {
    const other = join(folder, 'other.zip');
    writeFileSync(other, 'a text that somebody has named so');
    await expect(run(other)).rejects.toThrow(/other\.zip: this is not an evidence pack$/);
    const pack = await opened('cut.spanwatch-pack.zip');
    const whole = readFileSync(join(folder, pack.file));
    writeFileSync(other, whole.subarray(0, whole.length / 2));
    expect((await run(other)).code).toBe(8);
    whole[0] = 0;
    writeFileSync(other, whole);
    expect((await run(other)).code).toBe(8);
  });

  test('of a file that is not there says so', async () => {
    await expect(run(join(folder, 'none.zip'))).rejects.toThrow(/can’t be read/);
  });
});
