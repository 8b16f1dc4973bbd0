import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ALL_REQUESTS } from '../../shared/history-query.ts';
import { MAX_TAG, MAX_TAGS } from '../../shared/request.ts';
import { eachOnce, spelledAs } from '../../shared/tags.ts';
import { call } from '../bridge.ts';
import { TextInput } from '../ui/field.tsx';
import './tags-input.css';

/** Tags that are in use, the most frequent first. */
function useUsedTags(isWanted: boolean): readonly string[] {
  const [used, setUsed] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    let isOld = false;
    void call('history.facets', { filter: ALL_REQUESTS }).then((answer) => {
      if (!isOld && answer.ok) setUsed(answer.value.facets.tags.map(({ value }) => value));
    });
    return () => {
      isOld = true;
    };
  }, [isWanted]);
  return used;
}

type Key = Pick<KeyboardEvent['nativeEvent'], 'key' | 'repeat' | 'isComposing'>;

/**
 * What a key does: Enter ends a tag, Backspace in the empty field takes the last one away. One that is held, to erase
 * what was typed, stops there: a tag that goes is on record for ever.
 */
export function tagAct({ key, repeat, isComposing }: Key, typed: string): 'add' | 'drop' | null {
  // Enter that ends a word being composed is the word's.
  if (isComposing) return null;
  if (key === 'Enter' && typed.trim() !== '') return 'add';
  return key === 'Backspace' && typed === '' && !repeat ? 'drop' : null;
}

/** Tags as chips with a place for another; those in use are suggested. A comma or Enter ends one. */
export function TagsInput({
  label,
  tags,
  onChange,
  autoFocus = false,
}: {
  label: string;
  tags: readonly string[];
  onChange: (tags: readonly string[]) => void;
  autoFocus?: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [isNear, setIsNear] = useState(false);
  const used = useUsedTags(isNear);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const isFull = tags.length >= MAX_TAGS;

  function add(text: string) {
    const next = text
      .split(',')
      .map((tag) => tag.replace(/\s+/g, ' ').trim().slice(0, MAX_TAG))
      .filter((tag) => tag !== '')
      .map((tag) => spelledAs(tag, used));
    setTyped('');
    const all = eachOnce([...tags, ...next]);
    if (all.length > tags.length) onChange(all.slice(0, MAX_TAGS));
  }

  function remove(tag: string) {
    onChange(tags.filter((one) => one !== tag));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const act = tagAct(event.nativeEvent, typed);
    if (act === 'add') {
      event.preventDefault();
      add(typed);
    }
    if (act === 'drop' && tags.length > 0) onChange(tags.slice(0, -1));
  }

  return (
    <div className="tags-input">
      {tags.length > 0 && (
        <ul aria-label={`${label}: chosen`}>
          {tags.map((tag) => (
            <li key={tag} className="tag tag-chip">
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={`Remove the tag ${tag}`}
                onClick={() => remove(tag)}
              >
                <IconX size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        ref={input}
        aria-label={label}
        list={listId}
        maxLength={MAX_TAG}
        placeholder={isFull ? `${MAX_TAGS} tags are the most` : 'Add a tag'}
        // Never disabled: who typed the last one is still in it, and may take one away.
        readOnly={isFull}
        data-autofocus={autoFocus || undefined}
        value={typed}
        onFocus={() => setIsNear(true)}
        onChange={({ target }) =>
          target.value.includes(',') ? add(target.value) : setTyped(target.value)
        }
        onBlur={() => add(typed)}
        onKeyDown={onKeyDown}
      />
      <datalist id={listId}>
        {used
          .filter((tag) => !tags.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  );
}
