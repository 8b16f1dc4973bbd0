import { startPracticeManager } from '../../electron/practice/practice-manager.ts';

/** Practice managers in a process of their own, one for each estate; ends with its input. */
const sizes = process.argv.slice(2).map(Number);
const managers = await Promise.all(sizes.map((sessions) => startPracticeManager({ sessions })));
const entries = managers.map(({ address, url, fingerprint, certificatePem, user, password }) => ({
  address,
  url,
  fingerprint,
  certificatePem,
  user,
  password,
}));
console.log(JSON.stringify(entries));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
