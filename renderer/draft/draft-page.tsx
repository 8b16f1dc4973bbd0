import { useEffect, useMemo, useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { JsonPath } from '../../shared/json.ts';
import { sameJson } from '../../shared/json.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { checkEntity, warnEntity } from '../../shared/nsx/entity.ts';
import { sentBody } from '../../shared/nsx/sent.ts';
import type { Issue } from '../../shared/result.ts';
import { call } from '../bridge.ts';
import { useInventory } from '../inventory/inventories.ts';
import { PlanBanner } from '../plan/plan-banner.tsx';
import { usePlanCopy } from '../plan/plan-copy.ts';
import { DiffCard } from '../send/diff-card.tsx';
import { SendPanel } from '../send/send-panel.tsx';
import { go } from '../shell/route-store.ts';
import { LinkButton } from '../ui/button.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { MonoId } from '../ui/mono-id.tsx';
import { Tabs } from '../ui/segmented.tsx';
import { SplitScreen } from '../ui/split-screen.tsx';
import { Notice } from '../ui/states.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { DeletePage } from './delete-page.tsx';
import { DraftActs } from './draft-acts.tsx';
import type { DraftForm } from './draft-form.ts';
import { DraftFormProvider } from './draft-form.ts';
import { draftName, kindWords } from './draft-names.ts';
import { DraftToc } from './draft-toc.tsx';
import { draftStore, useDrafts } from './drafts.ts';
import { countChanges } from './field-changes.ts';
import { JsonTab } from './json-tab.tsx';
import { parseText } from './json-text.ts';
import { entityOf } from './lookup.ts';
import { MergeNotice } from './merge/merge-notice.tsx';
import { useMerge } from './merge/use-merge.ts';
import { cardLines, whyNotSend } from './preflight.ts';
import { PreflightCard } from './preflight-card.tsx';
import { isLocked, ProtectionNotice } from './protection-notice.tsx';
import { NotSaved } from './saved-text.tsx';
import { elementIdOf } from './sections.ts';
import { SessionForm } from './session-form.tsx';
import { SpecForm } from './spec-form.tsx';
import { useBlocked } from './use-blocked.ts';
import { useContextIssues } from './use-context-issues.ts';
import { useActiveSection, useGoToField } from './use-form-place.ts';
import { useFreshFields } from './use-fresh-fields.ts';
import { usePreflight } from './use-preflight.ts';
import { useRequestsOf } from './use-requests.ts';

type Tab = 'form' | 'json' | 'changes';
const NO_ISSUES: readonly Issue[] = [];

/** One draft: its sections, the form or JSON or changes, and what speaks for and against sending it. */
export function DraftPage({ draft, view }: { draft: Draft; view: ManagerView }) {
  // Somebody else had to do with it: that is what one comes for.
  const [tab, setTab] = useState<Tab>(isOthers(draft) ? 'changes' : 'form');
  const inventory = useInventory(draft.managerId);
  const inventoryCopy = useMemo(() => inventory?.copy ?? {}, [inventory?.copy]);
  const copy = usePlanCopy(draft, inventoryCopy);
  const drafts = useDrafts((state) => Object.keys(state.drafts).length);
  const requests = useRequestsOf(draft.managerId, draft.entityId);
  const merger = useMerge(draft.id);
  const { kind, body, base, text, operation } = draft;
  const active = useActiveSection(tab === 'form', kind);
  const goToField = useGoToField(() => setTab('form'), kind);

  const deleting = operation === 'delete';
  const readOnly = view.manager.readOnly || isLocked(draft);
  const issues = useMemo(
    () => (deleting ? NO_ISSUES : checkEntity(kind, body, operation)),
    [kind, body, operation, deleting],
  );
  // The rules that join it to other objects: said at the fields here, and by main's pre-flight in the card.
  const around = useContextIssues(draft, copy);
  const unreadable = useMemo(() => {
    const parsed = text === null ? null : parseText(text);
    return parsed && !parsed.ok ? parsed.message : null;
  }, [text]);
  const fresh = useFreshFields(draft, issues);
  const warnings = useMemo(() => warnEntity(kind, body, operation), [kind, body, operation]);
  const changes = useMemo(() => (deleting ? 0 : countChanges(draft)), [draft, deleting]);

  const inCopy = entityOf(copy, draft.kind, draft.entityId);
  const main = usePreflight(
    draft.id,
    [
      draft.savedAt,
      view.link.state,
      view.link.since,
      view.manager.readOnly,
      draft.override?.at,
      inventory?.state?.asOf,
      inCopy?.readAt,
      requests[0]?.verdict,
      draft.merging?.theirsReadAt,
      draft.standing?.state,
    ].join(),
  );
  const nothing =
    operation === 'change' && base !== null && text === null && sameJson(base, sentBody(draft));
  const lines = useMemo(
    () =>
      cardLines(
        deleting
          ? { unreadable: null, issues: [], warnings: [], nothing: false }
          : { unreadable, issues, fresh: fresh.issues, warnings, nothing },
        main.lines,
      ),
    [deleting, unreadable, issues, fresh.issues, warnings, nothing, main.lines],
  );
  const why =
    whyNotSend(deleting ? lines.filter((line) => line.id !== 'fields') : lines) ??
    (main.asked ? undefined : 'Still looking whether anything speaks against it.');

  const live = inCopy && base && inCopy.body._revision !== base._revision ? inCopy : null;

  const form: DraftForm = useMemo(
    () => ({
      draft,
      copy,
      issues: text === null ? [...fresh.shown, ...around.issues] : NO_ISSUES,
      // At a field nobody has come to yet nothing is said; before Send all of it is.
      warnings: text === null ? [...fresh.shownOf(warnings), ...around.warnings] : NO_ISSUES,
      disabled: text !== null || readOnly,
      edit: (path, value) => draftStore.getState().edit(draft.id, path, value),
      replace: (next) => draftStore.getState().setBody(draft.id, next),
    }),
    [draft, copy, fresh, warnings, around, text, readOnly],
  );

  function onGo(path: JsonPath) {
    fresh.showAll();
    if (unreadable !== null) setTab('json');
    else goToField(path);
  }

  const onBlocked = useBlocked(lines, onGo);

  useEffect(() => {
    const name = document.getElementById(elementIdOf(['display_name']))?.querySelector('input');
    const title = document.getElementById('draft-title');
    if (draft.operation === 'create' && name) name.focus();
    else title?.focus();
  }, [draft.operation]);

  useEffect(() => () => void draftStore.getState().leave(draft.id), [draft.id]);

  const detail = (
    <div className="draft">
      <header className="draft-head">
        <div>
          <h1 id="draft-title" className="clamp-2" title={draftName(draft)} tabIndex={-1}>
            {deleting
              ? `Delete “${draftName({ ...draft, body: base ?? body })}”`
              : draftName(draft)}
          </h1>
          <p aria-live="polite">
            {kindWords(draft)}
            {draft.entityId && (
              <>
                {' · '}
                <MonoId id={draft.entityId} what="id" />
              </>
            )}
            {base
              ? ` · draft from revision ${String(base._revision ?? '?')}`
              : ' · not on the manager yet'}
          </p>
        </div>
        <DraftActs draft={draft} view={view} disabled={readOnly} />
      </header>
      {!deleting && (
        <Tabs
          label="Ways to see this draft"
          panelId="draft-panel"
          choices={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
            { value: 'changes', label: `Changes ${changes}` },
          ]}
          value={tab}
          onChange={setTab}
        />
      )}
      <div className="draft-notices">
        <NotSaved draft={draft} />
        <PlanBanner draftId={draft.id} />
        {merger.failure && <FailureBanner failure={merger.failure} />}
        <MergeNotice
          draft={draft}
          merger={merger}
          isOnChanges={tab === 'changes'}
          onChanges={() => setTab('changes')}
          readOnly={readOnly}
        />
        {main.failure && <FailureBanner failure={main.failure} />}
        <ProtectionNotice draft={draft} view={view} />
        {view.manager.readOnly && (
          <Notice tone="neutral" title={`${view.manager.name} is read-only here`}>
            <p>It was marked so in Spanwatch: this draft can be read, not edited or sent.</p>
          </Notice>
        )}
        {!deleting && tab === 'form' && unreadable !== null && (
          <Notice
            tone="warning"
            title="The JSON can’t be read yet, so the form is locked"
            actions={<LinkButton onClick={() => setTab('json')}>Go to the JSON</LinkButton>}
          >
            <p>
              {unreadable}. The text is kept as you typed it; the form shows the last that could be
              read.
            </p>
          </Notice>
        )}
      </div>
      <div id="draft-panel" {...(deleting ? {} : { role: 'tabpanel', 'aria-label': tab })}>
        {deleting ? (
          <DeletePage draft={draft} copy={copy} />
        ) : tab === 'form' ? (
          <DraftFormProvider value={form}>
            {kind === 'sessions' ? <SessionForm /> : <SpecForm kind={kind} />}
          </DraftFormProvider>
        ) : tab === 'json' ? (
          <JsonTab draft={draft} issues={issues} warnings={warnings} readOnly={readOnly} />
        ) : (
          <ChangesTab draft={draft} view={view} copy={copy} live={live} merger={merger} />
        )}
      </div>
    </div>
  );

  return (
    <div className="draft-screen">
      <SplitScreen
        listLabel="Drafts"
        list={
          <DraftToc
            draft={draft}
            copy={copy}
            issues={unreadable === null ? [...fresh.shown, ...around.issues] : NO_ISSUES}
            active={tab === 'form' ? active : null}
            onGo={(section) => goToField([], section)}
            onAll={() => go({ screen: 'drafts' })}
            drafts={drafts}
            lastRequest={requests[0] ?? null}
          />
        }
        detail={detail}
        side={
          <>
            <PreflightCard
              lines={deleting ? lines.filter((line) => line.id !== 'fields') : lines}
              onGo={onGo}
              acts={{
                revision: !(live || draft.merging)
                  ? undefined
                  : deleting
                    ? { label: 'Take the live revision', act: () => void merger.merge('manager') }
                    : { label: 'See what changed', act: () => setTab('changes') },
                reachable:
                  view.link.state === 'reachable'
                    ? undefined
                    : {
                        label: 'Ask it now',
                        act: () => void call('manager.check', { managerId: draft.managerId }),
                      },
              }}
            />
            <DiffCard draft={draft} />
          </>
        }
        sideLabel="Pre-flight"
        foot={
          !view.manager.readOnly && (
            <SendPanel
              draft={draft}
              view={view}
              lines={lines}
              why={why}
              onBlocked={onBlocked}
              nodes={requests.find((one) => one.nodesTotal > 0)?.nodesTotal ?? null}
            />
          )
        }
        showDetail
        onBack={() => go({ screen: 'drafts' })}
      />
    </div>
  );
}

/** Somebody else changed or deleted the object, or did so and was merged in a moment ago. */
function isOthers({ merging, merged, standing, savedAt }: Draft): boolean {
  const isJustMerged = merged !== undefined && merged.at(-1)?.at === savedAt;
  return merging !== undefined || standing?.state === 'moved' || isJustMerged;
}
