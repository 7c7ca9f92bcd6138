import type { Assignment, Command } from 'unbash';
import type { SimpleCommand } from '../command-line.ts';
import { applyBuiltin, targetOf } from './builtins.ts';
import { joinDirectory } from './directories.ts';
import type { HandedOn } from './handed-on.ts';
import { poisonOf } from './hazards.ts';
import { walkText } from './inner-walk.ts';
import { masked, maskedBranch, optional, type Outlook } from './outlook.ts';
import { noteOpened, walkSubstitutions, writesOf } from './redirections.ts';
import { type GivenText, inputOf, isInput, readFrom } from './given-input.ts';
import { setsGlobIgnore } from './noglob.ts';
import { mayReadInput, SWALLOWED } from './script-input.ts';
import { carryOver, forked, markSwallowed, MAYBE_ERREXIT, type ShellState } from './shell-state.ts';
import { token, type Token, tokensOf } from './tokens.ts';
import { unwrap, type Unwrapped } from './unwrap.ts';
import { noteBuiltin, noteVariable, resolved } from './variables.ts';
import { chainMember, emitPseudo, type Scene, sourceOf, type Walk } from './walk.ts';

/** One simple command. What it may read of the script that it stands in is not run after it. */
export const walkCommand = (walk: Walk, node: Command, scene: Scene): void => {
  const { shell } = scene;
  if (shell.input === null || !node.redirects.some(isInput)) return walkOne(walk, node, scene);
  // `exec < file`: the rest comes from there
  if (node.name?.value === 'exec') markSwallowed(shell);
  const own = forked(shell, { readsElse: true });
  walkOne(walk, node, { ...scene, shell: own });
  carryOver(shell, own);
};

/** Substitutions in it first, then what it does to the shell, then itself or the script it runs. */
const walkOne = (walk: Walk, node: Command, scene: Scene): void => {
  const { shell } = scene;
  const before = walk.commands.length;
  for (const part of [...node.prefix, ...node.suffix, ...(node.name === undefined ? [] : [node.name])]) {
    walkSubstitutions(walk, part, scene);
  }
  const writes = writesOf(walk, node.redirects, shell);
  const tokens = tokensOfCommand(node).map((word) => resolved(walk.variables, word));
  const assignments = node.prefix.flatMap((part) => (part.type === 'Assignment' ? [asVariable(part)] : []));
  if (tokens.length === 0) {
    shell.poison ??= poisonAmong(assignments);
    shell.noglob ||= setsGlobIgnore(assignments);
    noteAssignments(walk, node, !scene.outlook.skippable);
    if (writes.length > 0 || walk.commands.length > before) emitPseudo(walk, scene, { writes });
    return;
  }
  const input = inputOf(node.redirects, scene.given?.given);
  const unwrapped = unwrap(tokens, shell.cwd, givenTo(input, scene));
  const outlook = outlookOf(walk, scene, { unwrapped, assignments });
  noteInput(shell, unwrapped);
  if (walkText(walk, unwrapped, { scene: { ...scene, outlook }, assignments })) {
    const span = [scene.pipe ?? before, walk.commands.length] as const;
    if (writes.length > 0) emitPseudo(walk, { ...scene, outlook: masked(outlook, '; …') }, { writes, text: '', span });
    return;
  }
  const argv = unwrapped.tokens.map((word) => word.value);
  const open = unwrapped.tokens.flatMap((word, index) => (word.open ? [index] : []));
  const variables = [...shell.exported, ...assignments, ...unwrapped.assignments];
  walk.commands.push({
    argv,
    open,
    cwd: unwrapped.cwd,
    writes,
    ...opening(walk, node, scene),
    verdict: outlook,
    text: sourceOf(walk, node),
    ...(input === undefined ? {} : { input: input.text, ...(input.expanded ? { expanded: true } : {}) }),
    ...(shell.noglob ? { noglob: true } : {}),
    ...(shell.elsewhere === undefined ? {} : { elsewhere: shell.elsewhere }),
    ...fileGiven(node, scene),
    ...pipeGiven(node, scene),
    ...(variables.length === 0 ? {} : { variables }),
  });
  changeShell(walk, unwrapped.tokens, { shell, outlook });
  noteBuiltin(walk.variables, unwrapped.tokens, !scene.outlook.skippable);
};

