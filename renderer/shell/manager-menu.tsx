import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconFlask, IconPlus } from '@tabler/icons-react';
import type { ManagerView } from '../../shared/manager.ts';
import { sortRequests, useHistoryStore } from '../history/history-store.ts';
import { linkWords } from '../manager/link.ts';
import { sortManagers, useManagerStore } from '../manager/manager-store.ts';
import { openPractice } from '../manager/practice.ts';
import { chooseManager } from '../settings/settings-store.ts';
import { Dot } from '../ui/badge.tsx';
import { useZone } from '../ui/clock.ts';
import { go, useRouteStore } from './route-store.ts';
import type { Shown } from './shown-manager.ts';

/** What stands in the place of a manager's name where none is in front. */
function wordsWithout(shown: Shown): string {
  if (shown.is === 'gone') {
    return `${shown.name} · ${shown.wasNeverSaved ? 'used by the terminal, not saved' : 'its entry was removed'}`;
  }
  return shown.is === 'several' ? 'Two managers' : 'No manager yet';
}

/** Whose object is in front, with its state; a menu to put another manager there. */
export function ManagerMenu({ shown }: { shown: Shown }) {
  const current = shown.is === 'manager' ? shown.view : null;
  const zone = useZone();
  const byId = useManagerStore((state) => state.byId);
  const words = current ? linkWords(current, zone) : null;
  const environment = current?.manager.environment;
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button type="button" className="pill">
          {current && words ? (
            <>
              <Dot tone={words.tone} hollow={words.hollow} />
              <span className="truncate">
                {current.manager.name} · {words.phrase}
              </span>
              {environment && <span className="muted pill-optional">{environment}</span>}
              {current.manager.readOnly && <span className="muted pill-optional">read-only</span>}
            </>
          ) : (
            <>
              <Dot tone="neutral" hollow />
              <span className="truncate">{wordsWithout(shown)}</span>
            </>
          )}
          <span className="visually-hidden">, choose a manager</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {current && <Menu.Label>Managers</Menu.Label>}
        {sortManagers(byId).map((view) => (
          <ManagerItem
            key={view.manager.id}
            view={view}
            on={view.manager.id === current?.manager.id}
          />
        ))}
        {current && <Menu.Divider />}
        <Menu.Item
          leftSection={<IconPlus size={15} />}
          onClick={() => go({ screen: 'managers', adding: true })}
        >
          Add a manager
        </Menu.Item>
        <Menu.Item leftSection={<IconFlask size={15} />} onClick={() => void openPractice()}>
          Open the practice manager
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is in front may belong to another manager: it is left, for the list of drafts or the newest request there. */
function putInFront({ manager }: ManagerView): void {
  chooseManager(manager.id);
  const { screen, id } = useRouteStore.getState().route;
  if (screen === 'managers') go({ screen, id: manager.id });
  else if (id && screen === 'drafts') go({ screen });
  else if (screen === 'requests') {
    const { summaries } = useHistoryStore.getState();
    const newest = sortRequests(summaries).find((one) => one.request.managerId === manager.id);
    go(newest ? { screen, id: newest.request.id } : { screen: 'inventory' });
  }
}

function ManagerItem({ view, on }: { view: ManagerView; on: boolean }) {
  const words = linkWords(view, useZone());
  return (
    <Menu.Item
      leftSection={<Dot tone={words.tone} hollow={words.hollow} />}
      rightSection={on ? <IconCheck size={15} aria-label="in front" /> : null}
      onClick={() => putInFront(view)}
    >
      <span data-colour={view.manager.colour} className="menu-two">
        <span className="in-colour">{view.manager.name}</span>
        <span className="muted small">
          {[words.phrase, view.manager.environment].filter(Boolean).join(' · ')}
        </span>
      </span>
    </Menu.Item>
  );
}
