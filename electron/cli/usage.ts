import { ENTITY_KINDS, REFERENCE_KINDS } from '../../shared/nsx/kinds.ts';
import { SCENARIOS } from '../practice/scenarios.ts';

/** A mistake in what was typed: one line that names it and the next step. */
export class UsageError extends Error {}

const SCENARIO_IDS = SCENARIOS.map(({ id }) => id).join(', ');

export const COMMANDS = [
  'watch',
  'send',
  'managers',
  'inventory',
  'history',
  'show',
  'verify',
  'backup',
  'backups',
  'restore',
  'practice',
  'demo',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const MANAGER = `Which manager:
  --manager NAME          a saved one; its password comes from the keychain
  --url https://HOST[:PORT] --user USER
                          one that is not saved; the password comes from --password-stdin
                          or the environment's SPANWATCH_PASSWORD
  --password-stdin        the first line of standard input is the password
  --fingerprint SHA256    trust this certificate and no other
  --ca FILE               trust certificates of this authority (PEM); without either, the system's
  --auth session|basic    how to sign in (session)`;

const COMMON = `  --data-dir DIR          where drafts and requests are kept (the window's own folder)
  --json                  one JSON object a line, and nothing else, on standard output
  --help`;

/** The help of each command. */
export const HELP: Record<CommandName, string> = {
  watch: `spanwatch watch --session ID --request-id RID [options]

Follows a request that was made elsewhere until every transport node has it.

  --session ID            whose realization is asked
  --request-id RID        the x-nsx-requestid that the manager answered with
  --method METHOD         what the request was: PUT, POST or DELETE (PUT)
  --timeout SECONDS       give up after this (the deadline of the settings)
${COMMON}

${MANAGER}`,
  send: `spanwatch send (--put ID | --post KIND | --delete ID) [options]

Sends one write, once, and follows it until every transport node has it.

  --put ID                change this object
  --post KIND             make a new one
  --delete ID             delete this object
  --kind KIND             of --put and --delete (sessions)
  --body FILE|-           the JSON to send; - reads standard input
  --no-watch              end when the manager has answered
  --timeout SECONDS       give up following after this (the deadline of the settings)
${COMMON}

KIND: ${ENTITY_KINDS.join(', ')}

${MANAGER}`,
  managers: `spanwatch managers [options]

Lists the saved managers.

${COMMON}`,
  inventory: `spanwatch inventory [KIND] --manager NAME [options]

Lists the objects of a kind (sessions) from the saved copy, with the time it was read.

  --refresh               reads them from the manager first
  --find TEXT             only those with every word: name, id, address, subnet, tag
${COMMON}

KIND: ${ENTITY_KINDS.join(', ')};
and what they refer to: ${REFERENCE_KINDS.join(', ')}

${MANAGER}`,
  history: `spanwatch history [options]

Lists the requests that were sent or followed, the newest first.

  --limit N               at most so many (20)
${COMMON}`,
  show: `spanwatch show REQUEST [options]

Shows one request: its sentence, its checks, its record. REQUEST is its id, the beginning of it, the id as
history shortens it, or the x-nsx-requestid or the beginning of that.

${COMMON}`,
  verify: `spanwatch verify [REQUEST | PACK] [options]

Verifies that the record is as it was written: every request, or one (named as show takes it). Says what was changed,
is missing, was added or stands in another place, and where. Ends with 8 where something is. Before that SQLite reads
every page of the database; ends with 9 where one is damaged and the record is sound all the same. PACK is the file of an
evidence pack: each of its parts and each request's chain; that needs no data folder.

  --fingerprint TEXT|FILE one that an earlier verify printed and that was kept elsewhere (or the file that the
                          window saved of it): says whether all that it stands for is unchanged

${COMMON}`,
  backup: `spanwatch backup [--to FOLDER] [options]

Makes a whole copy of the database as it is now, also while the window works on it. The newest 20 of them are kept beside
the window's own.

  --to FOLDER             into this folder, which is there; nothing takes it away from there
${COMMON}`,
  backups: `spanwatch backups [options]

Lists the backups and the databases that were put aside, the newest first: what restore goes back to.

${COMMON}`,
  restore: `spanwatch restore NAME [options]

Puts a backup, or a database that was put aside, in the place of the database. That is put aside itself; nothing is
deleted. NAME is as backups lists it. Ends with 4, and changes nothing, while a window or another command has the data open.

${COMMON}`,
  practice: `spanwatch practice [--port N] [--scenario ID]

Starts a practice manager on this computer, until Ctrl-C.

  --port N                listen on this port of 127.0.0.1 (a free one)
  --scenario ID           how every change is realized (normal); one of:
                          ${SCENARIO_IDS}
  --json                  its address, fingerprint, user and password as one JSON object`,
  demo: `spanwatch demo [--data-dir DIR]

Does the main job on a practice manager: changes a session, sends it once, follows it until it is realized.

  --data-dir DIR          where its request is kept (a folder that goes when the demo ends)
  --json                  one JSON object a line, and nothing else, on standard output`,
};

export const OVERVIEW = `Spanwatch: sends changes of NSX IPSec VPN once, and follows them until every transport node has them.

  spanwatch watch      follow a request that was made elsewhere
  spanwatch send       send one write and follow it
  spanwatch managers   the saved managers
  spanwatch inventory  the objects of a manager
  spanwatch history    the requests that were sent or followed
  spanwatch show       one request, whole
  spanwatch verify     whether the record is as it was written
  spanwatch backup     a whole copy of the data
  spanwatch backups    the copies that there are
  spanwatch restore    go back to one of them
  spanwatch practice   a practice manager on this computer
  spanwatch demo       the main job on a practice manager

spanwatch COMMAND --help says more; spanwatch --version says which version this is.

Exit codes: 0 realized, deleted, or accepted with --no-watch · 2 partial, failed · 3 timed out ·
4 refused (also restore, while the data is open elsewhere), service disabled, missing · 5 unreachable, untrusted · 6 unauthorized · 7 in doubt ·
8 the record is not as it was written (verify) · 9 the data is damaged or can't be opened ·
64 wrong use · 70 our own mistake · 130 stopped by Ctrl-C`;
