import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import type { OpenedPack } from '../shared/evidence/files.ts';
import { isReviewCommand } from '../shared/evidence/reviewer-mode.ts';
import type { Refused, Reviewing } from '../shared/evidence-contract.ts';
import type { Failure, Result } from '../shared/result.ts';
import { fail, ok } from '../shared/result.ts';
import { fileFailure } from './adapters/pack/file-failure.ts';
import { sha256 } from './adapters/pack/hash.ts';
import { clearReview, openReviewStore, type ReviewStore } from './adapters/pack/review-store.ts';
import { signedIn } from './adapters/pack/signed-in.ts';
import { readText, writeFile } from './adapters/pack/text-file.ts';
import { checkPackApart, readPackApart, threadPacking } from './adapters/pack/thread-packing.ts';
import { storageFailure } from './adapters/storage/storage-failure.ts';
import { type BugSink, createDispatch } from './domain/dispatch.ts';
import type { Evidence } from './domain/evidence/port.ts';
import { noNsx, noVault } from './domain/no-manager.ts';
import type { Ports } from './domain/ports.ts';
import { createProduct } from './domain/product.ts';
import { fileChooser } from './shell/choose-file.ts';
import { pdfOf } from './shell/print.ts';

type Options = {
  dataFolder: string;
  /** Of the application itself; the pack's own store, network and keychain take the place of those. */
  ports: Omit<Ports, 'nsx' | 'vault' | 'evidence'>;
  window(): BrowserWindow | null;
  /** Of a pack's own database as well: what is wrong with that says nothing of one's own. */
  bug: BugSink;
  /** One's own desk, which rests for as long as a pack is in front. */
  own: {
    busy(): boolean;
    /** Resolves when every write under way has ended. */
    idle(): Promise<unknown>;
    rest(): void;
    begin(): void;
  };
};

/** Beside this bundle (`electron/launch/build.mjs`). */
const WORKER_FILE = path.join(__dirname, 'pack-worker.cjs');
const BUSY = 'A write is on its way. Wait for its answer, then open the pack.';
const OPENING = 'Another pack is being opened. Wait for it.';
/** The window is begun anew once it has the answer to what it asked. */
const AFTER_ITS_ANSWER_MS = 20;

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type InFront = {
  store: ReviewStore;
  pack: Required<OpenedPack>;
  dispatch(name: unknown, input: unknown): Promise<Result<unknown>>;
  close(): void;
};

/**
 * Reviewer mode: the same product on a pack's record, with ports that refuse every manager and the keychain. What the
 * window asks goes to it for as long as a pack is in front.
 */
export function createReviewing({ dataFolder, ports, window, bug, own }: Options) {
  try {
    clearReview(dataFolder);
  } catch (error) {
    // Left behind by a run that was cut off, and held by something: it keeps nobody from one's own data.
    bug('reviewing', error);
  }
  let front: InFront | null = null;
  let isOpening = false;
  let refused: Refused | null = null;

  async function enter(pack: OpenedPack): Promise<Result<Reviewing>> {
    const entered = await putInFront(pack);
    if (entered.ok) begin();
    return entered;
  }

  async function putInFront(pack: OpenedPack): Promise<Result<Reviewing>> {
    const { content } = pack;
    if (!content) return fail({ kind: 'bug', detail: 'a pack with problems is not opened' });
    if (isOpening) return fail({ kind: 'stale', detail: OPENING });
    if (own.busy()) return fail({ kind: 'stale', detail: BUSY });
    isOpening = true;
    try {
      close();
      const opened = await openFront({ ...pack, content });
      // One may have been begun meanwhile.
      if (own.busy()) await own.idle();
      own.rest();
      front = opened;
    } catch (error) {
      // Where another pack was in front before, it is not any more.
      own.begin();
      bug('reviewing', error);
      return fail(storageFailure(error) ?? fileFailure(dataFolder, error));
    } finally {
      isOpening = false;
    }
    refused = null;
    return ok(reviewingOf(front));
  }

  async function openFront(pack: Required<OpenedPack>): Promise<InFront> {
    const store = await openReviewStore(pack, {
      dataFolder,
      breathe,
      newId: ports.newId,
      settings: ports.store,
    });
    const product = createProduct(
      {
        ...ports,
        store: store.store,
        archive: store.archive,
        nsx: noNsx,
        vault: noVault,
        evidence,
      },
      bug,
    );
    const answer = createDispatch(product.handlers, bug, storageFailure);
    return {
      store,
      pack,
      async dispatch(name, input) {
        const isAsked = typeof name !== 'string' || isReviewCommand(name);
        return isAsked ? answer(name, input) : fail({ kind: 'reviewing' });
      },
      close() {
        product.close();
        store.close();
      },
    };
  }

  function close(): void {
    const closing = front;
    front = null;
    closing?.close();
  }

  function leave(): void {
    if (!front) return;
    close();
    own.begin();
    begin();
  }

  function begin(): void {
    setTimeout(() => window()?.webContents.reload(), AFTER_ITS_ANSWER_MS);
  }

  const evidence: Evidence = {
    person: signedIn,
    ...fileChooser(window),
    isThere: (file) => (existsSync(file) ? path.basename(file) : null),
    writeText: writeFile,
    writePdf: async (path, html) => writeFile(path, await pdfOf(html)),
    packing: (about) => threadPacking(about, WORKER_FILE),
    readText,
    readPack: (file) => readPackApart(file, WORKER_FILE),
    checkPack: (file) => checkPackApart(file, WORKER_FILE),
    sha256,
    breathe,
    review: {
      now: () => (front ? reviewingOf(front) : null),
      refused: () => refused,
      enter,
      leave,
      remarks: () => ({
        requests: front?.pack.content.manifest.requests ?? [],
        remarks: front?.store.remarks() ?? [],
      }),
    },
  };

  return {
    evidence,
    /** The way in for the window, while a pack is in front. */
    dispatch: () => front?.dispatch ?? null,
    close,
    /** A pack that was named on the command line: opened, or refused with the reasons for the window to say. */
    async openNamed(file: string): Promise<void> {
      const name = path.basename(file);
      const refuse = (problem: string) => {
        refused = { file: name, problems: [{ place: name, problem }], unread: true };
      };
      // At a start the window waits for this, so that it must end well, whatever happens.
      try {
        const pack = await evidence.readPack(file);
        if (!pack.ok) return refuse(problemOf(pack.failure));
        if (pack.value.problems.length > 0) {
          refused = { file: pack.value.file, problems: pack.value.problems };
          return;
        }
        const entered = await putInFront(pack.value);
        if (!entered.ok) refuse(problemOf(entered.failure));
      } catch (error) {
        bug('reviewing', error);
        refuse(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

const problemOf = (failure: Failure) =>
  'detail' in failure ? String(failure.detail) : 'it can’t be read';

function reviewingOf({ pack, store }: InFront): Reviewing {
  const { manifest } = pack.content;
  return {
    file: pack.file,
    sha256: pack.sha256,
    requests: manifest.requests.length,
    madeAt: manifest.madeAt,
    madeBy: manifest.madeBy,
    app: manifest.app,
    redacted: Object.values(manifest.redacted).reduce((sum, n) => sum + n, 0),
    remarks: store.remarks().length,
  };
}
