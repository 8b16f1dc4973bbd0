import { useEffect, useState } from 'react';
import type { ManagerId } from '../../../shared/ids.ts';
import type { Failure } from '../../../shared/result.ts';
import type { DraftSource, SourceView } from '../../../shared/template.ts';
import { call } from '../../bridge.ts';

type Looked = { view: SourceView | null; failure: Failure | null };
const NOTHING: Looked = { view: null, failure: null };

/** What a source becomes on a manager, by the copy of its inventory. */
export function useSourceView(source: DraftSource | null, managerId: ManagerId | null): Looked {
  const [looked, setLooked] = useState(NOTHING);
  useEffect(() => {
    setLooked(NOTHING);
    if (!source || !managerId) return;
    let isOver = false;
    void call('source.look', { source, managerId }).then((answer) => {
      if (isOver) return;
      setLooked(
        answer.ok ? { view: answer.value, failure: null } : { view: null, failure: answer.failure },
      );
    });
    return () => {
      isOver = true;
    };
  }, [source, managerId]);
  return looked;
}
