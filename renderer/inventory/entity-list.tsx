import { useCallback } from 'react';
import type { InventoryState } from '../../shared/inventory.ts';
import {
  type InventoryKind,
  KIND_NAME,
  KIND_PLURAL,
  KINDS_IN_ORDER,
} from '../../shared/nsx/kinds.ts';
import { Button } from '../ui/button.tsx';
import { FailureState, nsxWords } from '../ui/failure.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { EntityRow } from './entity-row.tsx';
import { rowAt } from './finder.ts';
import type { Found } from './found.ts';
import { kindTitle } from './kind-nav.tsx';
import { inSentence } from './reading-strip.tsx';

type EntityListProps = {
  found: Found;
  kind: InventoryKind | null;
  typed: string;
  state: InventoryState;
  drafted: ReadonlySet<string | null>;
  onClear: () => void;
  onRefresh: () => void;
};

/** What is found, by kind: rows come in as they are looked at. */
export function EntityList(props: EntityListProps) {
  const { found, kind, typed, state, drafted, onClear, onRefresh } = props;
  const { counts, need } = found;
  // Over everything each kind begins with its heading; where it begins follows from the counts.
  const headingAt = useCallback(
    (index: number) => {
      if (kind !== null) return null;
      let begins = 0;
      for (const each of KINDS_IN_ORDER) {
        const objects = counts[each] ?? 0;
        if (objects > 0 && begins === index) {
          return (
            <>
              {KIND_PLURAL[each]} <span>{objects.toLocaleString('en-US')}</span>
            </>
          );
        }
        begins += objects;
      }
      return null;
    },
    [kind, counts],
  );
  if (found.phase === 'failed' && found.failure) {
    return (
      <FailureState
        failure={found.failure}
        action={<Button onClick={found.again}>Try again</Button>}
      />
    );
  }
  if (found.ask === null) return <LoadingState label="Loading the inventory" />;
  if (found.total === 0) {
    return (
      <NoneFound kind={kind} typed={typed} state={state} onClear={onClear} onRefresh={onRefresh} />
    );
  }
  return (
    <PagedList
      label={kindTitle(kind)}
      count={found.total}
      selected={found.at}
      onSelect={found.goTo}
      onRange={need}
      heading={headingAt}
      row={(index) => {
        const row = rowAt(found, index);
        if (!row) return null;
        return (
          <EntityRow
            entity={row.entity}
            copy={found.copy}
            drafted={drafted.has(row.entity.id)}
            why={row.why}
            kind={kind === null ? KIND_NAME[row.entity.kind] : null}
          />
        );
      }}
    />
  );
}

function NoneFound({
  kind,
  typed,
  state,
  onClear,
  onRefresh,
}: Pick<EntityListProps, 'kind' | 'typed' | 'state' | 'onClear' | 'onRefresh'>) {
  const words = kind === null ? 'objects' : inSentence(KIND_PLURAL[kind]);
  const hidden = kind === null ? undefined : state.hidden?.[kind];
  if (hidden) {
    return (
      <EmptyState
        title={`This user may not see ${words}`}
        action={<Button onClick={onRefresh}>Read again</Button>}
      >
        {'error' in hidden ? `${nsxWords(hidden.error)}. ` : ''}The pickers offer none.
      </EmptyState>
    );
  }
  if (typed.trim() !== '') {
    return (
      <EmptyState
        title={`No ${words} fit “${typed.trim()}”`}
        action={<Button onClick={onClear}>Show all</Button>}
      >
        Names, ids, addresses, subnets and tags are searched, of every kind.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`No ${words}`} action={<Button onClick={onRefresh}>Read again</Button>}>
      The manager had none when it was read.
    </EmptyState>
  );
}
