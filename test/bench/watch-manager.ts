import { startPracticeManager } from '../../electron/practice/practice-manager.ts';

/**
 * A process of practice managers. Each is a whole one; the state of a request stays in progress, so that every check
 * is one whose answer did not change. Says where they are, and ends when its input is closed.
 */
const count = Number(process.argv[2] ?? '1');

async function main(): Promise<void> {
  const managers = await Promise.all(
    Array.from({ length: count }, () =>
      startPracticeManager({ rateLimit: { perSecond: 0, atOnce: 0 } }),
    ),
  );
  for (const { control } of managers) {
    control.defaultScenario('never-ends');
    // A session of a service that is off has no state, and its watch would end.
    for (const { id } of control.entities('services')) control.setServiceEnabled(id, true);
  }
  const entries = managers.map(
    ({ address, fingerprint, certificatePem, user, password, control }) => ({
      address,
      fingerprint,
      certificatePem,
      user,
      password,
      // Policy's own would refuse the change.
      sessions: control.entities('sessions').filter((one) => one._create_user !== 'nsx_policy'),
    }),
  );
  console.log(JSON.stringify(entries));
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

void main();
