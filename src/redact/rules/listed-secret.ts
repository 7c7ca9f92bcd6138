import { isPasswordLike } from '../values/assigned-value.ts';
import { type OptionValue, optionValueAt, secretAt } from '../values/option-value.ts';
import { isPasswordName } from '../values/plain-password.ts';
import { looksRandom } from '../values/random-looking.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { namesSecret } from '../names/secret-name.ts';

/** Items of a list that is named after secrets: `passwords:` and `- X` below it, `"tokens": ["X", "Y"]`. */
export const listedSecret: RedactionRule = { id: 'listed-secret', secret: true, contextual: true, find };

/** Behind a name in the plural, up to the first item: a sign is found faster. Line ends may be escaped. */
const SIGN =
  /(?<=(?:passw(?:or)?d|passphrase|secret|token|key)s\\{0,3}["'`]?[ \t]{0,4})(?::|=>?)[ \t]{0,4}(?:[[({](?:\s|\\n){0,60}|(?<end>\r?\n|\\n)(?=(?:[ \t]|\d{1,7}→|[+]){0,40}-[ \t]))/gi;
const NAME = /[A-Za-z][\w-]{0,60}(?=\\{0,3}["'`]?[ \t]{0,4}$)/;
/** An item without quotes. It is read no further: a line may hold a thousand. */
const BARE = /[^\s"'`\\,;|<>()[\]{}]{1,512}(?=[\s,\]\\]|$)/y;
/** Between two items in brackets. */
const COMMA = /\\{0,3}["'`]?[ \t]{0,4},(?:\s|\\n){0,60}/y;
const MAX_ITEMS = 1000;
/** What stands without quotes behind any other is code: `passwords = [first, second]`. */
const YAML = /^:[ \t]{0,4}\[/;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: sign, index, groups } of text.matchAll(SIGN)) {
    if (index < done) continue;
    const name = NAME.exec(text.slice(Math.max(0, index - 72), index))?.[0] ?? '';
    if (!namesSecret(name.replace(/keys$/i, 'key'))) continue;
    const { end } = groups ?? {};
    const from = index + sign.length;
    const items = end === undefined ? inBrackets(text, from, YAML.test(sign)) : inLines(text, from, end);
    for (const { start, value } of items) {
      done = start + value.length;
      if (isSecret(value, name)) yield secretAt(start, value);
    }
  }
}

const isSecret = (value: string, name: string): boolean =>
  isPasswordLike(value) && (isPasswordName(name.replace(/s$/i, '')) || looksRandom(value));

type Item = Pick<OptionValue, 'start' | 'value'>;

function* inBrackets(text: string, from: number, mayBeBare: boolean): Generator<Item> {
  let at = from;
  for (let nth = 0; nth < MAX_ITEMS; nth++) {
    BARE.lastIndex = at;
    const bare = BARE.exec(text)?.[0];
    const item = bare === undefined ? optionValueAt(text, at) : { start: at, value: bare, quoted: false };
    if (item === undefined) return;
    const { start, value, quoted } = item;
    if (quoted || mayBeBare) yield { start, value };
    COMMA.lastIndex = start + value.length;
    const comma = COMMA.exec(text);
    if (comma === null) return;
    at = COMMA.lastIndex;
  }
}

/** One item a line, and nothing else on it but a remark; lines may be numbered, or compared. */
const ITEM =
  /^(?:[ \t]{0,8}\d{1,7}(?:→|\t)|[+-])?[ \t]{0,40}-[ \t]{1,4}(?<quote>\\{0,3}["']?)(?<value>[^\s"'\\:]{3,512})\k<quote>[ \t]{0,40}(?:#.{0,400})?\r?$/;
const MAX_LINE = 1000;

function* inLines(text: string, from: number, end: string): Generator<Item> {
  let start = from;
  for (let nth = 0; nth < MAX_ITEMS; nth++) {
    const near = text.slice(start, start + MAX_LINE);
    const length = near.indexOf(end);
    const line = length === -1 ? near : near.slice(0, length);
    const value = ITEM.exec(line)?.groups?.['value'];
    if (value === undefined) return;
    yield { start: start + line.indexOf(value), value };
    if (length === -1) return;
    start += length + end.length;
  }
}
