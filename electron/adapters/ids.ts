import { randomUUID } from 'node:crypto';
import type { NewId } from '../domain/ports.ts';

/** A random UUID (version 4). */
export const newId: NewId = () => randomUUID();
