import { spawn } from 'node:child_process';
import { inProject, isEntry, projectRoot } from './paths.mjs';

/** Each side has its own types, so that `document` does not compile in main nor `process` in the window. */
const sides = ['shared', 'electron', 'renderer', 'test', '.'];

/** Two at once: the compiler is itself parallel, and small machines have two cores. */
const atOnce = 2;

/**
 * @param {string} side
 * @returns {Promise<{ side: string, ok: boolean, output: string }>}
 */
function check(side) {
  return new Promise((resolve) => {
    const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
    const child = spawn(process.execPath, [tsc, '--noEmit', '-p', side], { cwd: projectRoot });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => resolve({ side, ok: code === 0, output }));
  });
}

/** Type-checks every side; prints what the compiler says. @returns {Promise<boolean>} */
export async function checkTypes() {
  const waiting = [...sides];
  let ok = true;
  const worker = async () => {
    for (let side = waiting.shift(); side !== undefined; side = waiting.shift()) {
      const result = await check(side);
      ok &&= result.ok;
      console.log(`${result.ok ? 'ok  ' : 'FAIL'} ${side}`);
      if (result.output.trim()) console.log(result.output.trim());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ok;
}

if (isEntry(import.meta.url)) process.exitCode = (await checkTypes()) ? 0 : 1;
