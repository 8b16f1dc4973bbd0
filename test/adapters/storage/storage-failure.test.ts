import { describe, expect, test } from 'vitest';
import { DatabaseError } from '../../../electron/adapters/database/database-error.ts';
import { storageFailure } from '../../../electron/adapters/storage/storage-failure.ts';

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('an error of the disk is called by what a person can do about it:', () => {
  test.each([
    [coded('SQLITE_FULL'), 'full'],
    [coded('ENOSPC'), 'full'],
    [coded('SQLITE_READONLY_DBMOVED'), 'read-only'],
    [coded('EROFS'), 'read-only'],
    [coded('EACCES'), 'read-only'],
    [coded('SQLITE_CORRUPT_INDEX'), 'damaged'],
    [coded('SQLITE_NOTADB'), 'damaged'],
    [coded('SQLITE_CORRUPT_VTAB'), 'other'],
    [coded('EBUSY'), 'busy'],
    [coded('SQLITE_BUSY'), 'busy'],
    [coded('SQLITE_IOERR_WRITE'), 'other'],
    [coded('SQLITE_ERROR', 'database or disk is full'), 'full'],
    [new DatabaseError('corrupt', '/x'), 'damaged'],
    [new DatabaseError('newer-version', '/x'), 'newer-version'],
    [new DatabaseError('unusable', '/x', coded('ENOSPC')), 'full'],
    [new DatabaseError('unusable', '/x'), 'other'],
  ])('%s', (error, reason) => {
    expect(storageFailure(error)).toMatchObject({ kind: 'storage', reason });
  });

  test.each([
    [new TypeError('x is not a function')],
    [coded('SQLITE_CONSTRAINT_TRIGGER', 'a fact never changes')],
    ['a text'],
  ])('and what is none of it is a bug: %s', (error) => {
    expect(storageFailure(error)).toBeNull();
  });
});
