import { randomBytes, randomUUID } from 'node:crypto';
import type { NewId, NewKey } from '../domain/ports.ts';

/** A random UUID (version 4). */
export const newId: NewId = () => randomUUID();

/** 192 bits: as many as the strongest tunnel could use, in 32 characters. */
const KEY_BYTES = 24;

/** A random pre-shared key of letters, digits, `-` and `_`. */
export const newKey: NewKey = () => randomBytes(KEY_BYTES).toString('base64url');
