/** Commits that the session made, as its shell events show them. */
import { ATTR, attribute, stringAttribute } from '../domain/event-attributes.ts';
import type { CommandLine, SimpleCommand } from '../shell/command-line.ts';
import { commandLineOf } from './command-line-of.ts';
import type { Seen } from './facts.ts';
import { type FirstLast, createFirstLast } from './first-last.ts';
import { type Fold, seenAt } from './fold.ts';
import { OUTPUT, type SettledEvent } from './settle.ts';

export interface CommitFact {
  /** As the log names it, often abbreviated; null when it names none. */
  readonly id: string | null;
  /** It stands in the place of the one before it: `--amend`. */
  readonly amends?: true;
  readonly seen: Seen;
}

export interface Commits {
  readonly commits: readonly CommitFact[];
  /** Commands that may have made one: their line does not tell; absent for none. */
  readonly untold_commits?: number;
}

interface State {
  readonly made: FirstLast<CommitFact>;
  untold: number;
}

export const commitsFold: Fold<State, Commits> = {
  start: () => ({ made: createFirstLast(100, 400), untold: 0 }),
  step: (state, event, index) => {
    const { made, untold } = commitsOf(event);
    for (const one of made) state.made.push({ ...one, seen: seenAt(event, index) });
    state.untold += untold;
  },
  finish: ({ made, untold }) => ({
    commits: distinctIds(made.done().items),
    ...(untold === 0 ? {} : { untold_commits: untold }),
  }),
};

const OBJECT_ID = /^[0-9a-f]{7,64}$/u;

interface InEvent {
  readonly made: readonly Omit<CommitFact, 'seen'>[];
  readonly untold: number;
}

const NONE: InEvent = { made: [], untold: 0 };

const commitsOf = (event: SettledEvent): InEvent => {
  const stated = stringAttribute(event, ATTR.commit);
  const named = stated !== undefined && OBJECT_ID.test(stated) ? stated : undefined;
  const type = event.event_type;
  if (type.type === 'Custom')
    return named !== undefined && type.data.kind === 'commit' ? { ...NONE, made: [{ id: named }] } : NONE;
  if (type.type !== 'ShellCommand') return NONE;
  const { command, exit_code: exit } = type.data;
  const isOne = /\bgit\b/u.test(command) && command.includes('commit');
  if (named === undefined && !isOne) return NONE;
  const line = commandLineOf(event);
  const commits = line.commands.filter(isCommit);
  const output = commits.length === 0 ? '' : (event[OUTPUT] ?? '');
  const ids = named === undefined ? idsIn(output) : [named];
  const amends = (at: number): Pick<CommitFact, 'amends'> =>
    ids.length === commits.length && isAmending(commits[at]) ? { amends: true } : {};
  if (ids.length > 0) return { ...NONE, made: ids.map((id, at) => ({ id, ...amends(at) })) };
  if (attribute(event, ATTR.noEffect) === true) return NONE;
  const sure = exit === 0 ? commits.filter(({ verdict }) => verdict.onZero === 'passed') : [];
  const isNone = NOTHING.test(output) && line.commands.every(isShown);
  const open = commits.filter((one) => !isAmending(one) && isUntold(one, line, exit) && !(isNone && isLoud(one)));
  return {
    made: sure.map((one) => ({ id: null, ...(isAmending(one) ? { amends: true } : {}) })),
    untold: open.length,
  };
};

const isAmending = (command: SimpleCommand | undefined): boolean => command?.argv.includes('--amend') === true;

/** It ran, or may have: `git commit -qm x; git log`. What fails behind a commit leaves it made, what fails before it does not. */
const isUntold = (one: SimpleCommand, { commands }: CommandLine, exit: number | undefined): boolean => {
  if (exit === undefined) return false;
  const told = one.verdict[exit === 0 ? 'onZero' : 'onNonZero'];
  return told === 'unknown' || (told === 'last-ran' && one !== commands.at(-1));
};

/** Of a commit that did not print that it was made. A status behind a quiet one says the same. */
const NOTHING = /^(?:nothing (?:added )?to commit|no changes added to commit)/mu;

/** All that it prints stands in the log. */
const isShown = ({ pipe, writes }: SimpleCommand): boolean => pipe === undefined && writes.length === 0;

const isLoud = ({ argv }: SimpleCommand): boolean => !argv.some((word) => /^(?:-[a-z]*q|--quiet$)/u.test(word));

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
