/** Worktrees and clones that the session made, as long as it does nothing in them but look, install and check. */
import { programName, isRooted, joinDirectory } from '../../shell/parsing/directories.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { INSTALLERS } from '../../shell/preparing.ts';
import { ownTree } from '../../shell/effects/own-tree.ts';
import type { SessionPlace } from '../facts.ts';
import { directoriesOf } from '../files/directories-of.ts';
import { placePath } from '../files/place-path.ts';
import type { LineOutcome } from './line-outcome.ts';

/**
 * By their paths as in `PlacedPath`. `worked`: those in which something else was done as well. `sent`: directories of other
 * machines into which the session copied files.
 */
export interface OwnTrees {
  readonly made: Set<string>;
  readonly worked: Set<string>;
  readonly sent: Set<string>;
}

interface Scene {
  readonly place: SessionPlace;
  /** See `placePath`. */
  readonly base: string | null;
}

const MAX_TREES = 200;

/** Notes what a line made, and what it did in what was made before or by it. */
export const noteTrees = (trees: OwnTrees, outcome: LineOutcome, scene: Scene): void => {
  for (const command of outcome.line.commands) {
    noteMade(trees, command, { outcome, scene });
    noteSent(trees, command);
  }
  if (trees.made.size === 0) return;
  for (const command of outcome.line.commands) {
    if (!isBystander(command, outcome)) noteWorked(trees, command, scene);
  }
};

/** Only what is known to have gone well: of one that failed, what stands there is what stood there before. */
const noteMade = (
  { made }: OwnTrees,
  command: SimpleCommand,
  { outcome: { exit, output }, scene: { place, base } }: { readonly outcome: LineOutcome; readonly scene: Scene },
): void => {
  const [, verb, action, ...words] = command.argv;
  if (verb === 'worktree' && action === 'remove' && command.cwd !== null) {
    for (const word of words) made.delete(placePath(place, joinDirectory(command.cwd, word), base).path);
  }
  const tree = ownTree(command);
  if (tree === undefined || made.size >= MAX_TREES) return;
  const { verdict } = command;
  const isSure = exit.code === 0 && verdict.onZero === 'passed' && !verdict.skippable;
  // git's own words, where the line goes on whatever came of it
  const isSaid = command.argv[1] === 'worktree' && !verdict.skippable && /^HEAD is now at /m.test(output);
  if (!isSure && !isSaid) return;
  const { path, above } = placePath(place, tree, base);
  if (path !== '.' && above !== true) made.add(path);
};

/** `rsync -a ./ box:/srv/app/`, `scp -r src me@box:/srv/app` */
const noteSent = ({ sent }: OwnTrees, { argv }: SimpleCommand): void => {
  if (sent.size >= MAX_TREES || !/^(?:rsync|scp)$/.test(programName(argv[0] ?? ''))) return;
  const [, path] = /^[\w.@-]+:(\/[^*?]+?)\/?$/.exec(argv.at(-1) ?? '') ?? [];
  if (path !== undefined) sent.add(path);
};

/** What lies in a tree is looked up by the directories above it: a long line after many trees costs no more than after one. */
const noteWorked = ({ made, worked }: OwnTrees, command: SimpleCommand, { place, base }: Scene): void => {
  const { argv, cwd } = command;
  if (cwd === null) for (const tree of made) worked.add(tree);
  const words = new Set([...argv, ...pathsIn(command)]);
  const named = [...words].flatMap((word) =>
    word !== '' && (isRooted(word) || cwd !== null) ? joinDirectory(cwd ?? '', word) : [],
  );
  for (const path of [...(cwd === null ? [] : [cwd === '' ? '.' : cwd]), ...named]) {
    for (const above of directoriesOf(placePath(place, path, base).path)) if (made.has(above)) worked.add(above);
  }
};

const MAX_TEXT = 64 * 1024;

/** In scripts on the line and in what it is given: `python3 - <<EOF`, `node -e "…"`, `OUT=../fix/gen`. */
const pathsIn = ({ text, input = '' }: SimpleCommand): readonly string[] =>
  [text, input].flatMap((each) =>
    each
      .slice(0, MAX_TEXT)
      .split(/[^\w.~@+/-]+/)
      .filter((word) => word.includes('/')),
  );

export const isWithin = (path: string, tree: string): boolean => path === tree || path.startsWith(`${tree}/`);

/** It changes nothing that a check looks at: it is one, or looks, installs, makes or takes away a tree. */
export const isBystander = (command: SimpleCommand, { checks }: Pick<LineOutcome, 'checks'>): boolean => {
  const [program = '', verb = ''] = command.argv;
  const name = programName(program);
  if (checks.some((one) => one.command === command) || isLinked(command)) return true;
  return command.writes.length === 0 && (program === '' || LOOKING.has(name) || VERBS.get(name)?.test(verb) === true);
};

/** What is installed is taken from another tree: `ln -s ../app/node_modules node_modules`. */
const isLinked = ({ argv: [program = '', ...words], writes }: SimpleCommand): boolean => {
  const [from = '', ...others] = words.filter((word) => !word.startsWith('-'));
  return /^(?:ln|cp)$/.test(programName(program)) && writes.length === 0 && others.length < 2 && INSTALLED.test(from);
};

const INSTALLED = /(?:^|\/)(?:node_modules|\.venv|venv|vendor|\.env(?:\.\w+)?)\/?$/;

const LOOKING: ReadonlySet<string> = new Set(
  'cd pushd popd pwd ls cat head tail grep rg wc echo printf true test [ which set export mktemp rm sleep'.split(' '),
);

const VERBS: ReadonlyMap<string, RegExp> = new Map([
  ...INSTALLERS,
  ['git', /^(?:status|log|diff|show|rev-parse|worktree|clone|fetch|branch|stash|ls-files)$/],
  ['go', /^(?:mod)$/],
]);
