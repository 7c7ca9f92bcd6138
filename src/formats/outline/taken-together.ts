import type { MergedHandoff } from '../../domain/handoff.ts';
import { type Item, type Node, type Span, code, heading, say, word } from '../document.ts';
import { RANK } from './verification.ts';

/** What no session can say of itself: which paths others changed too, and how each check ended after all of them. */
export const takenTogether = (
  { conflicts, checks }: MergedHandoff,
  /** Number of a session on the page. */
  nth: (session: string) => number,
): readonly Node[] => {
  const paths = conflicts.map(({ path, sessions, actions }): Item => {
    const by = sessions.map((session, index) => `${actions[index] ?? '?'} in session ${nth(session)}`);
    return { spans: say`${code(path)}: ${word(by.join(', '))}` };
  });
  const worstFirst = [...checks].sort((one, other) => RANK[one.final] - RANK[other.final]);
  const ends = worstFirst.map(({ final, command, session_id, stale }): Item => {
    const later: readonly Span[] = stale ? say`, files changed after it` : [];
    return { spans: say`[${word(final)}] ${code(command)} (session ${nth(session_id)}${later})` };
  });
  const items = [...listed('Changed by more than one session:', paths), ...listed('Checks, by their last run:', ends)];
  return items.length === 0 ? [] : [heading(2, 'Taken Together'), { kind: 'list', ordered: false, items }];
};

/** A page is read by people. */
const MOST = 60;

const listed = (title: string, items: readonly Item[]): readonly Item[] => {
  const left = items.length - MOST;
  const more: readonly Item[] = left > 0 ? [{ spans: say`${left} more are left out here; the JSON holds all` }] : [];
  return items.length === 0
    ? []
    : [{ spans: [{ kind: 'strong', text: title }], items: [...items.slice(0, MOST), ...more] }];
};
