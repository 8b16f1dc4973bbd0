import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inProject } from '../../electron/launch/paths.mjs';
import type { PracticeManager } from '../../electron/practice/practice-manager.ts';

export type Line = Record<string, unknown> & { event: string };
export type Ended = { code: number | null; stdout: string; stderr: string };

/** The terminal's bundle, made as `npm run build` makes it, in a place of its own. */
export async function buildTerminal(): Promise<{ script: string; remove(): void }> {
  const script = inProject('out', 'test', `cli-${process.pid}.cjs`);
  await build({
    entryPoints: [inProject('electron', 'cli.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['electron', 'libsql', 'keytar'],
    logLevel: 'warning',
  });
  return { script, remove: () => rmSync(script, { force: true }) };
}

export type Running = {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves when standard output has a text. */
  seen(text: string): Promise<void>;
};

type Given = {
  password?: string | null;
  stdin?: string;
  /** Somebody sits at standard input and has not typed anything. */
  waits?: boolean;
  env?: Record<string, string>;
};

/** Starts `spanwatch` with these words, as a process of its own. */
export function start(script: string, words: readonly string[], given: Given = {}): Running {
  const { password = null, stdin, waits = false, env = {} } = given;
  const secret = password === null ? {} : { SPANWATCH_PASSWORD: password };
  const child = spawn(process.execPath, [script, ...words], {
    env: { ...process.env, ...secret, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (!waits) child.stdin?.end(stdin ?? '');
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
    for (const look of waiting) look();
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const seen = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!stdout.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(`ended without “${text}”: ${stdout}${stderr}`)));
      look();
    });
  return { child, ended, seen };
}

/** The lines of `--json`; throws where standard output holds anything else. */
export function linesOf({ stdout }: Ended): Line[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** How the practice manager is named to a command. */
export function named(manager: PracticeManager, fingerprint = manager.fingerprint): string[] {
  const url = `https://${manager.address}`;
  return ['--url', url, '--user', manager.user, '--fingerprint', fingerprint];
}

export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'spanwatch-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
