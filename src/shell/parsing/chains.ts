import type { AndOr, Pipeline, SyntaxNode } from 'unbash';
import { isTrivial } from '../suspects.ts';
import { alwaysExitsFailing, alwaysFails, endingOf, lastCommand } from './hazards.ts';
import { chained, masked, maskedBranch, optional, type Outlook, rescued } from './outlook.ts';
import { type HandedOn, handedOn } from './handed-on.ts';
import { carryOver, forked, rejoin, type ShellState } from './shell-state.ts';
import { chainMember, noteBehind, type Scene, sourceOf, type Walk } from './walk.ts';

/** `a && b || c`: outlooks go from the right, commands from the left. */
export const walkAndOr = (walk: Walk, node: AndOr, scene: Scene): void => {
  const whole = endsWithin(node) ? maskedBranch(scene.outlook, 'exit') : scene.outlook;
  const outlooks = outlooksOf(walk, node, whole);
  let looked = walk.commands.length;
  let isSure = true;
  let isDoubted = false;
  for (const [index, member] of node.commands.entries()) {
    const outlook = outlooks[index] ?? whole;
    const last = index === node.commands.length - 1;
    // What stands after `&&` or `||` may not run: what it ends the shell with is then not told by a zero.
    const certain = index === 0 || outlook.onZero === 'passed';
    const own = certain ? scene.shell.own : optional(scene.shell.own, outlook.mask ?? '&& …');
    const branch = forked(scene.shell, last ? { own } : { own, ignoresErrexit: true });
    walk.visit(walk, { node: member, outlook, shell: branch });
    if (!isSure) noteBehind(walk, looked);
    isDoubted ||= !isSure && branch.cwd !== scene.shell.cwd;
    isSure &&= isPlain(member) && walk.commands.slice(looked).every(isTrivial);
    looked = walk.commands.length;
    if (node.operators[index - 1] === '||') rejoin(scene.shell, branch);
    else carryOver(scene.shell, branch);
  }
  // `[ -d web ] && cd web; npm test`: whatever came of it, the line goes on
  if (isDoubted && scene.outlook.onZero === 'unknown' && !isLeft(node)) scene.shell.cwd = null;
};

/** `… || exit`: what comes after it comes after all that is before it. */
const isLeft = ({ commands, operators }: AndOr): boolean => {
  const last = commands.at(-1);
  if (last === undefined || last.type === 'Subshell' || operators.at(-1) !== '||') return false;
  return operators.indexOf('||') === operators.length - 1 && lastCommand(last)?.name?.value === 'exit';
};

/** A command, which is told of among those of the line. */
const isPlain = ({ type }: SyntaxNode): boolean => type === 'Command';

/** A member before the last may end the shell; but for `a || exit 1 && b`, which is as good as a chain. */
const endsWithin = ({ commands, operators }: AndOr): boolean =>
  commands.slice(0, -1).some((member, index) => {
    const before = operators[index - 1] === '||' && operators.slice(index).every((operator) => operator === '&&');
    const guards = before && alwaysExitsFailing(member);
    return !guards && endingOf(member) !== 'never';
  });

const outlooksOf = (walk: Walk, node: AndOr, whole: Outlook): readonly Outlook[] => {
  const outlooks: Outlook[] = [];
  let prefix = whole;
  for (let index = node.commands.length - 1; index > 0; index--) {
    const member = node.commands[index];
    if (member === undefined) break;
    // whole: it is cut where it is shown, after redaction
    const reason = `|| ${sourceOf(walk, member)}`;
    if (node.operators[index - 1] === '&&') {
      prefix = chained(prefix);
      outlooks.unshift(prefix);
    } else {
      outlooks.unshift(optional(prefix, reason));
      // `a || exit 1` fails exactly when a does.
      prefix = alwaysFails(member) ? prefix : rescued(prefix, reason);
    }
  }
  return [prefix, ...outlooks];
};

/** `a | b`: each in a subshell; the last gives the status, under pipefail all of them do. `!` turns it around. */
export const walkPipeline = (walk: Walk, node: Pipeline, scene: Scene): void => {
  const negated = node.prefixes.some((prefix) => prefix.type === 'Negation');
  const outlook = negated ? masked(scene.outlook, 'negated') : scene.outlook;
  const shell = negated ? forked(scene.shell, { ignoresErrexit: true }) : scene.shell;
  if (negated) chainMember(walk, scene, '!');
  const [only] = node.commands;
  if (node.commands.length === 1 && only !== undefined) {
    walk.visit(walk, { node: only, outlook, shell });
    if (negated) carryOver(scene.shell, shell);
    return;
  }
  let given: HandedOn | undefined;
  const pipe = walk.commands.length;
  for (const [index, member] of node.commands.entries()) {
    const last = index === node.commands.length - 1;
    const lost = masked(outlook, 'pipe without pipefail');
    const own = scene.shell.pipefail ? chained(outlook) : last ? outlook : lost;
    const inner = {
      node: member,
      outlook: own,
      shell: forked(shell, { own, readsElse: shell.readsElse || index > 0 }),
      ...(index > 0 ? { pipe } : {}),
    };
    walk.visit(walk, given === undefined ? inner : { ...inner, given });
    given = isOwn(scene.shell) ? handedOn(member, given) : undefined;
  }
};

/** `cat` and `echo` are what they are elsewhere. */
const isOwn = ({ shadowed, poison }: ShellState): boolean => shadowed.size === 0 && poison === null;

/** A pipe of which `exit ${PIPESTATUS[n]}` names one command: that one speaks. */
export const walkPipelineMember = (walk: Walk, scene: Scene, speaker: number): void => {
  const { node, outlook, shell } = scene;
  if (node.type !== 'Pipeline') {
    walk.visit(walk, { ...scene, outlook: speaker === 0 ? outlook : masked(outlook, 'exit') });
    return;
  }
  const pipe = walk.commands.length;
  for (const [index, member] of node.commands.entries()) {
    const own = index === speaker ? outlook : masked(outlook, 'pipe without pipefail');
    walk.visit(walk, {
      node: member,
      outlook: own,
      shell: forked(shell, { own, readsElse: shell.readsElse || index > 0 }),
      ...(index > 0 ? { pipe } : {}),
    });
  }
};

/** `a && b || rc=$?` of which an `exit $rc` gives the status: as good as `a && b` alone. */
export const walkRescued = (walk: Walk, { node, outlook, shell }: Scene): void => {
  if (node.type !== 'AndOr') return walk.visit(walk, { node, outlook, shell });
  const commands = node.commands.slice(0, -1);
  const branch = forked(shell, { ignoresErrexit: true });
  const [only] = commands;
  if (commands.length === 1 && only !== undefined) walk.visit(walk, { node: only, outlook, shell: branch });
  else walkAndOr(walk, { ...node, commands, operators: node.operators.slice(0, -1) }, { node, outlook, shell: branch });
  carryOver(shell, branch);
};
