import type { SyntaxNode } from 'unbash';
import type { SimpleCommand } from '../command-line.ts';
import { endingOf } from './hazards.ts';
import type { Outlook } from './outlook.ts';
import type { HandedOn } from './handed-on.ts';
import type { ShellState } from './shell-state.ts';
import type { Variables } from './variables.ts';

/** One line being gone through. */
export interface Walk {
  /** The text that positions of the current script point into. */
  readonly source: string;
  readonly commands: SimpleCommand[];
  /** How deep scripts stand within scripts (`bash -c`), and nodes within nodes. */
  readonly scripts: number;
  readonly depth: number;
  /** Set once when anything is nested too deep: then the line cannot be told. */
  readonly limits: { broken: boolean };
  /** Of the whole line, in the order in which it is written. */
  readonly variables: Variables;
  /** Files that the shell opened for what comes after (`exec 3> f`), by their descriptor. */
  readonly opened: Map<number, { readonly path: string; readonly cwd: string | null }>;
  /** Functions of the line that change the directory. */
  readonly movers: Set<string>;
  /** Directories to which a `cd` is still to fail. */
  readonly missed: string[];
  /** Rooted directories to which a `cd` may have failed without a word, and those of them that may not be there. */
  readonly silent: string[];
  readonly unsure: readonly string[];
  /** Goes through any node: handed along, so that the parts need not know each other. */
  readonly visit: Visit;
}

export interface Scene {
  readonly node: SyntaxNode;
  /** What the end of the line tells of the node. */
  readonly outlook: Outlook;
  readonly shell: ShellState;
  /** What the member of a pipe before it hands to it. */
  readonly given?: HandedOn;
  /** See SimpleCommand. */
  readonly pipe?: number;
}

export type Visit = (walk: Walk, scene: Scene) => void;

/** Words of the line as they stand there, for reasons and texts. */
export const sourceOf = (walk: Walk, node: { readonly pos: number; readonly end: number }): string =>
  walk.source.slice(node.pos, node.end);

/** Adds a command that is no program: a test, a loop, a bare redirection. */
export const emitPseudo = (walk: Walk, scene: Scene, extra: Partial<SimpleCommand>): void => {
  walk.commands.push({
    argv: [],
    open: [],
    cwd: scene.shell.cwd,
    writes: [],
    verdict: scene.outlook,
    text: sourceOf(walk, scene.node),
    ...(scene.shell.elsewhere === undefined ? {} : { elsewhere: scene.shell.elsewhere }),
    ...extra,
  });
};

/** It writes as long as they run. */
export const noteSpan = ({ commands }: Walk, place: number, span: SimpleCommand['span']): void => {
  const writer = commands[place];
  if (writer !== undefined && span !== undefined) commands[place] = { ...writer, span };
};

/** All since a place stand behind what may well fail. */
export const noteBehind = ({ commands }: Walk, place: number): void => {
  for (let at = place; at < commands.length; at++) {
    const command = commands[at];
    if (command !== undefined) commands[at] = { ...command, behind: true };
  }
};

/**
 * A loop, a test, a negation that may be what failed beside others has to be seen, though it is no program: as member of
 * a chain, or when commands in it may end the shell.
 */
export const chainMember = (walk: Walk, scene: Scene, keyword: string): void => {
  const { node, outlook, shell } = scene;
  const ends = outlook.onNonZero === 'failed' && (shell.errexit || endingOf(node) !== 'never');
  if (outlook.onNonZero === 'last-ran' || ends) emitPseudo(walk, scene, { argv: [keyword] });
};
