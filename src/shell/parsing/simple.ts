import { type Command, parse } from 'unbash';
import { applyBuiltin } from './builtins.ts';
import { poisonOf } from './hazards.ts';
import { masked, maskedBranch, type Outlook } from './outlook.ts';
import { inputOf, walkSubstitutions, writesOf } from './redirections.ts';
import { MAYBE_ERREXIT, newShell } from './shell-state.ts';
import { token, type Token, tokensOf } from './tokens.ts';
import { unwrap, type Unwrapped } from './unwrap.ts';
import { chainMember, emitPseudo, type Scene, sourceOf, type Walk } from './walk.ts';

const MAX_SCRIPTS = 8;

/** One simple command: substitutions in it first, then what it does to the shell, then itself or the script it runs. */
export const walkCommand = (walk: Walk, node: Command, scene: Scene): void => {
  const { shell } = scene;
  const before = walk.commands.length;
  for (const part of [...node.prefix, ...node.suffix, ...(node.name === undefined ? [] : [node.name])]) {
    walkSubstitutions(walk, part, scene);
  }
  const writes = writesOf(node.redirects);
  const tokens = tokensOfCommand(node);
  const assignments = node.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.text] : []));
  if (tokens.length === 0) {
    shell.poison ??= poisonAmong(assignments);
    if (writes.length > 0 || walk.commands.length > before) emitPseudo(walk, scene, { writes });
    return;
  }
  const unwrapped = unwrap(tokens, shell.cwd);
  const poison = shell.poison ?? poisonAmong([...assignments, ...unwrapped.assignments]);
  const shadow = unwrapped.names.some((name) => shell.shadowed.has(name)) ? 'function' : null;
  const reason = unwrapped.mask ?? shadow ?? poison;
  if (reason !== null) chainMember(walk, scene, reason);
  const outlook = reason === null ? scene.outlook : withoutTrust(scene.outlook, reason);
  if (walkInner(walk, unwrapped, { ...scene, outlook })) {
    if (writes.length > 0) emitPseudo(walk, { ...scene, outlook: masked(outlook, '; …') }, { writes, text: '' });
    return;
  }
  const argv = unwrapped.tokens.map((word) => word.value);
  const open = unwrapped.tokens.flatMap((word, index) => (word.open ? [index] : []));
  const input = inputOf(node.redirects);
  const given = input === undefined ? {} : { input };
  walk.commands.push({
    argv,
    open,
    cwd: unwrapped.cwd,
    writes,
    ...given,
    verdict: outlook,
    text: sourceOf(walk, node),
  });
  applyBuiltin(unwrapped.tokens, shell);
};

const withoutTrust = (outlook: Outlook, reason: string): Outlook =>
  reason === MAYBE_ERREXIT ? maskedBranch(outlook, reason) : masked(outlook, reason);

const tokensOfCommand = (node: Command): readonly Token[] =>
  node.name === undefined
    ? []
    : [node.name, ...node.args].flatMap((word) => (word.type === 'Word' ? tokensOf(word) : [token(word.text)]));

const poisonAmong = (assignments: readonly string[]): string | null => {
  for (const text of assignments) {
    const cut = text.indexOf('=');
    const found = cut === -1 ? null : poisonOf(text.slice(0, cut), text.slice(cut + 1).replaceAll(/["']/g, ''));
    if (found !== null) return found;
  }
  return null;
};

/** `bash -c '…'`: its commands stand for it. False when there is no such script, or it is not to be read. */
const walkInner = (walk: Walk, { script, cwd }: Unwrapped, { outlook, shell }: Scene): boolean => {
  if (script === undefined || walk.scripts >= MAX_SCRIPTS) return false;
  const tree = parse(script.text);
  if ((tree.errors ?? []).length > 0) return false;
  const inner: Walk = { ...walk, source: script.text, scripts: walk.scripts + 1 };
  const { errexit, pipefail } = script;
  const own: Outlook = outlook;
  walk.visit(inner, { node: tree, outlook, shell: newShell(own, { cwd, errexit, pipefail, poison: shell.poison }) });
  return true;
};
