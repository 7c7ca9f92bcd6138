import { isPasswordLike, isTokenLike } from '../values/assigned-value.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';
import { isPasswordName } from '../values/plain-password.ts';
import { looksChosen, looksRandom } from '../values/random-looking.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { namesSecret } from '../names/secret-name.ts';
import { type Table, tableBelow } from '../tables/table-below.ts';
import { MAX_LINE, lineAround } from '../tables/table-line.ts';

/**
 * Secrets in the column that a first line names for them: CSV, with tabs or semicolons too, and what psql, mysql,
 * sqlite and kubectl print of a table.
 */
export const columnSecret: RedactionRule = { id: 'column-secret', secret: true, contextual: true, find };

/** The end of a cell with such a name. */
const CELL =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|(?:api|access)[ _-]?key|credential)s?["']?[ \t]{0,80}(?=[,;|│\t]| {2}|\r?\n|\\r|\\n)/gi;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { index } of text.matchAll(CELL)) {
    if (index < done) continue;
    const header = lineAround(text, index);
    // no line that goes on so long is a header
    done = header === undefined ? index + MAX_LINE : (header.next ?? index);
    const table = header === undefined ? undefined : tableBelow(text, header);
    if (table === undefined) continue;
    yield* secretsIn(table);
    done = table.end;
  }
}

const secretsIn = ({ separator, names, rows }: Table): readonly Match[] => {
  const isData =
    !names.some((name) => name.includes(' ')) &&
    rows.some((cells) => cells.some(({ written }) => !/^[A-Za-z_]*$/.test(written)));
  const kind = { isData, isSpaced: separator === '  ' };
  return rows.flatMap((cells) =>
    cells.flatMap(({ value, at }, nth) => (isSecret(value, names[nth] ?? '', kind) ? [secretAt(at, value)] : [])),
  );
};

interface Kind {
  readonly isData: boolean;
  /** Blanks alone stand between its columns, as in much that is no table. */
  readonly isSpaced: boolean;
}

/** In a table of words alone, which may be code, and below names that may be prose, a password has to look like one. */
const isSecret = (value: string, name: string, { isData, isSpaced }: Kind): boolean => {
  if (!namesSecret(name.replaceAll(' ', '_'))) return false;
  if (isSpaced && !looksChosen(value) && !looksRandom(value, SHORTEST_SPACED)) return false;
  if (!isPasswordName(name)) return isTokenLike(value);
  return isData ? canBeSecret(value, 4) : isPasswordLike(value);
};

const SHORTEST_SPACED = 12;
