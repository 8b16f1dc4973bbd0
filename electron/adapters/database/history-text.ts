import type { Database } from 'libsql';
import * as z from 'zod';
import { type FoundBy, foundIn } from '../../../shared/found-by.ts';
import { wordsIn } from '../../../shared/inventory-search.ts';
import { asBytes, fitting, type Skipped, Utf8Text } from './rows.ts';

const Counted = z.looseObject({ count: z.number() });
const Hits = z.looseObject({ hits: Utf8Text });
const All = Hits.extend({ count: z.number(), all_of_them: z.number() });
const Part = z.looseObject({ part: Utf8Text });

/** A trigram is three characters; what is shorter is in no index. */
const TRIGRAM = 3;
/** More of them would not make a word rarer. */
const MOST_TRIGRAMS = 16;

/** The question to the index for a word: all of its trigrams, in whatever place. Null: it is too short to be asked for. */
export function trigramsOf(word: string): string | null {
  const letters = [...word];
  if (letters.length < TRIGRAM) return null;
  const all = letters
    .slice(0, letters.length - TRIGRAM + 1)
    .map((_letter, at) => letters.slice(at, at + TRIGRAM).join(''));
  const step = Math.max(1, Math.ceil(all.length / MOST_TRIGRAMS));
  const some = [...new Set(all.filter((_one, at) => at % step === 0 || at === all.length - 1))];
  return some.map((one) => `"${one.replaceAll('"', '""')}"`).join(' AND ');
}

/** A line is looked at this far before and after its word. */
const LINE_PART = 200;

/** Where a word stands that the request itself does not have: in its facts, or in what its nodes are called now. */
export function historyExcerpt(
  db: Database,
  skipped: Skipped,
): (number: number, word: string) => FoundBy | null {
  const around = `substr(words, max(1, instr(words, :word) - ${LINE_PART}), ${2 * LINE_PART} + length(:word))`;
  const part = db.prepare(
    `SELECT ${asBytes(around, 'part')}
     FROM summary_words WHERE number = :number AND instr(words, :word) > 0`,
  );
  const nodes = db.prepare(
    `SELECT ${asBytes("json_extract(e.data, '$.name')", 'part')} FROM summary_nodes AS n CROSS JOIN managers AS m
     CROSS JOIN entities AS e ON e.manager_id = m.id AND e.kind = 'transport-nodes' AND e.id = n.node_id
     WHERE n.number = :number AND json_valid(e.data)`,
  );
  return (number, word) => {
    const row = part.get({ number, word });
    if (row) {
      const [found] = fitting([row], Part, 'summary_words', skipped);
      return found ? foundIn(found.part.split('\n'), word) : null;
    }
    const names = fitting(nodes.all({ number }), Part, 'entities', skipped);
    return foundIn(
      names.map((one) => one.part),
      word,
    );
  };
}

/** In more requests than this a word is no rarer than another: they are not counted further. */
const MOST_COUNTED = 5000;

/** By what a node is called now: the record knows it only where the copy had its name when it was asked. */
const OF_NODES = `SELECT n.number FROM managers AS m
  CROSS JOIN entity_words AS e ON e.manager_id = m.id AND e.kind = 'transport-nodes'
  CROSS JOIN summary_nodes AS n ON n.node_id = e.id
  WHERE instr(substr(e.words, 1, instr(e.words || char(10), char(10))), :word) > 0`;

/**
 * The requests in which every typed word is found, as a JSON list of their numbers; null where nothing was typed, or
 * all have them. The index of trigrams says which may have a word, and the text itself whether it does: the rarest word
 * is looked for in all of the record, each other one in what has those before it. What was found last is kept until
 * somebody writes: its pages, counts and sorts are asked for one after the other.
 */
export function historyText(
  db: Database,
  versionOf: () => string,
): (typed: string) => string | null {
  const HITS = asBytes('json_group_array(number)', 'hits');
  const numbers = (of: string) => `SELECT ${HITS} FROM (${of})`;
  const everywhere = (inWords: string) =>
    db.prepare(
      numbers(`${inWords} UNION ALL ${OF_NODES}
        UNION ALL SELECT number FROM summaries WHERE instr(remarks, :word) > 0`),
    );
  const indexed = everywhere(
    `SELECT w.number FROM summary_trigrams AS t CROSS JOIN summary_words AS w ON w.number = t.rowid
     WHERE t.summary_trigrams MATCH :trigrams AND instr(w.words, :word) > 0
     UNION ALL SELECT number FROM summary_words WHERE indexed = 0 AND instr(words, :word) > 0`,
  );
  const short = everywhere('SELECT number FROM summary_words WHERE instr(words, :word) > 0');
  const among = db.prepare(
    numbers(`SELECT s.number FROM json_each(:among) AS a CROSS JOIN summaries AS s ON s.number = a.value
      LEFT JOIN summary_words AS w ON w.number = s.number
      WHERE instr(w.words, :word) > 0 OR instr(s.remarks, :word) > 0 OR s.number IN (${OF_NODES})`),
  );
  const counted = db.prepare(
    `SELECT COUNT(*) AS count FROM (SELECT 1 FROM summary_trigrams
       WHERE summary_trigrams MATCH :trigrams LIMIT ${MOST_COUNTED})`,
  );
  const known = db.prepare(
    `SELECT ${HITS}, COUNT(*) AS count,
       (SELECT COUNT(*) FROM summary_data) AS all_of_them
     FROM summaries WHERE number IN (SELECT value FROM json_each(:hits))`,
  );
  let last: { key: string; hits: string | null } | null = null;

  /** In how many requests a word may be, as far as it matters. */
  function frequency(trigrams: string | null): number {
    return trigrams === null ? MOST_COUNTED : Counted.parse(counted.get({ trigrams })).count;
  }

  function find(typed: readonly string[]): string | null {
    const words = typed.map((word) => ({ word, trigrams: trigramsOf(word) }));
    const [rarest, ...others] =
      words.length === 1
        ? words
        : words
            .map((one) => ({ ...one, count: frequency(one.trigrams) }))
            .sort((one, other) => one.count - other.count);
    if (!rarest) return null;
    const { word, trigrams } = rarest;
    let { hits } = Hits.parse(
      trigrams === null ? short.get({ word }) : indexed.get({ trigrams, word }),
    );
    for (const other of others)
      ({ hits } = Hits.parse(among.get({ among: hits, word: other.word })));
    const all = All.parse(known.get({ hits }));
    return all.count === all.all_of_them ? null : all.hits;
  }

  return (typed) => {
    const words = wordsIn(typed);
    if (words.length === 0) return null;
    const key = JSON.stringify([words, versionOf()]);
    if (last?.key !== key) last = { key, hits: find(words) };
    return last.hits;
  };
}
