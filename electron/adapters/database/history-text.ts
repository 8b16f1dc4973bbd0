import type { Database } from 'libsql';
import * as z from 'zod';
import { type FoundBy, foundIn } from '../../../shared/found-by.ts';
import { wordsIn } from '../../../shared/inventory-search.ts';
import { asBytes, fitting, pragmaNumber, type Skipped, Utf8Text } from './rows.ts';

const Numbered = z.looseObject({ number: z.number() });
const Hits = z.looseObject({ hits: Utf8Text, count: z.number(), all_of_them: z.number() });
const Part = z.looseObject({ part: Utf8Text });
const Changes = z.looseObject({ changes: z.number() });

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

/**
 * The requests in which every typed word is found, as a JSON list of their numbers; null where nothing was typed, or
 * all have them. The index of trigrams says which may have a word, and the text itself whether it does. What was found
 * last is kept until somebody writes: its pages, counts and sorts are asked for one after the other.
 */
export function historyText(db: Database): (typed: string) => string | null {
  const indexed = db.prepare(
    `SELECT w.number FROM summary_trigrams AS t CROSS JOIN summary_words AS w ON w.number = t.rowid
     WHERE t.summary_trigrams MATCH :trigrams AND instr(w.words, :word) > 0`,
  );
  const unindexed = db.prepare(
    'SELECT number FROM summary_words WHERE indexed = 0 AND instr(words, :word) > 0',
  );
  const short = db.prepare('SELECT number FROM summary_words WHERE instr(words, :word) > 0');
  // By what a node is called now: the record knows it only where the copy had its name when it was asked.
  const ofNodes = db.prepare(
    `SELECT n.number FROM managers AS m CROSS JOIN entity_words AS e ON e.manager_id = m.id AND e.kind = 'transport-nodes'
     CROSS JOIN summary_nodes AS n ON n.node_id = e.id
     WHERE instr(substr(e.words, 1, instr(e.words || char(10), char(10))), :word) > 0`,
  );
  const changes = db.prepare('SELECT total_changes() AS changes');
  let last: { key: string; hits: string | null } | null = null;

  function numbersOf(word: string): number[] {
    const trigrams = trigramsOf(word);
    const rows =
      trigrams === null
        ? short.all({ word })
        : [...indexed.all({ trigrams, word }), ...unindexed.all({ word })];
    return [...rows, ...ofNodes.all({ word })].map((row) => Numbered.parse(row).number);
  }

  function find(words: readonly string[]): string | null {
    const values: Record<string, string> = {};
    const where = words.map((word, at) => {
      values[`word${at}`] = word;
      values[`in${at}`] = JSON.stringify(numbersOf(word));
      return `(instr(remarks, :word${at}) > 0 OR number IN (SELECT value FROM json_each(:in${at})))`;
    });
    const row = db
      .prepare(
        `SELECT ${asBytes('json_group_array(number)', 'hits')}, COUNT(*) AS count,
           (SELECT COUNT(*) FROM summary_data) AS all_of_them FROM summaries WHERE ${where.join(' AND ')}`,
      )
      .get(values);
    const { hits, count, all_of_them } = Hits.parse(row);
    return count === all_of_them ? null : hits;
  }

  return (typed) => {
    const words = wordsIn(typed);
    if (words.length === 0) return null;
    const { changes: own } = Changes.parse(changes.get({}));
    const key = JSON.stringify([words, own, pragmaNumber(db, 'data_version')]);
    if (last?.key !== key) last = { key, hits: find(words) };
    return last.hits;
  };
}
