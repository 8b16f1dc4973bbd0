import * as z from 'zod';

/** Ids of our own making (UUIDs). NSX's ids are strings of NSX's making and are not branded. */
const MAX_ID_LENGTH = 64;
const id = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  .regex(/^[\w-]+$/);

export const ManagerId = id.brand('ManagerId');
export type ManagerId = z.infer<typeof ManagerId>;

export const DraftId = id.brand('DraftId');
export type DraftId = z.infer<typeof DraftId>;

/** Our own id of a request. NSX's `x-nsx-requestid` is `nsxRequestId` everywhere. */
export const RequestId = id.brand('RequestId');
export type RequestId = z.infer<typeof RequestId>;

export const TemplateId = id.brand('TemplateId');
export type TemplateId = z.infer<typeof TemplateId>;
export const PlanId = id.brand('PlanId');
export type PlanId = z.infer<typeof PlanId>;

/** As far as a date of JavaScript goes (ECMA-262, Time Values), ms: beyond it nothing can be said as a time. */
const MAX_TIME_MS = 8.64e15;

/** Milliseconds since 1970-01-01 UTC, by this computer's clock. */
export const Millis = z.number().int().min(-MAX_TIME_MS).max(MAX_TIME_MS);
export type Millis = z.infer<typeof Millis>;
