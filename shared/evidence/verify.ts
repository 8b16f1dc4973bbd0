import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import type { Sha256 } from '../chain.ts';
import { Request, RequestEvent } from '../request.ts';
import { headsOf } from './chain-heads.ts';
import {
  eventsPart,
  MANIFEST,
  Manifest,
  NODES,
  PACK_FORMAT,
  PACK_VERSION,
  PackedNodes,
  type PackProblem,
  requestPart,
  WHOLE_PARTS,
} from './pack.ts';

export type PackedRequest = { request: Request; events: RequestEvent[] };

/** A part as it was unpacked. */
export type FoundPart = { sha256: string; bytes: number; text(): string };

/** Either all is right, and then the record is there; or every problem with its place. */
export type Checked =
  | { problems: PackProblem[] }
  | { problems: []; manifest: Manifest; requests: PackedRequest[]; nodes: PackedNodes };

/** Checks what a pack holds: manifest, parts, and each request's chain. Pure; the zip around it is another matter. */
export function checkParts(parts: ReadonlyMap<string, FoundPart>, sha256: Sha256): Checked {
  const problems: PackProblem[] = [];
  const wrong = (place: string, problem: string) => void problems.push({ place, problem });
  const manifest = guarded(MANIFEST, wrong, () => readManifest(parts.get(MANIFEST), wrong));
  if (!manifest) return { problems };
  checkNames(parts, manifest, wrong);
  for (const said of manifest.parts) {
    const part = parts.get(said.name);
    if (!part) continue;
    if (part.bytes !== said.bytes) {
      wrong(said.name, `it has ${part.bytes} bytes; the manifest says ${said.bytes}`);
    } else if (part.sha256 !== said.sha256) {
      wrong(said.name, 'its content was changed: its SHA-256 is not the manifest’s');
    }
  }
  const requests = manifest.requests.flatMap((said) => {
    // The place of what it was at: the request's own part, then its facts.
    let place = requestPart(said.id);
    const at = (part: string) => {
      place = part;
    };
    return (
      guarded(
        () => place,
        wrong,
        () => readRequest(said, parts, sha256, wrong, at),
      ) ?? []
    );
  });
  const nodes = guarded(NODES, wrong, () => readNodes(parts.get(NODES), wrong));
  if (problems.length > 0 || !nodes) return { problems };
  return { problems: [], manifest, requests, nodes };
}

type Wrong = (place: string, problem: string) => void;

/** What is nested too deeply, or too long, to be looked at makes the engine throw: a problem of the pack, and no bug. */
function guarded<T>(place: string | (() => string), wrong: Wrong, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const isDeep = /call stack/.test(words);
    const problem = isDeep
      ? 'it is nested deeper than anything that Spanwatch writes'
      : `it can’t be read (${words})`;
    wrong(typeof place === 'string' ? place : place(), problem);
    return null;
  }
}

function readManifest(part: FoundPart | undefined, wrong: Wrong): Manifest | null {
  if (!part) {
    wrong(MANIFEST, 'it is missing: this is not an evidence pack');
    return null;
  }
  const json = parse(part.text());
  const about = z.looseObject({ format: z.string(), version: z.number() }).safeParse(json);
  if (!about.success || about.data.format !== PACK_FORMAT) {
    wrong(MANIFEST, 'it does not say that this is an evidence pack');
    return null;
  }
  if (about.data.version !== PACK_VERSION) {
    wrong(MANIFEST, `its form is version ${about.data.version}; this Spanwatch reads version 1`);
    return null;
  }
  const manifest = Manifest.safeParse(json);
  if (manifest.success) return manifest.data;
  wrong(MANIFEST, `${manifest.error.issues[0]?.path.join('.') ?? 'something'} does not fit`);
  return null;
}

/** Exactly the parts that a pack of these requests has: none missing, none more, none named twice. */
function checkNames(parts: ReadonlyMap<string, unknown>, manifest: Manifest, wrong: Wrong): void {
  const ids = manifest.requests.map(({ id }) => id);
  const wanted = new Set<string>([
    ...WHOLE_PARTS,
    ...ids.flatMap((id) => [requestPart(id), eventsPart(id)]),
  ]);
  const said = manifest.parts.map(({ name }) => name);
  for (const name of repeated(ids)) wrong(MANIFEST, `request ${name} is named twice`);
  for (const name of repeated(said)) wrong(MANIFEST, `${name} is named twice`);
  const named = new Set(said);
  for (const name of wanted) if (!named.has(name)) wrong(name, 'the manifest does not name it');
  for (const name of named) {
    if (!wanted.has(name)) wrong(name, 'the manifest names it, and no pack has such a part');
    if (!parts.has(name)) wrong(name, 'it is missing');
  }
  for (const name of parts.keys()) {
    if (name !== MANIFEST && !named.has(name)) wrong(name, 'it is not in the manifest');
  }
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}

function readRequest(
  said: Manifest['requests'][number],
  parts: ReadonlyMap<string, FoundPart>,
  sha256: Sha256,
  wrong: Wrong,
  /** Told of the part that it turns to. */
  at: (part: string) => void,
): PackedRequest[] {
  const own = requestPart(said.id);
  const its = eventsPart(said.id);
  const requestText = parts.get(own)?.text();
  const eventsText = parts.get(its)?.text();
  if (requestText === undefined || eventsText === undefined) return [];
  const raw = parse(requestText.trimEnd());
  const request = Request.safeParse(raw);
  if (!request.success || request.data.id !== said.id) {
    wrong(own, 'it is not the record of that request');
    return [];
  }
  if (requestText !== `${canonicalJson(raw)}\n`) wrong(own, 'it is not in the canonical form');
  at(its);
  const lines = eventsText === '' ? [] : eventsText.replace(/\n$/, '').split('\n');
  if (lines.length !== said.events) {
    wrong(its, `it has ${lines.length} facts; the manifest says ${said.events}`);
  }
  const rawEvents: RequestEvent[] = [];
  const events: RequestEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const json = parse(line);
    const event = RequestEvent.safeParse(json);
    const place = `${its}, fact ${index + 1}`;
    if (!event.success) {
      wrong(place, 'it can’t be read');
      return [];
    }
    if (event.data.requestId !== said.id) wrong(place, 'it is of another request');
    if (event.data.seq !== index + 1) {
      wrong(place, `it has the number ${event.data.seq}: a fact is missing, or was moved`);
    }
    if (canonicalJson(json) !== line) wrong(place, 'it is not in the canonical form');
    rawEvents.push(json as RequestEvent);
    events.push(event.data);
  }
  const heads = headsOf(raw as Request, rawEvents, sha256);
  if (heads.at(-1) !== said.head) {
    wrong(its, `its chain of ${lines.length} facts does not end in the manifest’s head`);
  }
  return [{ request: request.data, events }];
}

function readNodes(part: FoundPart | undefined, wrong: Wrong): PackedNodes | null {
  const nodes = PackedNodes.safeParse(parse(part?.text() ?? ''));
  if (nodes.success) return nodes.data;
  if (part) wrong(NODES, 'it can’t be read');
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
