import type { SpotlightActionData } from '@mantine/spotlight';
import {
  IconActivity,
  IconBookmark,
  IconClipboard,
  IconClock,
  IconFlask,
  IconGitCompare,
  IconKeyboard,
  IconListNumbers,
  IconMoon,
  IconPencil,
  IconPlus,
  IconRefresh,
  IconServer2,
  IconShieldLock,
  IconSun,
  IconTemplate,
} from '@tabler/icons-react';
import type { Draft } from '../../shared/draft.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { FoundEntity } from '../../shared/inventory.ts';
import { fold } from '../../shared/inventory-search.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { ENTITY_KINDS, type EntityKind, KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { PlanSummary } from '../../shared/plan.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Settings } from '../../shared/settings.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';
import { shortId } from '../../shared/words.ts';
import { call } from '../bridge.ts';
import { draftName, kindWord, operationWords } from '../draft/draft-names.ts';
import { openSourceDialog } from '../draft/sources/source-dialogs.ts';
import { openCompareDialog } from '../history/compare-routes.ts';
import { openFollowDialog } from '../history/follow-store.ts';
import { openView } from '../history/view-actions.ts';
import { linkWords } from '../manager/link.ts';
import { openPractice } from '../manager/practice.ts';
import { openNewSession, openPlan } from '../plan/plan-routes.ts';
import { changeSettings, chooseManager } from '../settings/settings-store.ts';
import { MOD } from '../ui/key-hint.tsx';
import { sayFailure } from '../ui/say-failure.ts';
import type { Zone } from '../ui/time.ts';
import { requestInFront } from './request-in-front.ts';
import { go, SCREENS } from './route-store.ts';
import { SCREEN_FACTS } from './screens.ts';
import { useShortcutHelp } from './shortcuts.ts';

const ICON = 17;

export interface PaletteData {
  drafts: readonly Draft[];
  /** The newest, and those that ask for a person; all others are searched for. */
  requests: readonly RequestSummary[];
  plans: readonly PlanSummary[];
}

/** What can be searched for, read when the palette opens. What cannot be read is left out. */
export async function readPaletteData(): Promise<PaletteData> {
  const [drafts, requests, plans] = await Promise.all([
    call('draft.list', null),
    call('history.list', null),
    call('plan.list', null),
  ]);
  return {
    drafts: drafts.ok ? drafts.value : [],
    requests: requests.ok ? requests.value : [],
    plans: plans.ok ? plans.value : [],
  };
}

export function screenActions(): SpotlightActionData[] {
  return SCREENS.map((screen, index) => {
    const { label, note, Icon } = SCREEN_FACTS[screen];
    return {
      id: `screen-${screen}`,
      label,
      description: `${note} · ${MOD}+${index + 1}`,
      leftSection: <Icon size={ICON} />,
      onClick: () => go({ screen }),
    };
  });
}

export function managerActions(
  managers: readonly ManagerView[],
  zone: Zone,
): SpotlightActionData[] {
  return managers.map((view) => ({
    id: `manager-${view.manager.id}`,
    label: `Manager ${view.manager.name}`,
    description: [linkWords(view, zone).phrase, view.manager.environment, view.manager.address]
      .filter(Boolean)
      .join(' · '),
    leftSection: <IconServer2 size={ICON} />,
    onClick: () => {
      chooseManager(view.manager.id);
      go({ screen: 'managers', id: view.manager.id });
    },
  }));
}

/** "New IKE profile" → "new IKE profile" */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function nameOf(managers: readonly ManagerView[], id: ManagerId): string {
  return managers.find(({ manager }) => manager.id === id)?.manager.name ?? 'a removed manager';
}

