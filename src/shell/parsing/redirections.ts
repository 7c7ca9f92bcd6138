import { forEachChild, type Redirection, type SyntaxNode } from 'unbash';
import type { SimpleCommand } from '../command-line.ts';
import { maskedBranch } from './outlook.ts';
import { forked, type ShellState } from './shell-state.ts';
import { isSpecial } from './special-files.ts';
import { tokensOf } from './tokens.ts';
import { resolved } from './variables.ts';
import { noteSpan, type Scene, type Walk } from './walk.ts';

type Write = SimpleCommand['writes'][number];
type Place = Pick<ShellState, 'cwd'>;

/** Files that redirections write, no devices. */
export const writesOf = (walk: Walk, redirects: readonly Redirection[], shell: Place): readonly Write[] =>
  redirects.flatMap((redirect) => writeOf(walk, redirect, shell) ?? []);

const writeOf = ({ variables, opened }: Walk, redirect: Redirection, { cwd }: Place): Write | undefined => {
  if (redirect.type !== 'Redirect' || redirect.target === undefined || !WRITING.has(redirect.operator))
    return undefined;
  const [target, ...more] = tokensOf(redirect.target).map((word) => resolved(variables, word));
  if (target === undefined || more.length > 0 || target.value === '') return undefined;
  if (redirect.operator === '>&' && /^(?:\d+-?|-)$/.test(target.value)) {
    const file = opened.get(Number.parseInt(target.value, 10));
    const write = file === undefined ? undefined : { path: file.path, append: true };
    return write === undefined || file?.cwd === cwd ? write : { ...write, open: true };
  }
  if (isSpecial(target.value)) return undefined;
  // `>&$fd` is a descriptor, and `> >(tee log)` a process
  if (target.open && (redirect.operator === '>&' || /^[<>]\(/.test(target.value))) return undefined;
  const write = { path: target.value, append: redirect.operator.endsWith('>>') };
  return target.open ? { ...write, open: true } : write;
};

/**
 * What an `exec` without a command opens for all that comes after: `exec 3> f`. True where that may write there without
 * saying so: `exec > f`, `exec {fd}> f`.
 */
export const noteOpened = (walk: Walk, redirects: readonly Redirection[], { cwd }: Place): boolean => {
  let isCommon = false;
  for (const redirect of redirects) {
    const write = writeOf(walk, redirect, { cwd });
    const { descriptor } = redirect;
    if (descriptor?.type !== 'FileDescriptor' || descriptor.value < 3) isCommon ||= write !== undefined;
    else if (write === undefined || write.open === true) walk.opened.delete(descriptor.value);
    else walk.opened.set(descriptor.value, { path: write.path, cwd });
  }
  return isCommon;
};

const WRITING: ReadonlySet<string> = new Set(['>', '>>', '>|', '&>', '&>>', '>&']);

/**
 * Commands in `$( )`, backticks, `<( )` and `>( )` anywhere below a node: their status goes nowhere. Those in `>( )` read
 * what is still to come, and nobody waits for them: they write as long as the line runs.
 */
export const walkSubstitutions = (walk: Walk, root: SyntaxNode, scene: Scene): void => {
  const stack: { node: SyntaxNode; depth: number; late: boolean }[] = [{ node: root, depth: walk.depth, late: false }];
  const found: { node: SyntaxNode; late: boolean }[] = [];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    const late = next.late || (node.type === 'ProcessSubstitution' && node.operator === '>');
    if (node.type === 'Script') found.unshift({ node, late });
    else if (depth > 100) walk.limits.broken = true;
    else forEachChild(node, (child) => void stack.push({ node: child, depth: depth + 1, late }));
  }
  for (const { node, late } of found) {
    const own = maskedBranch(scene.outlook, 'substitution');
    const kept = { ...own, skippable: scene.outlook.skippable };
    const place = walk.commands.length;
    walk.visit(walk, { node, outlook: kept, shell: forked(scene.shell, { own: kept }) });
    if (!late) continue;
    for (let at = place; at < walk.commands.length; at++) noteSpan(walk, at, [place, Number.POSITIVE_INFINITY]);
  }
};
