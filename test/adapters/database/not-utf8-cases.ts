import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { checkFile } from '../../../electron/cli/check-file.ts';
import { ALL_REQUESTS, type Facet, NEWEST_FIRST } from '../../../shared/history-query.ts';
import { BAD, type Case, idsOf, whole, within } from './not-utf8.ts';
import { INVENTORY_CASES, SESSIONS } from './not-utf8-inventory.ts';
import { draftId, managerId, NOW, planId, requestId } from './one-of-each.ts';

const M1 = managerId('m-1');
const M2 = managerId('m-2');
const PAGE = {
  filter: ALL_REQUESTS,
  sort: NEWEST_FIRST,
  offset: 0,
  limit: 100,
  locate: null,
};

const versions = (store: DatabaseStore) =>
  store.draftVersions(draftId('d-1')).map(({ key }) => key);
const goneKeys = (store: DatabaseStore) =>
  store.keysOfGoneDrafts().map(({ draftId: of, field }) => `${of} ${field}`);
const found = async (store: DatabaseStore) =>
  whole(await store.archive.find(PAGE)).rows.map(({ request }) => request.id);
const newest = (store: DatabaseStore) => store.newestRequests(10).map(({ request }) => request.id);
/** The words of a facet's values. */
const facet = (of: Facet) => async (store: DatabaseStore) =>
  whole(await store.archive.facets(ALL_REQUESTS))
    .facets[of].map(({ label }) => label)
    .sort();
