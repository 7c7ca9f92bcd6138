/** What a handoff says is done, comes next, is assumed and is to be decided, beside what its session makes of these. Pure. */
import { asArray, asString, field } from '../../domain/json.ts';
import { RESOLVE } from '../../domain/open-question.ts';
import { ITEMS, TEXT } from '../compose/limits.ts';
import { alike, type Field, of, same, valueAt, within } from './departing-field.ts';

const NEXT = 'execution_contract.next_actions';
const DONE = 'execution_contract.done_definition';
const DECISIONS = 'uncertainty.decision_required';
const ASSUMPTIONS = 'uncertainty.assumptions';

const linesAt = (handoff: unknown, name: string): readonly string[] =>
  asArray(valueAt(handoff, name)).map((line) => asString(line) ?? '');

/** A handoff with those lines of one of its lists alone. */
const withLines =
  (name: string, isMeant: (line: string) => boolean) =>
  (handoff: unknown): unknown => {
    const [section = '', key = ''] = name.split('.');
    return { [section]: { [key]: linesAt(handoff, name).filter(isMeant) } };
  };

const saysOfLog = (line: string): boolean =>
  line.startsWith(RESOLVE) || /^(?:Named as next|Answer|Turn aborted): /.test(line);

/** Lines of which every word is the log's. */
export const named: readonly Field[] = [NEXT, DECISIONS].map((name) => of(withLines(name, saysOfLog), within(name)));

/** A name may hold a backtick. */
const CHANGED = /^Changed (\d+) file\(s\): `([^]*)`(?: \(\+\d+ more\))?\.$/;
/** What may have been there, was perhaps taken back, and what else a program may have changed: the repository tells. */
const OPEN = [
  /^\d+ written file\(s\) may have been there before: neither the log nor the repository tells\.$/,
  /^\d+ deleted file\(s\) may never have been there: neither the log nor the repository tells\.$/,
  /^What was done to \d+ listed file\(s\) may have failed or been taken back: `[^]*`(?: \(\+\d+ more\))?\.$/,
  /^Files that are not listed may have changed too, by `[^]*`(?: \(\+\d+ more\))?\.$/,
  /^\d+ file\(s\) that the session set out to change are not listed: the log does not say whether it did \(`[^]*`(?: \(\+\d+ more\))?\)\.$/,
];

/** What changed is counted by what the repository holds: it has to be what the handoff itself says of files. */
const changed: Field = {
  name: DONE,
  against: () => (handoff) => {
    const files = asArray(field(handoff, 'files_modified')).filter((file) => field(file, 'scope') === 'repository');
    const paths = files.flatMap((file) => asString(field(file, 'path')) ?? []);
    const isPath = (name: string): boolean =>
      paths.some((path) => path === name || (name.length > TEXT.named / 2 && path.startsWith(name)));
    return linesAt(handoff, DONE).some((line) => {
      const [, count, names] = CHANGED.exec(line) ?? [];
      if (count === undefined || names === undefined) return line.startsWith('Changed ');
      const named = names.split('`, `');
      return Number(count) !== files.length || named.length > ITEMS.named || !named.every(isPath);
    });
  },
};

/** The same, but for what the repository has the only word in. Which checks are stale it has a word in as well. */
export const outlook: readonly Field[] = [
  alike(NEXT),
  of(
    withLines(DONE, (line) => !line.startsWith('Changed ')),
    alike(DONE),
  ),
  changed,
  alike(DECISIONS),
  of(
    withLines(ASSUMPTIONS, (line) => !OPEN.some((form) => form.test(line))),
    alike(ASSUMPTIONS),
  ),
  alike('execution_contract.parallel_actions'),
  same('execution_contract.ordered_commands'),
  same('execution_contract.rollback_hint'),
  alike('files_read'),
];
