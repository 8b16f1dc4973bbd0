import { type Effect, effectOf } from './object-history.ts';
import type { Request, RequestSummary } from './request.ts';

/** The columns of a change by field; null where there is none: what is created has no before, what is deleted no after. */
export type Sides = { before: string | null; after: string | null };

/** What the columns of a change are called: nothing that did not happen is said to have come after. */
export function changeSides(method: Request['method'], isMade: boolean): Sides {
  const before = isMade ? 'Before' : 'As it was read';
  const after = isMade ? (method === 'POST' ? 'Sent' : 'After') : 'Asked for';
  return { before: method === 'POST' ? null : before, after: method === 'DELETE' ? null : after };
}

const LEAD: Record<Request['method'], [made: string, asked: string]> = {
  POST: ['A new object: every field as it was sent.', 'A new object was asked for.'],
  PUT: ['', 'This change was asked for.'],
  DELETE: [
    'The object as it was last read before it was deleted.',
    'The object, as it was last read, was to be deleted.',
  ],
};

/** What a table of a change is about; of what did not happen it says so. */
export function leadOf({ method, draftId }: Request, effect: Effect): string {
  const [made, asked] = LEAD[method];
  const against =
    method !== 'PUT'
      ? ''
      : draftId === null
        ? ' Against the object as it was read before it was sent.'
        : ' Against the copy that the draft was made from.';
  if (effect === 'none') return `${asked} It was not made.${against}`;
  if (effect === 'uncertain') return `${asked} Whether NSX has made it is not known.${against}`;
  return `${made}${against}${method === 'PUT' ? ' What is not named here went back as it was read.' : ''}`.trim();
}

/** What the object is called: a name that was only asked for, and not known to have been taken, it never had. */
export function objectNameOf(summary: RequestSummary): string {
  const { entityName, bodyBefore } = summary.request;
  if (effectOf(summary) === 'applied') return entityName;
  const name = bodyBefore?.display_name;
  return typeof name === 'string' && name !== '' ? name : entityName;
}
