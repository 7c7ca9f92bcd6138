import type { CompoundList, For, If, Redirected, SyntaxNode } from 'unbash';
import { endingOf, setsTrap } from './hazards.ts';
import { HONEST, masked, maskedBranch, optional, type Outlook } from './outlook.ts';
import { carryOver, forked, markSwallowed, rejoin, type ShellState } from './shell-state.ts';
import { walkSubstitutions, writesOf } from './redirections.ts';
import { isInput } from './given-input.ts';
import { noteLoop } from './variables.ts';
import { tokensOf } from './tokens.ts';
import { chainMember, emitPseudo, noteSpan, type Scene, type Walk } from './walk.ts';

/** Groups pass a status on; conditions, branches and loops lose it. */
export const walkCompound = (walk: Walk, scene: Scene): void => {
  const { node, outlook, shell } = scene;
  switch (node.type) {
    case 'BraceGroup':
      return walk.visit(walk, { ...scene, node: node.body });
    case 'Subshell': {
      const own = setsTrap(node.body) ? masked(outlook, 'trap') : outlook;
      return walk.visit(walk, { node: node.body, outlook: own, shell: forked(shell, { own }) });
    }
    case 'Redirected': {
      const writes = writesOf(walk, node.redirects, shell);
      const place = walk.commands.length;
      const own = { ...scene, outlook: masked(outlook, '; …') };
      if (writes.length > 0) emitPseudo(walk, own, { writes, text: '' });
      for (const redirect of node.redirects) walkSubstitutions(walk, redirect, scene);
      walkRedirected(walk, node, scene);
      if (writes.length > 0) noteSpan(walk, place, [scene.pipe ?? place, walk.commands.length - 1]);
      return;
    }
    case 'Function': {
      shell.shadowed.add(node.name.value);
      const own = maskedBranch(HONEST, 'function');
      const inner = forked(shell, { own });
      walk.visit(walk, { node: node.body, outlook: own, shell: inner });
      if (inner.cwd !== shell.cwd || MOVES.has(node.name.value)) walk.movers.add(node.name.value);
      return;
    }
    case 'If':
      return walkIf(walk, node, scene);
    case 'For':
      return walkFor(walk, node, scene);
    default:
      return walkOther(walk, scene);
  }
};

const MOVES: ReadonlySet<string> = new Set(['cd', 'pushd', 'popd']);

/** What is redirected to it is the input of all its commands. */
const walkRedirected = (walk: Walk, { command, redirects }: Redirected, scene: Scene): void => {
  if (!redirects.some(isInput)) return walk.visit(walk, { ...scene, node: command });
  const shell = forked(scene.shell, { readsElse: true });
  walk.visit(walk, { ...scene, node: command, shell });
  carryOver(scene.shell, shell);
};

const walkOther = (walk: Walk, scene: Scene): void => {
  const { node } = scene;
  switch (node.type) {
    case 'While':
      chainMember(walk, scene, node.kind);
      condition(walk, node.clause, scene);
      return branch(walk, node.body, { scene, outlook: maskedBranch(scene.outlook, 'loop') });
    case 'ArithmeticFor':
    case 'Select':
      if (node.type === 'Select') markSwallowed(scene.shell);
      chainMember(walk, scene, 'for');
      return branch(walk, node.body, { scene, outlook: maskedBranch(scene.outlook, 'loop') });
    case 'Case':
      chainMember(walk, scene, 'case');
      walkSubstitutions(walk, node.word, scene);
      for (const item of node.items)
        branch(walk, item.body, { scene, outlook: maskedBranch(scene.outlook, 'condition') });
      return;
    case 'TestCommand':
    case 'ArithmeticCommand':
      chainMember(walk, scene, node.type === 'TestCommand' ? '[[' : '((');
      return walkSubstitutions(walk, node, scene);
    default:
      return;
  }
};

const walkIf = (walk: Walk, node: If, scene: Scene): void => {
  const single = node.else === undefined && node.elif.length === 0;
  if (!single) chainMember(walk, scene, 'if');
  const told = single && endingOf(node.clause) === 'never';
  const outlook = told ? optional(scene.outlook, 'condition') : maskedBranch(scene.outlook, 'condition');
  const { cwd } = condition(walk, node.clause, scene);
  branch(walk, node.then, { scene, outlook, ...(isChain(node.clause) ? { cwd } : {}) });
  for (const each of node.elif) {
    condition(walk, each.clause, { ...scene, outlook: maskedBranch(scene.outlook, 'condition') });
    branch(walk, each.then, { scene, outlook });
  }
  if (node.else !== undefined) branch(walk, node.else, { scene, outlook });
};

/** The last round gives the status. Where each failure ends the shell, a loop that ran at all is as good as a chain. */
const walkFor = (walk: Walk, node: For, scene: Scene): void => {
  chainMember(walk, scene, 'for');
  for (const word of node.wordlist ?? []) walkSubstitutions(walk, word, scene);
  noteLoop(walk.variables, node.name.value, (node.wordlist ?? []).flatMap(tokensOf));
  const ran = node.wordlist?.some((word) => (word.parts ?? []).length === 0) ?? false;
  const outlook = ran ? masked(scene.outlook, 'loop') : maskedBranch(scene.outlook, 'loop');
  const own = ran ? scene.shell.own : optional(scene.shell.own, 'loop');
  branch(walk, node.body, { scene, outlook, own });
};

/** One command, or several of which each went well where all did. */
const isChain = ({ commands: [only, ...more] }: CompoundList): boolean => {
  if (only === undefined || more.length > 0 || only.background === true) return false;
  const { command: node } = only;
  const members = node.type === 'AndOr' && !node.operators.includes('||') ? node.commands : [node];
  return members.every(({ type }) => type === 'Command');
};

/** What holds once it was tested. */
const condition = (walk: Walk, node: SyntaxNode, scene: Scene): ShellState => {
  const shell = forked(scene.shell, { ignoresErrexit: true });
  walk.visit(walk, { node, outlook: masked(scene.outlook, 'condition'), shell });
  rejoin(scene.shell, shell);
  return shell;
};

interface Branch {
  readonly scene: Scene;
  readonly outlook: Outlook;
  /** See ShellState.own; by default that of a branch that may not be taken. */
  readonly own?: Outlook;
  /** Where it begins, if elsewhere than what stands around it. */
  readonly cwd?: string | null;
}

const branch = (walk: Walk, node: CompoundList, { scene, outlook, own, ...more }: Branch): void => {
  const taken = own ?? optional(scene.shell.own, outlook.mask ?? 'condition');
  const inner: ShellState = forked(scene.shell, { own: taken, ...more });
  walk.visit(walk, { node, outlook, shell: inner });
  rejoin(scene.shell, inner);
};
