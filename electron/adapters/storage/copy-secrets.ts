import type { Database } from 'libsql';
import * as z from 'zod';
import { REDACTED } from '../../../shared/redaction.ts';
import type { CopySecrets } from '../../domain/ports.ts';
import { asBytes, TextBytes } from '../database/rows.ts';
import { lookInto } from './aside.ts';
import { withDatabase } from './inspect.ts';

const Manager = z.looseObject({ id: TextBytes });
const Draft = z.looseObject({ id: TextBytes, data: TextBytes });
const Marked = z.looseObject({ body: z.looseObject({ psk: z.literal(REDACTED) }) });

/** Which drafts and managers a copy has, of any version; null where it can't be read. */
export function secretsInCopy(dataFolder: string, name: string): CopySecrets | null {
  return lookInto(dataFolder, name, (file) => {
    try {
      return withDatabase(file, secretsIn);
    } catch {
      return null;
    }
  });
}

function secretsIn(db: Database): CopySecrets {
  const drafts = db
    .prepare(`SELECT ${asBytes('id')}, ${asBytes('data')} FROM drafts`)
    .all()
    .map((row) => Draft.parse(row));
  const managers = db.prepare(`SELECT ${asBytes('id')} FROM managers`).all();
  return {
    drafts: drafts.map(({ id }) => id),
    keyed: drafts.filter(({ data }) => isMarked(data)).map(({ id }) => id),
    managers: managers.map((row) => Manager.parse(row).id),
  };
}

function isMarked(data: string): boolean {
  try {
    return Marked.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
