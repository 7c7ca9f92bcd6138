/** Commits that the session made, as its shell events show them. */
import { ATTR, stringAttribute } from '../domain/event-attributes.ts';
import type { SimpleCommand } from '../shell/command-line.ts';
import { commandLineOf } from './command-line-of.ts';
import type { Seen } from './facts.ts';
import { type FirstLast, createFirstLast } from './first-last.ts';
import { type Fold, seenAt } from './fold.ts';
import { OUTPUT, type SettledEvent } from './settle.ts';

export interface CommitFact {
  /** As the log names it, often abbreviated; null when it names none. */
  readonly id: string | null;
  readonly seen: Seen;
}

export const commitsFold: Fold<FirstLast<CommitFact>, readonly CommitFact[]> = {
  start: () => createFirstLast(100, 400),
  step: (state, event, index) => {
    for (const id of commitsOf(event)) state.push({ id, seen: seenAt(event, index) });
  },
  finish: (state) => distinctIds(state.done().items),
};

const OBJECT_ID = /^[0-9a-f]{7,64}$/u;

const commitsOf = (event: SettledEvent): readonly (string | null)[] => {
  const stated = stringAttribute(event, ATTR.commit);
  const named = stated !== undefined && OBJECT_ID.test(stated) ? [stated] : [];
  const type = event.event_type;
  if (type.type === 'Custom') return type.data.kind === 'commit' ? named : [];
  if (type.type !== 'ShellCommand') return [];
  if (named.length > 0) return named;
  const { command, exit_code: exit } = type.data;
  if (!/\bgit\b/u.test(command) || !command.includes('commit')) return [];
  const commits = commandLineOf(event).commands.filter(isCommit);
  if (commits.length === 0) return [];
  const printed = idsIn(event[OUTPUT] ?? '');
  if (printed.length > 0) return printed;
  return exit === 0 && commits.some(({ verdict }) => verdict.onZero === 'passed') ? [null] : [];
};

/** `git [-C dir] [-c key=value] [--option] commit`, but for one that says it changes nothing. */
const isCommit = ({ argv }: SimpleCommand): boolean => {
  if (argv[0] !== 'git' || argv.includes('--dry-run')) return false;
  let at = 1;
  while (argv[at]?.startsWith('-') === true) at += argv[at] === '-C' || argv[at] === '-c' ? 2 : 1;
  return argv[at] === 'commit';
};

const LINE = /^\[[^\]\n]{1,250} ([0-9a-f]{7,64})\] /gmu;
const LOOKED_AT = 65_536;

/** git prints `[branch abc1234] subject` for each commit that it makes. */
const idsIn = (output: string): readonly string[] =>
  [...output.slice(-LOOKED_AT).matchAll(LINE)].flatMap(([, id]) => id ?? []);

/** One commit may be told by two records; those without an id cannot be told apart and stay. */
const distinctIds = (commits: readonly CommitFact[]): readonly CommitFact[] => {
  const known = new Set<string>();
  return commits.filter(({ id }) => {
    if (id === null) return true;
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
};
