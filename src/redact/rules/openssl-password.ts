import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, optionValueAt, secretAt } from '../values/option-value.ts';

/** `-pass pass:X`, `-passin pass:X`, `-passout pass:X` (openssl-passphrase-options(1)). */
export const opensslPassword: RedactionRule = { id: 'openssl-password', secret: true, contextual: true, find };

const PATTERN = /(?<=-pass(?:in|out)?\\{0,3}["'`]?[ \t,=]{1,4}\\{0,3}["'`]?)pass:/g;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index } of text.matchAll(PATTERN)) {
    const given = optionValueAt(text, index + found.length);
    if (given !== undefined && canBeSecret(given.value, 2)) yield secretAt(given.start, given.value);
  }
}