export const CASES: Record<string, Case> = {
  'settings.data': {
    damage: `UPDATE settings SET data = ${BAD}`,
    read: (store) => store.settings().theme,
    left: 'system',
    skipped: 1,
  },
  'managers.data': {
    damage: `UPDATE managers SET data = ${BAD} WHERE id = 'm-1'`,
    read: (store) => idsOf(store.managers()),
    left: ['m-2'],
    skipped: 1,
  },
  'managers.data, that is halted': {
    damage: `UPDATE managers SET data = ${within('Called')} WHERE id = 'm-1'`,
    read(store) {
      store.setHalted(M1, null);
      return idsOf(store.managers());
    },
    left: ['m-2'],
    skipped: 2,
  },
  'facts.data': {
    damage: `UPDATE facts SET data = ${BAD} WHERE manager_id = 'm-1'`,
    read: (store) => [store.facts(M1), store.facts(M2)?.hostname],
    left: [null, 'host m-2'],
    skipped: 1,
  },
  'drafts.data': {
    damage: `UPDATE drafts SET data = ${within('display_name')} WHERE id = 'd-1'`,
    read: (store) => [idsOf(store.drafts()), store.draft(draftId('d-1'))],
    left: [['d-2'], null],
    skipped: 2,
  },
  'draft_versions.data': {
    damage: `UPDATE draft_versions SET data = ${BAD} WHERE key = 1`,
    read: versions,
    left: [2],
    skipped: 1,
  },
  'draft_versions.name': {
    damage: `UPDATE draft_versions SET name = ${BAD} WHERE key = 1`,
    read: versions,
    left: [2],
    skipped: 1,
  },
  'draft_versions.reason': {
    damage: `UPDATE draft_versions SET reason = ${BAD} WHERE key = 1`,
    read: (store) => [store.draftVersion(draftId('d-1'), 1), versions(store)],
    left: [null, [2]],
    skipped: 2,
  },
  'draft_bases.data': {
    damage: `UPDATE draft_bases SET data = ${BAD}
      WHERE number = (SELECT base FROM draft_versions WHERE draft_id = 'd-1' AND key = 1)`,
    read: versions,
    left: [2],
    skipped: 1,
  },
  'draft_keys.draft_id': {
    damage: `UPDATE draft_keys SET draft_id = ${BAD} WHERE draft_id = 'gone-1'`,
    read: goneKeys,
    left: ['gone-2 psk'],
    skipped: 1,
  },
  'draft_keys.field': {
    damage: `UPDATE draft_keys SET field = ${BAD} WHERE draft_id = 'gone-1'`,
    read: goneKeys,
    left: ['gone-2 psk'],
    skipped: 1,
  },
  'templates.data': {
    damage: `UPDATE templates SET data = ${BAD} WHERE id = 't-1'`,
    read: (store) => idsOf(store.templates()),
    left: ['t-2'],
    skipped: 1,
  },
  'plans.data': {
    damage: `UPDATE plans SET data = ${BAD} WHERE id = 'p-1'`,
    read: (store) => [idsOf(store.plans()), store.updatePlan(planId('p-1'), (plan) => plan)],
    left: [['p-2'], null],
    skipped: 2,
  },
  'processes.owner': {
    damage: `UPDATE processes SET owner = ${BAD}`,
    read: (store) => [store.othersAtWork(NOW), store.claim(requestId('r-1'), NOW)],
    left: [true, true],
    skipped: 0,
  },
  'claims.owner': {
    damage: `UPDATE claims SET owner = ${BAD} WHERE request_id = 'r-1'`,
    read: (store) => ['r-1', 'r-2'].map((id) => store.claim(requestId(id), NOW)),
    left: [true, false],
    skipped: 0,
  },
  'plan_claims.owner': {
    damage: `UPDATE plan_claims SET owner = ${BAD} WHERE plan_id = 'p-1'`,
    read: (store) => ['p-1', 'p-2'].map((id) => store.claimPlan(planId(id), NOW)),
    left: [true, false],
    skipped: 0,
  },
  'lives.request_id': {
    damage: `UPDATE lives SET request_id = ${BAD} WHERE request_id = 'r-1'`,
    read(store, folder) {
      const other = openDatabase(folder, () => {}, 'another/1/1');
      other.addFact(requestId('r-2'), NOW, { type: 'stopped' });
      return [store.changes(0).requests.sort(), store.events(requestId('r-1'))];
    },
    left: [['r-2', 'r-3', 'r-4'], []],
    skipped: 1,
  },
  ...INVENTORY_CASES,
  'requests.data': {
    damage: `UPDATE requests SET data = ${BAD} WHERE id = 'r-1'`,
    read: async (store) => [idsOf(store.requests()), newest(store), await found(store)],
    left: [
      ['r-2', 'r-3', 'r-4'],
      ['r-4', 'r-3', 'r-2'],
      ['r-4', 'r-3', 'r-2'],
    ],
    skipped: 3,
  },
  'requests.data, of a name': {
    damage: `UPDATE requests SET data = ${within('Called')} WHERE id = 'r-1'`,
    read: async (store) => [await facet('managers')(store), await facet('entities')(store)],
    left: [
      ['Called m-2', 'Called m-3', 'm-1', 'nsx-ams-vip'],
      ['Amsterdam ↔ Osaka', 'Called s-2', 'Called s-3', 's-1'],
    ],
    skipped: 0,
  },
  'requests.id': {
    damage: `UPDATE requests SET id = ${BAD} WHERE id = 'r-1';
      UPDATE lives SET request_id = ${BAD} WHERE request_id = 'r-1';
      DELETE FROM summaries; DELETE FROM summary_progress`,
    read(store) {
      const made = idsOf(store.catchUp(60_000).unfinished.map((id) => ({ id })));
      const old = [100, 2].map((limit) => store.requestsBefore(T_LATER, null, limit));
      return [made, newest(store), ...old];
    },
    // A page that it would have filled goes on behind it.
    left: [['r-4'], ['r-4', 'r-3', 'r-2'], ['r-2', 'r-3', 'r-4'], ['r-2', 'r-3']],
    skipped: 4,
  },
  'summaries.request_id': {
    damage: `UPDATE summaries SET request_id = ${BAD} WHERE request_id = 'r-4'`,
    read: async (store) => [store.unfinished().open, newest(store), await found(store)],
    left: [[], ['r-3', 'r-2', 'r-1'], ['r-3', 'r-2', 'r-1']],
    skipped: 1,
  },
  ...Object.fromEntries(
    (
      [
        ['managers', 'manager_id', ['Called m-2', 'Called m-3', 'nsx-ams-vip']],
        ['kinds', 'kind', ['IPSec VPN service', 'IPSec VPN session']],
        ['entities', 'entity_id', ['Amsterdam ↔ Osaka', 'Called s-2', 'Called s-3']],
        ['methods', 'method', ['PUT']],
        ['users', 'user', ['admin', 'user 2', 'user 3']],
        ['verdicts', 'verdict', ['Accepted', 'Realized']],
        ['marks', 'mark', ['none']],
      ] as [Facet, string, string[]][]
    ).map(([of, column, left]): [string, Case] => [
      `summaries.${column}`,
      {
        damage: `UPDATE summaries SET ${column} = ${BAD} WHERE request_id = 'r-1'`,
        read: facet(of),
        left,
        skipped: 1,
      },
    ]),
  ),
  'summaries.manager_id and entity_id, of what is usual': {
    damage: `UPDATE summaries SET manager_id = ${BAD} WHERE request_id = 'r-1';
      UPDATE summaries SET entity_id = ${BAD} WHERE request_id = 'r-2'`,
    read: async (store) =>
      Promise.all(
        ['r-1', 'r-2', 'r-3'].map(async (id) => whole(await store.archive.usual(requestId(id)))),
      ),
    left: Array.from({ length: 3 }, () => ({ manager: null, session: null, nodes: {} })),
    skipped: 0,
  },
  'summary_data.data': {
    damage: `UPDATE summary_data SET data = ${BAD} WHERE number = 1`,
    read: async (store) => [
      newest(store),
      await found(store),
      store.standing(requestId('r-1'))?.summary.verdict,
    ],
    left: [['r-4', 'r-3', 'r-2'], ['r-4', 'r-3', 'r-2'], 'failed'],
    skipped: 3,
  },
  'summary_words.words': {
    damage: `UPDATE summary_words SET words = ${BAD} WHERE number = 1`,
    async read(store) {
      store.indexWords(1000);
      const before = await wordsFind(store, 'called s-1');
      // What is said of it later makes its words anew, of all its facts.
      store.addFact(requestId('r-1'), NOW, { type: 'noted', text: 'more of it', by: 'ada' });
      store.indexWords(1000);
      return [before, await wordsFind(store, 'called s-1'), await wordsFind(store, 'more of it')];
    },
    left: [[], ['r-1'], ['r-1']],
    skipped: 1,
  },
  'summary_words.words, in which the word was found': {
    damage: `UPDATE summary_words SET indexed = 0, words = CAST(unhex('80FF' || hex(' seldom seen')) AS TEXT)
      WHERE number = 1`,
    async read(store) {
      const filter = { ...ALL_REQUESTS, text: 'seldom' };
      const { rows, why } = whole(await store.archive.find({ ...PAGE, filter }));
      return [idsOf(rows.map(({ request }) => request)), why];
    },
    left: [['r-1'], {}],
    skipped: 1,
  },
  'summary_tags.tag': {
    damage: `UPDATE summary_tags SET tag = ${BAD} WHERE number = 1`,
    read: facet('tags'),
    left: ['tag 2', 'tag 3'],
    skipped: 1,
  },
  'summary_nodes.node_id': {
    damage: `UPDATE summary_nodes SET node_id = ${BAD} WHERE number = 1`,
    read: facet('nodes'),
    left: ['Called node-a1'],
    skipped: 1,
  },
  'summary_nodes.node_id, of what is usual': {
    damage: `UPDATE summary_nodes SET node_id = ${BAD}; UPDATE summaries SET manager_id = 'm-1'`,
    read: async (store) => whole(await store.archive.usual(requestId('r-3'))).nodes,
    left: {},
    skipped: 1,
  },
  'entities.data, of a node’s name': {
    damage: `UPDATE entities SET data = ${within('Called')} WHERE id = 'node-a1'`,
    read: facet('nodes'),
    left: ['node-a1', 'node-a2'],
    skipped: 0,
  },
  'summary_progress.request_id': {
    damage: `UPDATE summary_progress SET request_id = ${BAD}, written_at = 9999999999999`,
    read: (store) => [store.catchUp(60_000).isDone, newest(store).length],
    left: [true, 4],
    skipped: 0,
  },
  'sqlite_schema.name': {
    damage: `CREATE TABLE beside (a); PRAGMA writable_schema = ON; UPDATE sqlite_schema
      SET name = ${BAD}, tbl_name = ${BAD}, sql = 'CREATE TABLE ' || ${BAD} || ' (a)' WHERE name = 'beside'`,
    read: (_store, folder) =>
      checkFile(folder, { isStopped: () => false, far: () => {}, large: 0 }),
    left: { damage: null, isWhole: true },
    skipped: 0,
  },
};

const T_LATER = 9_999_999_999_999;

async function wordsFind(store: DatabaseStore, text: string) {
  const filter = { ...ALL_REQUESTS, text };
  return whole(await store.archive.find({ ...PAGE, filter })).rows.map(({ request }) => request.id);
}

/** The same in a file of an earlier version, in what the steps to this one read. */
export const OF_BEFORE: Record<string, Case> = {
  'events.data': {
    damage: `UPDATE events SET data = ${BAD} WHERE seq = 1`,
    read: (store) => store.events(requestId('r-1')).map(({ seq }) => seq),
    left: [2],
    skipped: 1,
  },
  'requests.data, of a request with facts': {
    damage: `UPDATE requests SET data = ${BAD}`,
    read: (store) => [store.request(requestId('r-1')), store.events(requestId('r-1')).length],
    left: [null, 2],
    skipped: 1,
  },
  'entities.data, when it is taken up for searching': {
    damage: `UPDATE entities SET data = ${BAD} WHERE id = 's-1'`,
    read: (store) => idsOf(store.found(SESSIONS, [], 0, 10)),
    left: ['s-2'],
    skipped: 0,
  },
};
