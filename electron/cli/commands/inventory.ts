import { hasWord } from '../../../shared/address-forms.ts';
import type { Entity } from '../../../shared/inventory.ts';
import { END_FIELDS, searchText, wordsIn } from '../../../shared/inventory-search.ts';
import { EXIT_CODE, EXIT_OK, endOfFailure } from '../end.ts';
import type { Io } from '../io.ts';
import type { CommandOf } from '../options.ts';
import { openTarget } from '../target.ts';
import { jsonLine, plain, table } from '../text.ts';
import { failureWords } from '../words.ts';

/** `inventory`: the objects of a kind from the copy, read from the manager where asked, or where there is none. */
export async function inventory(command: CommandOf<'inventory'>, io: Io): Promise<number> {
  const { target, dataDir, kind, find, json } = command;
  const isOneOff = target.by === 'url';
  const { world, managerId } = await openTarget(target, dataDir, isOneOff || command.refresh, io);
  try {
    const { store, product } = world;
    const isThere = store.inventory(managerId, kind).asOf !== null;
    if (command.refresh || !isThere) {
      const read = await product.handlers['inventory.refresh']({ managerId });
      if (!read.ok) {
        io.err(`spanwatch: not read: ${plain(failureWords(read.failure))}`);
        return EXIT_CODE[endOfFailure(read.failure)];
      }
    }
    const { asOf, entities: all } = store.inventory(managerId, kind);
    const words = wordsIn(find);
    const endsOf = ({ body }: Entity) =>
      END_FIELDS.flatMap(({ field, kind: end }) => {
        const found = store.entity(managerId, end, String(body[field] ?? ''));
        return kind === 'sessions' && found ? [found] : [];
      });
    // The copy may be in memory alone (a manager named by its URL): searched as the database searches.
    const entities = all.filter((entity) => {
      if (words.length === 0) return true;
      const searched = searchText(entity, endsOf(entity));
      return words.every((word) => hasWord(searched, word));
    });
    if (json) for (const entity of entities) io.out(jsonLine(asJson(entity)));
    else {
      const rows = entities.map(({ id, name, body }) => [id, name, stateOf(body.enabled)]);
      const all = [['ID', 'NAME', 'ENABLED'], ...rows.map((row) => row.map(plain))];
      io.out(table(all, { width: io.width(), cut: [1] }));
      io.out(`${entities.length} ${kind}, as of ${new Date(asOf ?? 0).toISOString()}`);
    }
    return EXIT_OK;
  } finally {
    world.close();
  }
}

function stateOf(enabled: unknown): string {
  if (enabled === true) return 'yes';
  return enabled === false ? 'no' : '';
}

function asJson({ kind, id, name, readAt, body }: Entity): object {
  return { event: 'entity', kind, id, name, readAt: new Date(readAt).toISOString(), body };
}
