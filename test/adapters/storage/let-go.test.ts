import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { moveFile, untilLetGo } from '../../../electron/adapters/storage/let-go.ts';
import { request } from '../database/samples.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-let-go-'));
  file = join(folder, DATABASE_FILE);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const busy = () => Object.assign(new Error('busy'), { code: 'EBUSY' });

/** Files that this process has open, as far as the system says. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

/** As Windows moves files: none that is open. */
function move(from: string, to: string): void {
  if (openFiles().includes(from)) throw busy();
  renameSync(from, to);
}

function usedAndClosed(): void {
  const store = openDatabase(folder);
  store.addRequest(request('r-1'));
  store.close();
}

const isLinux = process.platform === 'linux';
if (!isLinux)
  console.warn('left out: who has a file open is read from /proc, which Linux alone has');

describe.skipIf(!isLinux)('a database that was closed', () => {
  test('is waited for until nothing has its files open, so that it can be moved', async () => {
    usedAndClosed();
    // What is prepared for asking holds on to the connection.
    expect(() => move(file, `${file}.moved`)).toThrow('busy');
    await untilLetGo(file, move);
    move(file, `${file}.moved`);
    expect(readdirSync(folder)).toEqual([`${DATABASE_FILE}.moved`]);
  });
});

describe('moving a file', () => {
  test('is tried again where somebody has it open for a moment', () => {
    let tries = 0;
    moveFile('a', 'b', () => {
      tries += 1;
      if (tries < 3) throw busy();
    });
    expect(tries).toBe(3);
  });

  test('fails with what the system says where it stays open, or for any other reason at once', () => {
    let tries = 0;
    const failing = (code: string) => () => {
      tries += 1;
      throw Object.assign(new Error(code), { code });
    };
    expect(() => moveFile('a', 'b', failing('EPERM'))).toThrow('EPERM');
    expect(tries).toBe(5);
    expect(() => moveFile('a', 'b', failing('ENOENT'))).toThrow('ENOENT');
    expect(tries).toBe(6);
  });
});
