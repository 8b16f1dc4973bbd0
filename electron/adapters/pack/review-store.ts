import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { chainNext, chainStart } from '../../../shared/chain.ts';
import type { OpenedPack } from '../../../shared/evidence/files.ts';
import { RemarkFact } from '../../../shared/evidence/review-file.ts';
import type { Entity } from '../../../shared/inventory.ts';
import { type Settings, Settings as SettingsSchema } from '../../../shared/settings.ts';
import type { Store } from '../../domain/ports.ts';
import { type DatabaseStore, openDatabase } from '../database/database.ts';
import { sha256 } from './hash.ts';
import { remarkFile } from './remark-file.ts';

const FOLDER = 'reviewing';

type Options = {
  dataFolder: string;
  newId(): string;
  breathe(): Promise<void>;
  /** How the window looks is the reviewer's own, not the pack's. */
  settings: Pick<Store, 'settings' | 'saveSettings'>;
};

export type ReviewStore = Awaited<ReturnType<typeof openReviewStore>>;

/** So long at a time, ms. */
const INDEX_MS = 20;
/** So many requests and facts are put in before everything else has its turn. */
const AT_ONCE = 200;

/** Takes away what a run that was cut off has left. */
export function clearReview(dataFolder: string): void {
  rmSync(join(dataFolder, FOLDER), { recursive: true, force: true });
}

/**
 * A pack's record in a database of its own, through the real store; it goes when the pack is closed. What is said on
 * it goes to the reviewer's own folder first, and is said again when the same pack is opened again.
 */
export async function openReviewStore(
  { content, sha256: packSha256 }: Required<OpenedPack>,
  { dataFolder, newId, settings, breathe }: Options,
) {
  clearReview(dataFolder);
  const folder = join(dataFolder, FOLDER);
  const database: DatabaseStore = openDatabase(folder, () => {});
  const remarks = remarkFile(dataFolder, packSha256);
  try {
    await fill(database, content, breathe);
    for (const { requestId, at, fact } of remarks.all()) {
      if (database.request(requestId)) database.addFact(requestId, at, fact);
    }
    // Found by text from the first look on.
    while (database.indexWords(INDEX_MS)) await breathe();
  } catch (error) {
    close();
    throw error;
  }

  function close(): void {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }

  const addFact: Store['addFact'] = (requestId, at, fact) => {
    const remark = RemarkFact.safeParse(fact);
    if (!remark.success) throw new Error(`a pack takes no fact of the type ${fact.type}`);
    remarks.add({ id: newId(), requestId, at, fact: remark.data });
    return database.addFact(requestId, at, fact);
  };
  const nodes = content.nodes;
  const store: Store = {
    ...database,
    settings: (): Settings =>
      SettingsSchema.parse({ ...settings.settings(), currentManagerId: null }),
    saveSettings: (changed) =>
      settings.saveSettings({
        ...changed,
        currentManagerId: settings.settings().currentManagerId,
      }),
    addFact,
    addFacts: (id, at, facts) => facts.map((fact) => addFact(id, at, fact)),
    inventory: (managerId, kind, page) =>
      kind === 'transport-nodes'
        ? {
            managerId,
            kind,
            asOf: content.manifest.madeAt,
            entities: nodesOf(nodes[managerId], managerId),
          }
        : database.inventory(managerId, kind, page),
  };
  return { store, archive: database.archive, remarks: remarks.all, close };
}

type Content = Required<OpenedPack>['content'];

/** Request by request, and a long one in pieces: everything else has its turn in between. */
async function fill(
  database: DatabaseStore,
  { requests }: Content,
  breathe: () => Promise<void>,
): Promise<void> {
  const steps = stepsOf(database, requests);
  for (let isMore = true; isMore; await breathe()) {
    database.together(() => {
      for (let taken = 0; isMore && taken < AT_ONCE; taken += 1)
        isMore = steps.next().done !== true;
    });
  }
}

function* stepsOf(database: DatabaseStore, requests: Content['requests']): Generator<void> {
  for (const { request, events } of requests) {
    database.addRequest(request);
    let head = chainStart(request, sha256);
    yield;
    for (const event of events) {
      database.addFact(request.id, event.at, event.fact);
      head = chainNext(head, event, sha256);
      yield;
    }
    if (database.chainOf(request.id)?.head !== head) {
      throw new Error(`request ${request.id} did not come into the store whole`);
    }
  }
}

function nodesOf(
  names: Record<string, string> | undefined,
  managerId: Entity['managerId'],
): Entity[] {
  return Object.entries(names ?? {}).map(([id, name]) => ({
    managerId,
    kind: 'transport-nodes',
    id,
    name,
    body: {},
    readAt: 0,
  }));
}
