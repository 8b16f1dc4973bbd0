import { GAP_WORDS } from '../../shared/lane.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { RequestEvent } from '../../shared/request.ts';
import { tagChangeText } from '../../shared/tags.ts';
import {
  clockText,
  durationText,
  failureInShort,
  MARK_WORDS,
  signedName,
} from '../../shared/words.ts';

const tagsText = (tags: readonly string[]) => tags.join(', ') || 'no tags';

/** What one fact of the record says, in words. */
export function factText(fact: RequestEvent['fact']): string {
  switch (fact.type) {
    case 'sent':
      return 'The first byte may have left';
    case 'answered':
      return `${fact.exchange.status ?? 'No status'}, x-nsx-requestid ${fact.nsxRequestId ?? 'missing'}`;
    case 'settled':
      return `${fact.outcome}: ${fact.evidence}`;
    case 'watch-started':
      return `Session ${fact.sessionId}, for at most ${durationText(fact.deadlineMs)}`;
    case 'checked':
      return `${VERDICT_FACTS[fact.verdict].word}: NSX says ${fact.rawState ?? 'no state'}`;
    case 'not-sent':
    case 'lost':
    case 'not-asked':
    case 'tunnel-not-read':
      return failureInShort(fact.failure);
    case 'gap':
      return `${GAP_WORDS[fact.reason]} for ${durationText(fact.to - fact.from)}`;
    case 'tunnel':
      return `Tunnel ${fact.status.session}`;
    case 'nothing-to-ask':
      return fact.reason;
    case 'stopped':
      return fact.reason ?? 'By you';
    case 'resumed':
      return 'By you';
    case 'timed-out':
      return 'The deadline passed';
    case 'clock':
      return clockText(fact.offsetMs);
    case 'noted':
      return `${signedName(fact.by)}: ${fact.text}`;
    case 'tagged':
      return fact.change
        ? `${signedName(fact.by)} ${tagChangeText(fact.change)}; the tags are now: ${tagsText(fact.tags)}`
        : `${signedName(fact.by)}: ${tagsText(fact.tags)}`;
    case 'marked':
      return `${signedName(fact.by)}: ${fact.mark === null ? 'no mark' : MARK_WORDS[fact.mark]}`;
  }
}