/** But for a `cd` that failed, and after which the line went on all the same. */
const changeShell = (
  { missed, movers }: Walk,
  tokens: readonly Token[],
  { shell, outlook }: { readonly shell: ShellState; readonly outlook: Outlook },
): void => {
  const [program, ...words] = tokens;
  const isPassable = missed.length > 0 && program?.value === 'cd' && outlook.onZero === 'unknown';
  const at = isPassable ? missed.indexOf(joinDirectory('', targetOf(words)?.value ?? '')) : -1;
  if (movers.has(program?.value ?? '')) shell.cwd = null;
  else if (at >= 0) missed.splice(at, 1);
  else applyBuiltin(tokens, shell);
};

/** `exec > f`, without a command: what comes after writes there. */
const opening = (walk: Walk, { name, args, redirects }: Command, { shell }: Scene): Pick<SimpleCommand, 'span'> => {
  const isCommon = name?.value === 'exec' && args.length === 0 && noteOpened(walk, redirects, shell);
  return isCommon ? { span: [walk.commands.length, Number.POSITIVE_INFINITY] } : {};
};

/** A script of its own marks what it reads itself. */
const noteInput = (shell: ShellState, { script, names, tokens }: Unwrapped): void => {
  const isOwn = script === undefined || script.elsewhere !== undefined;
  if (shell.input !== null && isOwn && mayReadInput(names, tokens)) markSwallowed(shell);
};

const fileGiven = ({ redirects }: Command, { given }: Scene): Pick<SimpleCommand, 'reads'> => {
  const from = readFrom(redirects);
  const reads = from === undefined ? given?.file : from;
  return typeof reads === 'string' ? { reads } : {};
};

const pipeGiven = ({ redirects }: Command, { pipe }: Scene): Pick<SimpleCommand, 'pipe'> =>
  pipe === undefined || redirects.some(isInput) ? {} : { pipe };

const UNKNOWN: Token = { value: '', open: true };

const noteAssignments = ({ variables }: Walk, { prefix }: Command, sure: boolean): void => {
  for (const part of prefix) {
    if (part.type !== 'Assignment' || part.name === undefined) continue;
    const [value, ...more] = part.value.type === 'Word' ? tokensOf(part.value) : [];
    const isWhole = value !== undefined && more.length === 0 && !part.append;
    noteVariable(variables, { name: part.name, value: isWhole ? value : UNKNOWN, sure });
  }
};

const givenTo = (text: GivenText | undefined, { given }: Scene): HandedOn => ({
  ...(text === undefined ? {} : { given: text }),
  ...(given?.listed === undefined ? {} : { listed: given.listed }),
});

/** What is told of the command, once what it is looked through and what was set before it are counted. */
const outlookOf = (
  walk: Walk,
  scene: Scene,
  { unwrapped, assignments }: { readonly unwrapped: Unwrapped; readonly assignments: readonly string[] },
): Outlook => {
  const { shell } = scene;
  const poison = shell.poison ?? poisonAmong([...assignments, ...unwrapped.assignments]);
  const shadow = unwrapped.names.some((name) => shell.shadowed.has(name)) ? 'function' : null;
  if (shell.input?.swallowed === true) {
    chainMember(walk, scene, SWALLOWED);
    return LOST;
  }
  const reason = unwrapped.mask ?? shadow ?? poison;
  if (reason !== null) chainMember(walk, scene, reason);
  const trusted = reason === null ? scene.outlook : withoutTrust(scene.outlook, reason);
  return unwrapped.maybe === null ? trusted : optional(trusted, unwrapped.maybe);
};

/** What stands there may be another command, or none. */
const LOST: Outlook = { onZero: 'unknown', onNonZero: 'unknown', mask: SWALLOWED, skippable: true };

const asVariable = ({ name, value, text }: Assignment): string =>
  value.type === 'Word' ? `${name}=${value.value}` : text;

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