/** Objects of every manager that were found by what is typed; main has searched, so all of them fit. */
export function entityActions(
  found: readonly FoundEntity[],
  typed: string,
  managers: readonly ManagerView[],
): SpotlightActionData[] {
  return found.map(({ entity, why }) => ({
    id: `entity-${entity.managerId}-${entity.id}`,
    label: entity.name,
    description: [
      `${entity.kind === 'sessions' ? 'session' : KIND_NAME[entity.kind]} on ${nameOf(managers, entity.managerId)}`,
      why.length > 0
        ? why.map(({ label, text }) => `${label} ${text}`).join(', ')
        : shortId(entity.id),
    ].join(' · '),
    keywords: [typed, entity.id],
    leftSection: <IconShieldLock size={ICON} />,
    onClick: () => {
      chooseManager(entity.managerId);
      go({ screen: 'inventory', id: entity.id });
    },
  }));
}

export function draftActions(
  { drafts }: PaletteData,
  managers: readonly ManagerView[],
): SpotlightActionData[] {
  return drafts.map((draft) => ({
    id: `draft-${draft.id}`,
    label: draftName(draft),
    description: `draft: ${lowerFirst(operationWords(draft))} on ${nameOf(managers, draft.managerId)}`,
    leftSection: <IconPencil size={ICON} />,
    onClick: () => go({ screen: 'drafts', id: draft.id }),
  }));
}

export function planActions(
  { plans }: PaletteData,
  managers: readonly ManagerView[],
): SpotlightActionData[] {
  return plans.map(({ plan, accepted, total }) => ({
    id: `plan-${plan.id}`,
    label: plan.name,
    description: `change plan: ${accepted} of ${total} accepted, on ${nameOf(managers, plan.managerId)}`,
    leftSection: <IconListNumbers size={ICON} />,
    onClick: () => openPlan(plan.id),
  }));
}

/** Requests that main has found by what is typed, so that all of them fit; the newest ones where `typed` is empty. */
export function requestActions(
  found: readonly RequestSummary[],
  typed: string,
): SpotlightActionData[] {
  return found.map(({ request, verdict, notApplied, nsxRequestId }) => {
    const label = `${request.method} ${request.entityName}`;
    const facts = [
      wordsOfSummary({ verdict, notApplied }).word,
      request.managerName,
      nsxRequestId && shortId(nsxRequestId),
    ].filter(Boolean);
    const shown = fold([label, ...facts, nsxRequestId].join(' '));
    // Found by a note, a message or a body: what was typed would stand nowhere in the row.
    if (!shown.includes(fold(typed))) facts.push(`“${typed}” is in its record`);
    return {
      id: `request-${request.id}`,
      label,
      description: facts.join(' · '),
      keywords: [typed, ...(nsxRequestId ? [nsxRequestId] : [])],
      leftSection: <IconActivity size={ICON} />,
      onClick: () => go({ screen: 'requests', id: request.id }),
    };
  });
}

/** Views of the Requests screen. */
export function viewActions({ views }: Settings): SpotlightActionData[] {
  return views.map((view) => ({
    id: `view-${view.name}`,
    label: view.name,
    description: 'view of the requests',
    keywords: ['view', 'filter', 'requests'],
    leftSection: <IconBookmark size={ICON} />,
    onClick: () => openView(view),
  }));
}

async function newEntity(managerId: ManagerId, kind: EntityKind) {
  const answer = await call('draft.create', {
    managerId,
    kind,
    operation: 'create',
    entityId: null,
    body: null,
  });
  sayFailure(answer);
  if (answer.ok) go({ screen: 'drafts', id: answer.value.id });
}

/** Sessions first: what is made most. */
const NEW_KINDS: readonly EntityKind[] = [
  'sessions',
  ...ENTITY_KINDS.filter((kind) => kind !== 'sessions'),
];

