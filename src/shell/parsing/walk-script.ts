import type { Script } from 'unbash';
import { walkAndOr, walkPipeline } from './chains.ts';
import { walkCompound } from './compound.ts';
import { setsTrap } from './hazards.ts';
import { masked, maskedBranch } from './outlook.ts';
import { forked, type ShellState } from './shell-state.ts';
import { walkCommand } from './simple.ts';
import { walkStatements } from './statements.ts';
import type { Scene, Walk } from './walk.ts';

const MAX_DEPTH = 100;

/** A whole script in a shell process of its own: `shell.own` is what is told of its status. */
export const walkScript = (walk: Walk, script: Script, shell: ShellState): void => {
  const own = setsTrap(script) ? masked(shell.own, 'trap') : shell.own;
  const inner = script.source === undefined ? walk : { ...walk, source: script.source };
  walkStatements(inner, script.commands, { end: own, shell: { ...shell, own } });
};

/** The one place that knows all kinds of nodes. */
export const visit = (outer: Walk, scene: Scene): void => {
  const walk = { ...outer, depth: outer.depth + 1 };
  if (walk.depth > MAX_DEPTH) walk.limits.broken = true;
  if (walk.limits.broken) return;
  const { node, outlook, shell } = scene;
  switch (node.type) {
    case 'Script':
      if ((node.errors ?? []).length > 0) walk.limits.broken = true;
      return walkScript(walk, node, shell);
    case 'Statement':
      return walkStatements(walk, [node], { end: outlook, shell });
    case 'CompoundList':
      return walkStatements(walk, node.commands, { end: outlook, shell });
    case 'AndOr':
      return walkAndOr(walk, node, scene);
    case 'Pipeline':
      return walkPipeline(walk, node, scene);
    case 'Command':
      return walkCommand(walk, node, scene);
    case 'Coproc': {
      const own = maskedBranch(outlook, 'background');
      return visit(walk, { node: node.body, outlook: own, shell: forked(shell, { own }) });
    }
    default:
      return walkCompound(walk, scene);
  }
};
