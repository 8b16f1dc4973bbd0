import * as z from 'zod';
import { Entity } from '../../../shared/inventory.ts';
import { asBytes, readRow, type Skipped, seal } from './rows.ts';

/** What a statement must select for an object to be read back. */
export const ENTITY_COLUMNS = `${asBytes('entities.data')}, entities.read_at`;

const ReadAt = z.looseObject({ read_at: z.number().positive() });

/** An object of the copy from its row; null, and counted, where it doesn't fit. */
export function readEntity(row: unknown, skipped: Skipped): Entity | null {
  const entity = readRow(row, Entity, 'entities', skipped);
  const at = ReadAt.safeParse(row);
  // The column has the last word: an object that is as it was before is not written anew, only its time is.
  return entity && at.success ? { ...entity, readAt: at.data.read_at } : entity;
}

export function readEntities(rows: unknown[], skipped: Skipped): Entity[] {
  return rows.flatMap((row) => readEntity(row, skipped) ?? []);
}

/** An object as it is stored: the same text for as long as nothing of it has changed, whenever it was read. */
export function sealEntity(entity: Entity): string {
  return seal({ ...entity, readAt: 0 });
}
