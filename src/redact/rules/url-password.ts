import type { Match, RedactionRule } from '../rule.ts';
import { isPlaceholder } from '../values/placeholder.ts';

/** The password in `scheme://user:password@host`, whatever the scheme, also where JSON escapes the slashes. User and host stay readable. */
export const urlPassword: RedactionRule = { id: 'url-password', secret: true, contextual: false, find };

const PATTERN = /(?<=[A-Za-z0-9]:\\?\/\\?\/[^\s:/@"'`<>]{0,256}:)[^\s/"`<>]{1,512}(?=@)/g;

function* find(text: string): Generator<Match> {
  for (const { 0: password, index } of text.matchAll(PATTERN)) {
    if (!isPlaceholder(password)) yield { start: index, end: index + password.length, values: [password] };
  }
}
