import { REDACTED } from '../../../shared/redaction.ts';

/** HTML's names of the signs that pages write by name. */
const NAMED: Record<string, string> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/**
 * A text without what we sent, in whatever way it is written: as it is, as in JSON (also JSON in JSON), as in a URL
 * or a form, as in HTML, or mixed. A page that echoes a password seldom echoes it as it was typed.
 */
export function withoutSent(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replace(anyWayOf(secret), () => REDACTED), text);
}

/** Each sign stands for itself or one of its spellings, and none of them repeats: one look per place in the text. */
function anyWayOf(secret: string): RegExp {
  return new RegExp([...secret].map(waysOf).join(''), 'g');
}

function waysOf(sign: string): string {
  const units = [...Array(sign.length).keys()].map((at) =>
    sign.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  const code = sign.codePointAt(0) ?? 0;
  const bytes = [...new TextEncoder().encode(sign)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const short = JSON.stringify(sign).slice(1, -1);
  const name = NAMED[sign];
  return `(?:${[
    `\\\\{0,15}${literal(sign)}`,
    ...(short === sign ? [] : [`\\\\{0,14}${literal(short)}`]),
    units.map((unit) => `\\\\{1,15}u${anyCase(unit)}`).join(''),
    bytes.map((byte) => `%(?:25)?${anyCase(byte)}`).join(''),
    `&(?:amp;)?#0{0,6}${code};`,
    `&(?:amp;)?#[xX]0{0,6}${anyCase(code.toString(16))};`,
    ...(name ? [`&(?:amp;)?${name};`] : []),
    ...(sign === ' ' ? ['\\+', '&nbsp;'] : []),
  ].join('|')})`;
}

function literal(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
