import type { NotedKey } from './adapters/database/draft-keys.ts';
import type { createDispatch } from './domain/dispatch.ts';
import type { Storage } from './domain/ports.ts';
import type { createProduct } from './domain/product.ts';

/** What answers the window: the product on the open data, or what there is while that can't be opened. */
export type Opened = {
  dispatch: ReturnType<typeof createDispatch>;
  recover(): void;
  /** Closed at once; resolves when no thread holds a file any more. */
  close(): Promise<void>;
  /** Data of an earlier version is being brought up to date; `close` asks that to end. */
  isUpdating: boolean;
  /** Another process works on the same files at this moment. */
  isShared(): boolean;
  /** Opens a pack in reviewer mode, or keeps why not for the window to say. */
  openPack(path: string): Promise<void>;
  storage: Storage;
  /** Keys of drafts that may be in the keychain; none where the data can't be read. */
  draftKeys(): NotedKey[];
  /** Null where the data can't be opened. */
  product: ReturnType<typeof createProduct> | null;
};
