import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { secretAt } from '../values/option-value.ts';

/** A name and a password that are said together: `log in with ada / X`, `credentials: ada:X`. */
export const loginPair: RedactionRule = { id: 'login-pair', secret: true, contextual: true, find };

const PATTERN =
  /(?<![\w/.-])(?:log(?:ging|ged)?[ -]?in|sign(?:ing|ed)?[ -]?in|logins?|credentials?|creds)(?:[ \t](?:with|as|using|are|is|to)){0,2}:?[ \t]{1,3}["'`*]{0,3}[\w.@+-]{1,64}["'`]?(?:[ \t]{1,2}\/[ \t]{1,2}|[/:])["'`]?(?<value>[!#-&(-_a-~]{6,128})/gi;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const written = groups?.['value'] ?? '';
    const value = written.replace(/[.,;:)*]{1,4}$/, '');
    if (!isPasswordLike(value) || !isDistinctive(value)) continue;
    // said without quotes: there alone, as of every sentence
    yield { ...secretAt(index + found.length - written.length, value), values: [] };
  }
}
