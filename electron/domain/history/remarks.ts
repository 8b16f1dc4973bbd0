import type { Input } from '../../../shared/contract.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { cleanNote, cleanPerson, cleanTags } from '../../../shared/remark-text.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import { MAX_NOTE, MAX_TAG, MAX_TAGS } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';

type Needs = { store: Pick<Ports['store'], 'settings'>; host: Pick<Ports['host'], 'person'> };
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  record(id: RequestId, fact: RequestFact): void;
};

/** What people say of a request: facts of it, like all else, with who said it. */
export function createRemarks({ store, host }: Needs, { summary, record }: Deps) {
  const by = () => cleanPerson(store.settings().person || host.person());

  function say(id: RequestId, fact: RequestFact): Result<RequestSummary> {
    if (!summary(id)) return fail({ kind: 'not-found', what: 'that request' });
    record(id, fact);
    const now = summary(id);
    return now ? ok(now) : fail({ kind: 'not-found', what: 'that request' });
  }

  return {
    signer: (): Result<{ by: string }> => ok({ by: by() }),
    note({ requestId, text }: Input<'history.note'>): Result<RequestSummary> {
      const clean = cleanNote(text);
      if (clean === '') return invalid('text', 'Write something first');
      if (clean.length > MAX_NOTE) {
        const most = MAX_NOTE.toLocaleString('en');
        return invalid('text', `At most ${most} characters; this has ${clean.length}`);
      }
      return say(requestId, { type: 'noted', text: clean, by: by() });
    },
    tag({ requestId, tags }: Input<'history.tag'>): Result<RequestSummary> {
      const clean = cleanTags(tags);
      if (clean.length > MAX_TAGS) return invalid('tags', `At most ${MAX_TAGS} tags`);
      const long = clean.find((tag) => tag.length > MAX_TAG);
      if (long) return invalid('tags', `At most ${MAX_TAG} characters a tag: “${long}” is longer`);
      return say(requestId, { type: 'tagged', tags: clean, by: by() });
    },
    mark: ({ requestId, mark }: Input<'history.mark'>): Result<RequestSummary> =>
      say(requestId, { type: 'marked', mark, by: by() }),
  };
}

function invalid(field: string, message: string): Result<never> {
  return fail({ kind: 'invalid', issues: [{ path: [field], message }] });
}
