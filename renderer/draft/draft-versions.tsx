import { IconBookmark, IconBookmarkPlus, IconX } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Draft } from '../../shared/draft.ts';
import type { VersionLine } from '../../shared/draft-version.ts';
import type { Result } from '../../shared/result.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { TextInput } from '../ui/field.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { toast } from '../ui/toast.ts';
import { draftStore, useDrafts } from './drafts.ts';
import { SavedText } from './saved-text.tsx';
import { TocFact } from './toc-fact.tsx';
import { shownVersions, versionAside, versionTitle } from './version-words.ts';
import './versions.css';

const NONE: readonly VersionLine[] = [];
const MAX_NAME = 80;

/** What the draft was: steps, points that a person named, what a merge was made from. A click goes back there. */
export function DraftVersions({ draft }: { draft: Draft }) {
  const versions = useDrafts((state) => state.versions[draft.id] ?? NONE);
  const [isWhole, setWhole] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const editable = draft.operation !== 'delete';
  const shown = editable ? shownVersions(versions, isWhole) : NONE;
  const hidden = versions.length - shown.length;
  return (
    <>
      <div className="versions-head">
        <h2>Versions</h2>
        {editable && (
          <IconButton
            small
            label="Name this point"
            icon={<IconBookmarkPlus size={15} />}
            aria-expanded={isNaming}
            onClick={() => setNaming(!isNaming)}
          />
        )}
      </div>
      {isNaming && <NamePoint draft={draft} onEnd={() => setNaming(false)} />}
      <TocFact label="Now">
        <SavedText draft={draft} />
      </TocFact>
      {shown.length > 0 && (
        <ul className="versions" aria-label="Versions of this draft">
          {shown.map((version) => (
            <Version key={version.key} draft={draft} version={version} />
          ))}
        </ul>
      )}
      {editable && (isWhole || hidden > 0) && (
        <p className="versions-more">
          <LinkButton onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer versions' : `All ${versions.length} versions`}
          </LinkButton>
        </p>
      )}
      <TocFact label="Draft begun">
        <TimeText at={draft.createdAt} form="short" />
      </TocFact>
      {draft.base && (
        <TocFact label="Made from live">
          rev {String(draft.base._revision ?? '?')}
          {draft.baseReadAt !== null && (
            <>
              {' '}
              · <TimeText at={draft.baseReadAt} form="short" />
            </>
          )}
        </TocFact>
      )}
    </>
  );
}

function Version({ draft, version }: { draft: Draft; version: VersionLine }) {
  const title = versionTitle(version);
  const { key, name, at } = version;

  async function goBack() {
    const answer = await draftStore.getState().restore(draft.id, key);
    if (!tell(answer)) return;
    const isMerging = answer.ok && answer.value.merging;
    toast({
      title: title === null ? 'The draft is as it was then' : `The draft is as it was: ${title}`,
      message: isMerging
        ? 'The object was changed meanwhile: choose under Changes.'
        : 'What it was before is kept among the versions.',
    });
  }

  return (
    <li className="version" data-named={name !== null || undefined}>
      <button type="button" className="version-go" onClick={() => void goBack()}>
        <span className="visually-hidden">Go back to </span>
        <span className="version-title">
          {name !== null && <IconBookmark size={13} aria-hidden />}
          {title ?? <TimeText at={at} form="clock" />}
        </span>
        <span className="toc-value">
          {title === null ? versionAside(version) : <TimeText at={at} form="short" />}
        </span>
      </button>
      {name !== null && (
        <IconButton
          small
          label={`Take the name “${name}” away`}
          icon={<IconX size={12} />}
          onClick={() => void draftStore.getState().nameVersion(draft.id, key, null).then(tell)}
        />
      )}
    </li>
  );
}

/** A name for what the draft is now: it is kept under it for as long as the draft is there. */
function NamePoint({ draft, onEnd }: { draft: Draft; onEnd: () => void }) {
  const [name, setName] = useState('');

  async function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    if (tell(await draftStore.getState().nameVersion(draft.id, null, name))) onEnd();
  }

  return (
    <form className="versions-name" onSubmit={(event) => void save(event)}>
      <TextInput
        aria-label="Name of this point"
        placeholder="Before the change window"
        maxLength={MAX_NAME}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd();
        }}
      />
      <Button type="submit" size="small">
        Keep
      </Button>
    </form>
  );
}

/** Says what went wrong; true where nothing did. */
function tell(answer: Result<unknown>): boolean {
  if (answer.ok) return true;
  const words = wordsOf(answer.failure);
  toast({ title: words.title, message: words.explanation, tone: words.tone });
  return false;
}
