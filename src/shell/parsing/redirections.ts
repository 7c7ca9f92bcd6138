import { forEachChild, type Redirection, type SyntaxNode } from 'unbash';
import type { SimpleCommand } from '../command-line.ts';
import { maskedBranch } from './outlook.ts';
import { forked } from './shell-state.ts';
import { isSpecial } from './special-files.ts';
import { tokensOf } from './tokens.ts';
import { resolved, type Variables } from './variables.ts';
import type { Scene, Walk } from './walk.ts';

/** Files that redirections write, no devices. */
export const writesOf = (redirects: readonly Redirection[], variables: Variables): SimpleCommand['writes'] =>
  redirects.flatMap((redirect) => {
    if (redirect.type !== 'Redirect' || redirect.target === undefined || !WRITING.has(redirect.operator)) return [];
    const [target, ...more] = tokensOf(redirect.target).map((word) => resolved(variables, word));
    if (target === undefined || more.length > 0 || target.value === '') return [];
    if (redirect.operator === '>&' && /^(?:\d+-?|-)$/.test(target.value)) return [];
    if (isSpecial(target.value)) return [];
    // `>&$fd` is a descriptor, and `> >(tee log)` a process
    if (target.open && (redirect.operator === '>&' || /^[<>]\(/.test(target.value))) return [];
    const write = { path: target.value, append: redirect.operator.endsWith('>>') };
    return [target.open ? { ...write, open: true } : write];
  });

/** Text that a command is given on its standard input. */
export interface GivenText {
  readonly text: string;
  /** The shell that ran the line put something into it that is not known: the text is as written. */
  readonly expanded: boolean;
}

/** Whether a redirection says what the standard input is. */
export const isInput = ({ descriptor, ...redirect }: Redirection): boolean =>
  descriptor === undefined
    ? redirect.type !== 'Redirect' || READING.has(redirect.operator)
    : descriptor.type !== 'FileDescriptor' || descriptor.value === 0;

/**
 * What is given on the standard input as text of the line itself; undefined where that is something else. The last
 * redirection counts, and before all of them what a pipe hands on.
 */
export const inputOf = (redirects: readonly Redirection[], piped?: GivenText): GivenText | undefined => {
  const given = redirects.findLast(isInput);
  if (given === undefined) return piped;
  if (given.type === 'HereDoc') {
    const { text } = given.body;
    return { text, expanded: given.delimiter?.quoted !== true && /[$`\\]/.test(text) };
  }
  if (given.type !== 'HereString' || given.target === undefined) return undefined;
  return { text: given.target.value, expanded: tokensOf(given.target).some(({ open }) => open) };
};

/** The file that is given on the standard input; null where that is something else, undefined where nothing is said. */
export const readFrom = (redirects: readonly Redirection[]): string | null | undefined => {
  const given = redirects.findLast(isInput);
  if (given === undefined) return undefined;
  if (given.type !== 'Redirect' || given.operator !== '<' || given.target === undefined) return null;
  const [file, ...more] = tokensOf(given.target);
  return file === undefined || file.open || more.length > 0 ? null : file.value;
};

const READING: ReadonlySet<string> = new Set(['<', '<>', '<&']);
const WRITING: ReadonlySet<string> = new Set(['>', '>>', '>|', '&>', '&>>', '>&']);

/** Commands in `$( )`, backticks and `<( )` anywhere below a node: their status goes nowhere. */
export const walkSubstitutions = (walk: Walk, root: SyntaxNode, scene: Scene): void => {
  const stack: { node: SyntaxNode; depth: number }[] = [{ node: root, depth: walk.depth }];
  const found: SyntaxNode[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    if (node.type === 'Script') found.unshift(node);
    else if (depth > 100) walk.limits.broken = true;
    else forEachChild(node, (child) => void stack.push({ node: child, depth: depth + 1 }));
  }
  for (const node of found) {
    const own = maskedBranch(scene.outlook, 'substitution');
    const kept = { ...own, skippable: scene.outlook.skippable };
    walk.visit(walk, { node, outlook: kept, shell: forked(scene.shell, { own: kept }) });
  }
};