function currentActions({ manager }: ManagerView): SpotlightActionData[] {
  return [
    ...NEW_KINDS.map((kind) => ({
      id: kind === 'sessions' ? 'do-new-session' : `do-new-${kind}`,
      label: `New ${kindWord(kind)}`,
      description: `a draft on ${manager.name}; nothing is sent`,
      leftSection: <IconPlus size={ICON} />,
      onClick: () => void newEntity(manager.id, kind),
    })),
    {
      id: 'do-new-vpn',
      label: 'New VPN session',
      description: `with its service, profiles and endpoints, as one plan on ${manager.name}`,
      keywords: ['plan', 'change plan'],
      leftSection: <IconPlus size={ICON} />,
      onClick: openNewSession,
    },
    {
      id: 'do-refresh',
      label: 'Refresh inventory',
      description: `read everything of ${manager.name} again`,
      leftSection: <IconRefresh size={ICON} />,
      onClick: () =>
        void call('inventory.refresh', { managerId: manager.id }).then((answer) => {
          sayFailure(answer);
        }),
    },
    {
      id: 'do-check',
      label: `Check ${manager.name} now`,
      description: 'ask it how it is',
      leftSection: <IconServer2 size={ICON} />,
      onClick: () => void call('manager.check', { managerId: manager.id }).then(sayFailure),
    },
  ];
}

/** Two requests side by side: what is in front with another one, in reviewer mode too. */
export function compareAction(): SpotlightActionData {
  return {
    id: 'do-compare',
    label: 'Compare with…',
    description: 'two requests side by side, also of different managers',
    keywords: ['compare', 'diff', 'requests'],
    leftSection: <IconGitCompare size={ICON} />,
    onClick: () => openCompareDialog(requestInFront()),
  };
}

export function commandActions(
  current: ManagerView | null,
  settings: Settings,
): SpotlightActionData[] {
  const dark = settings.theme === 'dark';
  return [
    ...(current ? currentActions(current) : []),
    {
      id: 'do-add',
      label: 'Add a manager',
      description: 'address, certificate, sign-in',
      leftSection: <IconPlus size={ICON} />,
      onClick: () => go({ screen: 'managers', adding: true }),
    },
    {
      id: 'do-follow',
      label: 'Follow a request made elsewhere',
      description: 'by its x-nsx-requestid: curl, Postman, Terraform',
      keywords: ['watch', 'request id', 'x-nsx-requestid'],
      leftSection: <IconActivity size={ICON} />,
      onClick: openFollowDialog,
    },
    {
      id: 'do-paste',
      label: 'New draft from JSON or curl',
      description: 'paste an object or a command; nothing is sent',
      keywords: ['paste', 'import', 'curl', 'json'],
      leftSection: <IconClipboard size={ICON} />,
      onClick: () => openSourceDialog({ dialog: 'paste' }),
    },
    {
      id: 'do-template',
      label: 'New draft from a template',
      description: 'that you have kept',
      leftSection: <IconTemplate size={ICON} />,
      onClick: () => openSourceDialog({ dialog: 'templates' }),
    },
    {
      id: 'do-practice',
      label: 'Open the practice manager',
      description: 'a whole NSX manager inside this application',
      leftSection: <IconFlask size={ICON} />,
      onClick: () => void openPractice(),
    },
    {
      id: 'do-theme',
      label: dark ? 'Light theme' : 'Dark theme',
      description: 'appearance',
      keywords: ['theme', 'dark', 'light', 'appearance'],
      leftSection: dark ? <IconSun size={ICON} /> : <IconMoon size={ICON} />,
      onClick: () => void changeSettings({ theme: dark ? 'light' : 'dark' }),
    },
    {
      id: 'do-utc',
      label: settings.timeZone === 'utc' ? 'Times in local time' : 'Times in UTC',
      description: 'how times are written',
      leftSection: <IconClock size={ICON} />,
      onClick: () =>
        void changeSettings({ timeZone: settings.timeZone === 'utc' ? 'local' : 'utc' }),
    },
    {
      id: 'do-shortcuts',
      label: 'Shortcuts',
      description: 'what the keys do · ?',
      leftSection: <IconKeyboard size={ICON} />,
      onClick: () => useShortcutHelp.setState({ open: true }),
    },
  ];
}
