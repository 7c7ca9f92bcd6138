/**
 * Whether a check ran on what is surely another tree than the one that a handoff is about: then its pass proves nothing of
 * it. Wherever that is not sure it counts, and its directory is told.
 */
import type { SimpleCommand } from '../../shell/command-line.ts';
import type { IdentifiedCheck } from '../../shell/checks/identified.ts';
import type { ChangeFact, RunFact, SessionPlace } from '../facts.ts';
import { placePath } from '../files/place-path.ts';
import type { LineOutcome } from './line-outcome.ts';
import { isBystander, isWithin, type OwnTrees } from './own-trees.ts';

type Elsewhere = NonNullable<RunFact['elsewhere']>;

interface Scene {
  readonly place: SessionPlace;
  readonly trees: OwnTrees;
  readonly outcome: LineOutcome;
}

/** Nothing is outside of a root that is not known. A path of the repository among its words makes it a check of that. */
export const elsewhereOf = (
  { identity: { cwd }, contained, tool }: IdentifiedCheck,
  command: SimpleCommand,
  { place, trees, outcome }: Scene,
): Elsewhere | undefined => {
  if (place.root === null || place.guessed === true || contained === true || cwd === '.') return undefined;
  if (command.elsewhere?.is === 'host') {
    const isCopied = [...trees.sent].some((path) => isWithin(cwd, path));
    return isOtherPlace(place.root, cwd) && !isCopied ? { detail: `it ran on another machine, in ${cwd}` } : undefined;
  }
  if (command.elsewhere !== undefined) return undefined;
  const tree = [...trees.made].find((made) => isWithin(cwd, made));
  const isScratch = cwd.startsWith('/tmp/{}');
  if ((tree === undefined && !isScratch) || namesRepository(command, { place, tree })) return undefined;
  if (tree !== undefined) return { detail: `it ran in a working tree of its own, ${tree}`, tree };
  const isAlone = outcome.line.commands.every((one) => isBystander(one, outcome));
  return isAlone && !BUILDS.test(tool) ? { detail: 'it ran in a new temporary directory' } : undefined;
};

/** They build beside their sources, wherever those lie. */
const BUILDS = /^(?:cmake|ctest|make|ninja|meson)\b/;

/** On another machine this repository may lie anywhere, though mostly in a directory of its name. */
const isOtherPlace = (root: string, cwd: string): boolean => {
  const name = root.slice(root.lastIndexOf('/') + 1).toLowerCase();
  return cwd.startsWith('/') && !cwd.toLowerCase().split('/').includes(name);
};

/** Also as the value of an option or a variable, and perhaps as what only the shell could tell. */
const namesRepository = (
  { argv, open, variables = [], cwd }: SimpleCommand,
  { place, tree }: { readonly place: SessionPlace; readonly tree: string | undefined },
): boolean => {
  if (open.some((index) => argv[index]?.includes('$') === true)) return true;
  return [...argv, ...variables]
    .flatMap((word) => [word, ...word.split(/[=:]/).slice(1), /^-[A-Za-z](\/.*)$/.exec(word)?.[1] ?? ''])
    .some((word) => {
      if (!/^(?:\/|~|\.\.)/.test(word) || (word.startsWith('.') && cwd?.includes('{}') !== false)) return false;
      const at = placePath(place, word.startsWith('.') ? `${cwd}/${word}` : word, place.cwd);
      return at.inside && (tree === undefined || !isWithin(at.path, tree));
    });
};

/**
 * Of the runs, in order, those that were on another tree. One in which the session itself changed files is where it works.
 * A failure is never taken away for its place, so the pass that settles it there is not, either.
 */
export const elsewhereAmong = (
  runs: readonly RunFact[],
  changes: readonly ChangeFact[],
): ((run: RunFact) => Elsewhere | undefined) => {
  const trees = new Set(runs.flatMap(({ elsewhere }) => elsewhere?.tree ?? []));
  const worked = new Set([...trees].filter((tree) => changes.some((change) => isFileBelow(change, tree))));
  const last = new Map<string, RunFact['status']>();
  const here = new Set<RunFact>();
  for (const run of runs) {
    const { check_id: id, status, elsewhere } = run;
    const isThere = status !== 'failed' && elsewhere !== undefined && !worked.has(elsewhere.tree ?? '');
    const settles = status === 'passed' && last.has(id) && last.get(id) !== 'passed';
    if (isThere && !settles) continue;
    last.set(id, status);
    here.add(run);
  }
  return (run) => (here.has(run) ? undefined : run.elsewhere);
};

const isFileBelow = ({ path, by }: ChangeFact, tree: string): boolean =>
  by === undefined && path.startsWith(`${tree}/`) && !/\/(?:node_modules|\.venv)(?:\/|$)/.test(path);
