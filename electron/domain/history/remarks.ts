import type { Input } from '../../../shared/contract.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { redactText } from '../../../shared/redaction.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import { MAX_NOTE, MAX_PERSON, MAX_TAG, MAX_TAGS } from '../../../shared/request.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import { eachOnce } from '../../../shared/tags.ts';
import type { Ports } from '../ports.ts';

type Needs = { store: Pick<Ports['store'], 'settings'>; host: Pick<Ports['host'], 'person'> };
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  record(id: RequestId, fact: RequestFact): void;
};

/** Line feeds and tabs stay; what else a terminal or a page could be led by does not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A note as it is kept: without any key that is written in it; its Markdown is text, until it is shown. */
export function cleanNote(text: string): string {
  return redactText(text.replace(/\r\n?/g, '\n').replace(CONTROL, '').trim());
}

/** Tags as they are kept: each once, however it is spelled, without keys and what can't be seen, in the order given. */
export function cleanTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) => redactText(tag.replace(CONTROL, '').replace(/\s+/g, ' ').trim()));
  return eachOnce(clean.filter((tag) => tag !== ''));
}

/** What people say of a request: facts of it, like all else, with who said it. */
export function createRemarks({ store, host }: Needs, { summary, record }: Deps) {
  const by = () => {
    const person = store.settings().person || host.person();
    return person.replace(CONTROL, '').slice(0, MAX_PERSON);
  };

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
