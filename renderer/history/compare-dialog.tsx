import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { isSameObject } from '../../shared/compare.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure } from '../../shared/result.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { SearchInput } from '../ui/field.tsx';
import { stepOf, VirtualList } from '../ui/virtual-list.tsx';
import { candidatesFor } from './compare-candidates.ts';
import { openCompare, useCompareDialog } from './compare-routes.ts';
import './compare.css';
import { readCandidates } from './object-requests.ts';
import { RequestRow } from './request-row.tsx';

const WIDTH = 620;
const ROW_HEIGHT = 78;

function close(): void {
  useCompareDialog.setState({ open: null });
}

/** Asks which request another one is to be compared with; where there is none yet, for both. */
export function CompareDialog() {
  const given = useCompareDialog((state) => state.open?.first ?? null);
  const [chosen, setFirst] = useState<RequestSummary | null>(null);
  const first = given ?? chosen;
  return (
    <Dialog
      focusInside
      onClose={close}
      width={WIDTH}
      colour={first?.request.managerColour ?? 'none'}
      title={
        first
          ? `Compare ${first.request.method} ${first.request.entityName} with…`
          : 'Compare two requests: the first'
      }
    >
      <Choices
        first={first}
        onChoose={(one) => {
          if (!first) return setFirst(one);
          close();
          openCompare(first, one);
        }}
      />
    </Dialog>
  );
}

/** Typing goes on for as long before it is searched for, in ms. */
const TYPING_PAUSE = 80;

/** What fits what is typed, as main finds it in the record. */
function useChoices(first: RequestSummary | null, typed: string) {
  const [found, setFound] = useState<RequestSummary[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let isWanted = true;
    const ask = async () => {
      const answer = await readCandidates(first, typed);
      if (!isWanted) return;
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setFound(answer.value);
    };
    const timer = setTimeout(() => void ask(), typed === '' ? 0 : TYPING_PAUSE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [first, typed]);
  const choices = useMemo(() => candidatesFor(first, found ?? []), [first, found]);
  return { choices, loaded: found !== null, failure };
}

interface ChoicesProps {
  first: RequestSummary | null;
  onChoose: (one: RequestSummary) => void;
}

/** A search over a list; the arrow keys move in the list from the search too, and Enter takes what is marked. */
function Choices({ first, onChoose }: ChoicesProps) {
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState<string | null>(null);
  const { choices, loaded, failure } = useChoices(first, typed);
  const at = Math.max(
    0,
    choices.findIndex(({ request }) => request.id === marked),
  );
  const choice = choices[at];

  /** The focus stays where it is: after the first the second is chosen in the same way. */
  function choose(one: RequestSummary | undefined) {
    if (!one) return;
    setTyped('');
    setMarked(null);
    onChoose(one);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(choice);
      return;
    }
    const isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const next = isMove ? stepOf(event.key, at, choices.length - 1) : null;
    if (next === null) return;
    event.preventDefault();
    setMarked(choices[next]?.request.id ?? null);
  }

  return (
    <div className="compare-choose">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the search field in it has the focus */}
      <div onKeyDown={onKeyDown}>
        <SearchInput
          first
          label="Search requests"
          placeholder="Name, id, address, subnet, message"
          value={typed}
          onChange={setTyped}
        />
      </div>
      {failure && <FailureBanner failure={failure} />}
      {choices.length > 0 ? (
        <div className="compare-choices">
          <VirtualList
            label="Requests to compare with"
            items={choices}
            keyOf={({ request }) => request.id}
            row={(summary) => <Choice summary={summary} first={first} />}
            rowHeight={ROW_HEIGHT}
            selected={choice?.request.id ?? null}
            onSelect={setMarked}
            onOpen={(id) => choose(choices.find(({ request }) => request.id === id))}
          />
        </div>
      ) : (
        <p className="compare-none">
          {!loaded
            ? 'Reading the requests'
            : typed
              ? 'No request is like that.'
              : 'There is no other request to compare with yet.'}
        </p>
      )}
      <div className="compare-foot">
        <Button onClick={close}>Cancel</Button>
        <Button
          kind="primary"
          disabled={!choice}
          why={choice ? undefined : 'Choose a request first'}
          onClick={() => choose(choice)}
        >
          {first ? 'Compare' : 'Choose the second'}
        </Button>
      </div>
    </div>
  );
}

function Choice({ summary, first }: { summary: RequestSummary; first: RequestSummary | null }) {
  const { managerEnvironment, user } = summary.request;
  return (
    <>
      <RequestRow summary={summary} />
      <div className="row-2">
        <span className="muted small">
          {[managerEnvironment, user].filter(Boolean).join(' · ')}
        </span>
        {first && isSameObject(first, summary) && (
          <span className="row-end small">the same object</span>
        )}
      </div>
    </>
  );
}
