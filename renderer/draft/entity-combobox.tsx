import { Combobox, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useState } from 'react';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { ControlProps } from '../ui/field.tsx';
import { TextInput } from '../ui/field.tsx';
import type { Copy } from './lookup.ts';
import { keyAct } from './picker-keys.ts';
import { useEntity, useEntityOptions } from './use-entity-options.ts';

type EntityComboboxProps = {
  control: ControlProps;
  label: string;
  kind: InventoryKind;
  copy: Copy;
  /** Whose inventory is searched; without it, what the window has of the copy is. */
  managerId?: ManagerId | null;
  /** The chosen id; empty where none is. */
  id: string;
  onChange: (id: string) => void;
  /** What stands in mono beside a name. */
  describeOne: (entity: Entity) => string;
  /** An id that was typed or pasted is taken, though the copy doesn't have it. */
  takesIds?: boolean;
  /** What stands there while none is chosen. */
  placeholder?: string | undefined;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A box that finds an object by its name, address or id. */
export function EntityCombobox({
  control,
  label,
  kind,
  copy,
  managerId = null,
  id,
  onChange,
  describeOne,
  takesIds = false,
  placeholder,
}: EntityComboboxProps) {
  const [typed, setTyped] = useState<string | null>(null);
  /** The element id of the option that Enter takes: a screen reader says it while the focus stays in the box. */
  const [active, setActive] = useState<string | null>(null);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setActive(null);
      setTyped(null);
    },
  });
  const { entity: chosen, isReady } = useEntity(managerId, kind, id, copy);
  const missing = id !== '' && !chosen && isReady;
  const search = (typed ?? '').trim();
  const isOpen = combobox.dropdownOpened;
  const found = useEntityOptions({ managerId, kind, copy, typed: search, isOpen, describeOne });
  // What fits best stands first, and Enter takes it.
  const { selectFirstOption } = combobox;
  const isFirst = typed !== null && found.isReady;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words bring another first one
  useEffect(() => {
    if (isFirst) setActive(selectFirstOption());
  }, [isFirst, search, selectFirstOption]);
  const aside = missing ? 'not in the inventory' : chosen ? describeOne(chosen) : '';
  const type = (text: string) => {
    if (takesIds && UUID.test(text.trim())) {
      onChange(text.trim());
      setTyped(null);
      combobox.closeDropdown();
      return;
    }
    setTyped(text);
    combobox.openDropdown();
  };

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    // A word that is still being composed has its own use for these keys.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const act = keyAct(event.key, isOpen, typed === null);
    if (act === null) return;
    // Left alone, an Enter with nothing to take goes where it always does.
    if (act === 'take' && combobox.getSelectedOptionIndex() === -1) return;
    event.preventDefault();
    // Escape closes what is open, and not the dialog around it as well.
    if (act === 'close') event.stopPropagation();
    if (act === 'open') combobox.openDropdown('keyboard');
    else if (act === 'close') combobox.closeDropdown('keyboard');
    else if (act === 'take') combobox.clickSelectedOption();
    else if (act === 'next') setActive(combobox.selectNextOption());
    else if (act === 'previous') setActive(combobox.selectPreviousOption());
    else if (act === 'first') setActive(combobox.selectFirstOption());
    else {
      // The one before the first is the last: the list goes round.
      combobox.selectFirstOption();
      setActive(combobox.selectPreviousOption());
    }
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(picked) => {
        onChange(picked);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <div
          className="draft-picker"
          data-open={combobox.dropdownOpened || undefined}
          data-aside={(typed === null && aside !== '') || undefined}
        >
          <Combobox.EventsTarget withKeyboardNavigation={false} withAriaAttributes={false}>
            <TextInput
              {...control}
              role="combobox"
              autoComplete="off"
              aria-haspopup="listbox"
              aria-expanded={isOpen}
              aria-controls={isOpen ? (combobox.listId ?? undefined) : undefined}
              aria-activedescendant={isOpen ? (active ?? undefined) : undefined}
              data-mantine-stop-propagation={isOpen || undefined}
              onKeyDown={onKeyDown}
              aria-autocomplete="list"
              className={missing && typed === null ? 'mono' : undefined}
              placeholder={
                placeholder ??
                `Choose ${/^[aeiou]/i.test(KIND_NAME[kind]) ? 'an' : 'a'} ${KIND_NAME[kind]}`
              }
              value={typed ?? chosen?.name ?? id}
              onChange={(event) => type(event.target.value)}
              onClick={(event) => {
                combobox.openDropdown();
                event.currentTarget.select();
              }}
              onBlur={() => combobox.closeDropdown()}
            />
          </Combobox.EventsTarget>
          {typed === null && aside !== '' && <Aside text={aside} />}
          <IconChevronDown className="draft-picker-open" size={15} aria-hidden />
        </div>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className="draft-picker-options" aria-label={label}>
          {found.options.map((entity) => (
            <Combobox.Option key={entity.id} value={entity.id} active={entity.id === id}>
              <span className="draft-option">
                <span className="draft-option-name">{entity.name}</span>
                <span className="mono muted">{describeOne(entity)}</span>
              </span>
            </Combobox.Option>
          ))}
          {found.options.length === 0 && found.isReady && (
            <Combobox.Empty>
              {search !== ''
                ? `No ${KIND_NAME[kind]} fits “${typed}”`
                : `No ${KIND_NAME[kind]} in the inventory`}
            </Combobox.Empty>
          )}
          {found.total > found.options.length && (
            <Combobox.Footer>
              The first {found.options.length} of {found.total.toLocaleString('en-US')}: type to
              find another
            </Combobox.Footer>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** "203.0.113.9 · svc t0-ams" at the right end; only the first part where the field is narrow. */
function Aside({ text }: { text: string }) {
  const [first, ...more] = text.split(' · ');
  return (
    <span className="draft-picker-aside mono">
      <span className="truncate">
        {first}
        {more.length > 0 && <span> · {more.join(' · ')}</span>}
      </span>
    </span>
  );
}
