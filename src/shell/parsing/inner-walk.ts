/** Scripts that stand in a command: their own commands stand for it. */
import { parse } from 'unbash';
import { programName } from './directories.ts';
import { newShell } from './shell-state.ts';
import type { Unwrapped } from './unwrap.ts';
import type { Scene, Walk } from './walk.ts';

const MAX_SCRIPTS = 8;
/** A longer one within a line is not looked into. */
const MAX_SCRIPT = 64 * 1024;

interface Given {
  readonly scene: Scene;
  readonly assignments: readonly string[];
}

/** True where commands of a text stand for the command. */
export const walkText = (walk: Walk, unwrapped: Unwrapped, given: Given): boolean => {
  const isEval = programName(unwrapped.tokens[0]?.value ?? '') === 'eval';
  return (isEval && walkEvaluated(walk, unwrapped, given.scene)) || walkInner(walk, unwrapped, given);
};

/** `eval "set +e; npm test"`: the same shell runs the text. */
const walkEvaluated = (walk: Walk, { tokens }: Unwrapped, { node, outlook, shell }: Scene): boolean => {
  const text = tokens
    .slice(1)
    .map(({ value }) => value)
    .join(' ');
  const tree = walk.scripts >= MAX_SCRIPTS || text.length > MAX_SCRIPT ? undefined : parse(text);
  if (tree === undefined || (tree.errors ?? []).length > 0 || tree.commands.length === 0) return false;
  const inner: Walk = { ...walk, source: text, scripts: walk.scripts + 1 };
  walk.visit(inner, {
    node: { type: 'CompoundList', pos: node.pos, end: node.end, commands: tree.commands },
    outlook,
    shell,
  });
  return true;
};

/** `bash -c '…'`: its commands stand for it. False when there is no such script, or it is not to be read. */
const walkInner = (
  walk: Walk,
  { script, cwd, assignments: more }: Unwrapped,
  { scene, assignments }: Given,
): boolean => {
  const { outlook, shell } = scene;
  if (script === undefined || script.text.length > MAX_SCRIPT || walk.scripts >= MAX_SCRIPTS) return false;
  const tree = parse(script.text);
  if ((tree.errors ?? []).length > 0) return false;
  const inner: Walk = { ...walk, source: script.text, scripts: walk.scripts + 1 };
  const { errexit, pipefail, noglob = false } = script;
  const exported = [...shell.exported, ...assignments, ...more];
  const readsElse = script.fromInput !== true && shell.readsElse;
  const input = script.fromInput === true ? { swallowed: shell.input?.swallowed === true } : shell.input;
  const elsewhere = script.elsewhere ?? shell.elsewhere;
  const started = newShell(outlook, {
    cwd,
    errexit,
    pipefail,
    noglob,
    elsewhere,
    poison: shell.poison,
    exported,
    input,
    readsElse,
  });
  walk.visit(inner, { node: tree, outlook, shell: started });
  return true;
};
