import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';
import { headOf } from '../names/secret-name.ts';

/** Headers that are named after a key, a token or a secret: `X-Auth-Key: X`, `Ocp-Apim-Subscription-Key: X`. */
export const secretHeader: RedactionRule = { id: 'secret-header', secret: true, contextual: true, find };

/** From the last word of the name on; in a call both are quoted: `set('X-Auth-Key', 'X')`. */
const PATTERN =
  /-(?:auth|key|token|secret|password|credentials?|signature)(?:\\{0,3}["'`]?[ \t]{0,4}:[ \t]{0,4}\\{0,3}["'`]?|\\{0,3}["'`][ \t]{0,4},[ \t]{0,4}\\{0,3}["'`])(?<value>[^\s"'`\\,;<>(){}]{6,4096})/gi;

/** A header of its own making, or one that speaks of access; `cache-key` and `Sec-WebSocket-Key` are no secrets. */
const NAMED = /^x-|auth|token$|secret|password|credential|api|access|private|subscription|functions|master|admin/i;
const HARMLESS = /cache|idempotency|websocket|public|partition|primary|foreign|sort|surrogate/i;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    const name = headOf(text, index) + (/^[A-Za-z-]*/.exec(found)?.[0] ?? '');
    if (!NAMED.test(name) || name.startsWith('-') || HARMLESS.test(name)) continue;
    if (canBeSecret(value, 6) && !isName(value)) yield secretAt(index + found.length - value.length, value);
  }
}

/** A plain word is a setting or a type; with dots, dashes or underscores it names something in code or in the environment. */
const isName = (value: string): boolean =>
  (/^[A-Za-z]+$/.test(value) && value.length < 16) ||
  /^&?[A-Za-z]{1,40}(?:[._-]{1,2}[A-Za-z]{1,40}){1,16}$/.test(value);
