import type { Request } from '../../../shared/request.ts';

/** How a write that was taken is to be followed; `deadlineMs`: the setting's where it is not given. */
export type Following = {
  isWanted: boolean;
  deadlineMs?: number | undefined;
  /** Asked right before the write begins: false where whoever wanted it has changed their mind. */
  mayBegin?: (() => boolean) | undefined;
};

/** As the settings have it. */
export const AS_SET: Following = { isWanted: true };

/** Only what differs from the settings stands on the record. */
export function asRecorded({ isWanted, deadlineMs }: Following): Pick<Request, 'following'> {
  if (isWanted && deadlineMs === undefined) return {};
  return { following: { isWanted, ...(deadlineMs === undefined ? {} : { deadlineMs }) } };
}

/** How whoever takes a request up follows it. */
export const howOf = ({ following }: Request): Following => following ?? AS_SET;
