import { type Command, forEachChild, type SyntaxNode } from 'unbash';
import { tokensOf } from './tokens.ts';

/** What a statement may do to the shell that runs it. */
export type Ending = 'never' | 'nonzero' | 'any';

/** Visits the commands that the same shell process would run: not subshells, pipes, background jobs and substitutions. */
const ownCommands = (node: SyntaxNode, visit: (command: Command) => void): void => {
  const stack: SyntaxNode[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.type === 'Command') visit(next);
    else if (!isOther(next)) forEachChild(next, (child) => void stack.push(child));
  }
};

const isOther = (node: SyntaxNode): boolean => {
  if (node.type === 'Statement') return node.background === true;
  if (node.type === 'Pipeline') return node.commands.length > 1;
  return node.type === 'Subshell' || node.type === 'Coproc' || node.type === 'Word' || node.type === 'Assignment';
};

/** Whether a command of this shell process sets a trap: then no status of it can be trusted. */
export const setsTrap = (node: SyntaxNode): boolean => {
  let found = false;
  ownCommands(node, (command) => {
    const [action, ...more] = wordsOf(command);
    if (command.name?.value === 'eval' && /\btrap\b/.test([action, ...more].join(' '))) found = true;
    if (command.name?.value === 'trap' && action !== undefined && !['-', '-l', '-p'].includes(action)) found = true;
  });
  return found;
};

/** Whether a statement may end the shell: with a failure only, or with any status. */
export const endingOf = (node: SyntaxNode): Ending => {
  let ending: Ending = 'never';
  ownCommands(node, (command) => {
    const name = command.name?.value;
    const words = wordsOf(command);
    if (name === 'eval' && ENDING_TEXT.test(words.join(' '))) ending = 'any';
    if (name === undefined || !ENDS.has(name)) return;
    if (name === 'exec' && words.length === 0) return;
    if (name === 'exit' && isFailureCode(words[0])) ending = ending === 'any' ? 'any' : 'nonzero';
    else ending = 'any';
  });
  return ending;
};

export const endingAmong = (nodes: readonly SyntaxNode[]): Ending => {
  const endings = nodes.map(endingOf);
  return endings.includes('any') ? 'any' : endings.includes('nonzero') ? 'nonzero' : 'never';
};

const ENDS: ReadonlySet<string> = new Set(['exit', 'return', 'exec', 'logout', 'break', 'continue']);

const ENDING_TEXT = new RegExp(`\\b(?:${[...ENDS].join('|')})\\b`);

/** `exit 1`, `{ echo no; exit 1; }`, `false`: fails whatever came before. */
export const alwaysFails = (node: SyntaxNode): boolean => {
  const last = lastCommand(node);
  const name = last?.name?.value;
  if (last === undefined || name === undefined) return false;
  return name === 'false' || ((name === 'exit' || name === 'return') && isFailureCode(wordsOf(last)[0]));
};

/** `exit 1` or a group that ends so: what stands before `||` of it stops the shell when it fails. */
export const alwaysExitsFailing = (node: SyntaxNode): boolean =>
  alwaysFails(node) && node.type !== 'Subshell' && lastCommand(node)?.name?.value === 'exit';

/** The command that a node ends with, where it is plain which. */
export const lastCommand = (node: SyntaxNode): Command | undefined => {
  if (node.type === 'Command') return node;
  if (node.type !== 'BraceGroup' && node.type !== 'Subshell') return undefined;
  const last = node.body.commands.at(-1);
  return last?.background !== true && last?.command.type === 'Command' ? last.command : undefined;
};

const wordsOf = (command: Command): readonly string[] =>
  command.args.flatMap((word) => (word.type === 'Word' ? tokensOf(word).map((each) => each.value) : [word.text]));

const isFailureCode = (code: string | undefined): boolean =>
  code !== undefined && /^\d{1,3}$/.test(code) && Number(code) % 256 !== 0;

/** Why a variable that is set takes the trust from what is run after it; null when it does not. */
export const poisonOf = (name: string, value: string): string | null => {
  if (name === 'PATH') return value.split(':').every(isUsualPath) ? null : 'PATH';
  return POISONS.has(name) || name.toLowerCase() === 'npm_config_script_shell' || name.startsWith('BASH_FUNC_')
    ? name
    : null;
};

const POISONS: ReadonlySet<string> = new Set(['BASH_ENV', 'ENV', 'LD_PRELOAD', 'SHELLOPTS']);

/** Directories that tools are installed to: they shadow nothing that a project would not run anyway. */
const USUAL_PATHS = [
  /^\$\{?PATH\}?$/,
  /^(?:.*\/)?(?:node_modules\/\.bin|\.?v?env\/bin|vendor\/bin)$/,
  /^\/(?:usr|opt|bin|sbin|snap|home\/linuxbrew)(?:\/|$)/,
  /^(?:~|\$HOME|\$\{HOME\}|\/root|\/(?:home|Users)\/[^/]+)\/(?:\.[\w-]+|go|Library)\/(?:.*\/)?s?bin$/,
];

const isUsualPath = (entry: string): boolean => USUAL_PATHS.some((usual) => usual.test(entry));
