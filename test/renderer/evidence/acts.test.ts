import { beforeEach, expect, it, vi } from 'vitest';
import { goWithoutNotes, leaveReview, openPack } from '../../../renderer/evidence/acts.ts';
import { useEvidenceDialogs } from '../../../renderer/evidence/evidence-store.ts';
import { keepUnsent } from '../../../renderer/history/unsent-notes.ts';
import { RequestId } from '../../../shared/ids.ts';

const ID = RequestId.parse('r-1');
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  keepUnsent(ID, '');
  useEvidenceDialogs.setState({ losing: null });
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string) => {
        asked.push(name);
        const value = name === 'evidence.open' ? { outcome: 'cancelled' } : null;
        return { ok: true, value };
      },
      onEvent: () => () => {},
    },
  });
});

it.each([
  ['leave', leaveReview, 'evidence.leave'],
  ['open', openPack, 'evidence.open'],
] as const)(
  '%s asks first where a note was begun, and goes at once where none was',
  async (word, act, command) => {
    keepUnsent(ID, 'half a sen');
    await act();
    expect(asked).toEqual([]);
    expect(useEvidenceDialogs.getState().losing).toBe(word);
    await goWithoutNotes(word);
    expect(asked).toEqual([command]);
    keepUnsent(ID, '');
    await act();
    expect(asked).toEqual([command, command]);
  },
);
