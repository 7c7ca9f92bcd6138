import { joinDirectory, programName } from './directories.ts';
import { fdExec, findExec } from './exec-options.ts';
import type { HandedOn } from './handed-on.ts';
import type { InnerScript } from './inner-script.ts';
import { scriptOf } from './script-of.ts';
import { PLACEHOLDER } from './plain-start.ts';
import { token, type Token } from './tokens.ts';
import { DIRECTORY_OPTIONS, PYTHON_MODULES, RUNS_NONE, type Wrapper, WRAPPERS } from './wrappers.ts';

/** A command with everything looked through. */
export interface Unwrapped {
  readonly tokens: readonly Token[];
  readonly cwd: string | null;
  /** Programs that were passed on the way, and the last. */
  readonly names: readonly string[];
  /** Variables that were set on the way (`env A=1`). */
  readonly assignments: readonly string[];
  /** The command is a shell with a script of its own (`bash -lc '…'`). */
  readonly script: InnerScript | undefined;
  /** Why what was looked through loses the status. */
  readonly mask: string | null;
  /** Why it may not have run although all ended well: `xargs -r`, `find … -exec … +`. */
  readonly maybe: string | null;
}

/** Wrappers are looked through this often at most. */
const MAX_LAYERS = 16;

interface Unwrapping {
  tokens: readonly Token[];
  cwd: string | null;
  mask: string | null;
  maybe: string | null;
  readonly names: string[];
  readonly assignments: string[];
  /** Stands for the names that `xargs` reads. */
  readonly listed: Token;
}

/** @param given text for a shell (see `scriptOf`), and what stands for names that are read */
export const unwrap = (tokens: readonly Token[], cwd: string | null, given: HandedOn = {}): Unwrapped => {
  const listed = given.listed ?? PLACEHOLDER;
  const state: Unwrapping = { tokens, cwd, mask: null, maybe: null, names: [], assignments: [], listed };
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const name = programName(state.tokens[0]?.value ?? '');
    state.names.push(name);
    takeDirectory(state, name);
    const next = inner(state, name);
    if (next === undefined || next.length === 0) break;
    state.tokens = next;
  }
  const script = scriptOf(state.tokens, given.given);
  if (script?.elsewhere !== undefined) state.cwd = null;
  const maybe = state.maybe ?? (script?.expanded === true ? 'expansion' : null);
  return { ...state, mask: state.mask ?? script?.mask ?? null, maybe, script };
};

/** Takes the program's own directory option out of the words. */
const takeDirectory = (state: Unwrapping, name: string): void => {
  const options = DIRECTORY_OPTIONS.get(name);
  if (options === undefined) return;
  const rest = state.tokens.slice(0, 1);
  for (let index = 1; index < state.tokens.length; index++) {
    const word = state.tokens[index];
    if (word === undefined) break;
    if (word.value === '--' || (options.early === true && !word.value.startsWith('-'))) {
      rest.push(...state.tokens.slice(index));
      break;
    }
    const [option, attached] = splitOption(word.value, [...options.names, ...(options.file ?? [])]);
    if (option === undefined) rest.push(word);
    else {
      const value = attached === undefined ? state.tokens[++index] : { value: attached, open: word.open };
      const isFile = options.file?.includes(option) ?? false;
      state.cwd = moved(state.cwd, value, isFile);
      const name = isFile ? value?.value.split('/').at(-1) : undefined;
      if (value !== undefined && name !== undefined && !USUAL.test(name))
        rest.push({ value: `${option}=${name}`, open: value.open });
    }
  }
  state.tokens = rest;
};

/** What is read of a directory without being named; another one says other things. */
const USUAL = /^(?:Cargo\.toml|\.?justfile|pom\.xml)$/i;

/** `--opt=value`, `-Cvalue`, or the option alone. */
const splitOption = (word: string, names: readonly string[]): readonly [string | undefined, string | undefined] => {
  for (const name of names) {
    if (word === name) return [name, undefined];
    if (word.startsWith(`${name}=`)) return [name, word.slice(name.length + 1)];
    if (name.length === 2 && name === '-C' && word.startsWith(name)) return [name, word.slice(2)];
  }
  return [undefined, undefined];
};

const moved = (cwd: string | null, value: Token | undefined, file: boolean): string | null => {
  if (cwd === null || value === undefined || value.open) return null;
  return joinDirectory(cwd, file ? `${value.value}/..` : value.value);
};

const inner = (state: Unwrapping, name: string): readonly Token[] | undefined => {
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(name))
    return pythonModule(state.tokens.slice(1)) ?? pythonText(state, state.tokens.slice(1));
  if (name === 'coverage' && state.tokens[1]?.value === 'run') return pythonModule(state.tokens.slice(2));
  if (name === 'find') return findExec(state);
  if (name === 'fd' || name === 'fdfind') return fdExec(state);
  if (name === 'parallel') return parallelCommand(state);
  const wrapper = WRAPPERS.get(name);
  return wrapper === undefined ? undefined : throughWrapper(state, wrapper);
};

const throughWrapper = (state: Unwrapping, wrapper: Wrapper): readonly Token[] | undefined => {
  const rest = commandWords(state, wrapper);
  const [first, ...more] = rest ?? [];
  if (first === undefined || isNoCommand(wrapper, first.value)) return undefined;
  if (state.names.at(-1) === 'uv' && first.value === '-m') return pythonModule([first, ...more]);
  state.mask ??= wrapper.mask ?? null;
  if (mayFindNothing(state)) state.maybe ??= 'xargs -r';
  const command = wrapper.packages === true && !first.open ? token(packageProgram(first.value)) : first;
  const appended = wrapper.appends === true && !more.some((word) => word.value.includes('{}'));
  const name = wrapper.appends === true ? state.listed : PLACEHOLDER;
  return [command, ...more.map((word) => (word.value === '{}' ? name : word)), ...(appended ? [name] : [])];
};

/** A script of the project by name, or the text for a shell. */
const isNoCommand = (wrapper: Wrapper, word: string): boolean =>
  (wrapper.scripts === true && SCRIPT_NAME.test(word)) || (word === '-c' && wrapper.queries?.includes('-c') === true);

const mayFindNothing = ({ names, tokens }: Unwrapping): boolean =>
  names.at(-1) === 'xargs' && tokens.some(({ value }) => NO_RUN_IF_EMPTY.test(value));

const NO_RUN_IF_EMPTY = /^(?:-[0pt]*r[0pt]*|--no-run-if-empty)$/;

/** What stands after the wrapper's own words; undefined when it runs no command. */
const commandWords = (state: Unwrapping, wrapper: Wrapper): readonly Token[] | undefined => {
  const words = afterVerb(state.tokens.slice(1), wrapper.verbs);
  if (words === undefined) return undefined;
  if (wrapper.after !== undefined) {
    const start = words.findIndex((word) => wrapper.after?.includes(word.value));
    const runsNone = words.slice(0, start).some(({ value }) => RUNS_NONE.has(value));
    return start === -1 || runsNone ? undefined : words.slice(start + 1);
  }
  const start = pastOptions(words, wrapper);
  if (start === undefined) return undefined;
  const rest = pastFillers(words.slice(start + (wrapper.operands ?? 0)), wrapper);
  if (wrapper.assignments !== true) return rest;
  const command = rest.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word.value));
  const set = command === -1 ? rest : rest.slice(0, command);
  state.assignments.push(...set.map((word) => word.value));
  return rest.slice(set.length);
};

const pastFillers = (words: readonly Token[], { operands, fillers }: Wrapper): readonly Token[] => {
  const [first, ...rest] = words;
  const isFiller = first !== undefined && (fillers?.includes(first.value) ?? false) && rest.length > 0;
  if (isFiller && rest[0]?.value === '--') return rest.slice(1);
  return isFiller || (operands !== undefined && first?.value === '--') ? rest : words;
};

const afterVerb = (words: readonly Token[], verbs: readonly string[] | undefined): readonly Token[] | undefined => {
  if (verbs === undefined) return words;
  const at = words.findIndex((word) => !word.value.startsWith('-'));
  return verbs.includes(words[at]?.value ?? '') ? words.slice(at + 1) : undefined;
};

const SCRIPT_NAME = /^(?:test|tests|lint|types|typecheck|typing|build|check|fmt|format|style)(?:[-:].*)?$/;

/** Index of the first word that is no option; undefined when an option says that nothing is run. */
const pastOptions = (words: readonly Token[], wrapper: Wrapper): number | undefined => {
  let index = 0;
  for (; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (wrapper.queries?.includes(value) === true || RUNS_NONE.has(value)) return undefined;
    if (value === '--') return index + 1;
    if (!value.startsWith('-') || value === '-' || value === '-m') break;
    if (wrapper.values?.includes(value) === true) index++;
  }
  return index;
};

const asPlaceholder = (word: Token): Token => (word.value === '{}' ? PLACEHOLDER : word);

/** `@biomejs/biome@2.1` runs biome, `tsc@latest` tsc. */
const packageProgram = (name: string): string => {
  const scope = name.startsWith('@') ? name.indexOf('/') + 1 : 0;
  const version = name.indexOf('@', Math.max(scope, 1));
  const bare = version === -1 ? name.slice(scope) : name.slice(scope, version);
  return bare === '' ? name : bare;
};

const pythonModule = (words: readonly Token[]): readonly Token[] | undefined => {
  const values = ['-W', '-X', '--source', '--omit', '--include', '--rcfile', '--data-file'];
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (value === '-m') {
      const module = words[index + 1];
      return module !== undefined && PYTHON_MODULES.has(module.value) ? words.slice(index + 1) : undefined;
    }
    if (!value.startsWith('-')) return undefined;
    if (values.includes(value)) index++;
  }
  return undefined;
};

/** `python -c "import pytest; pytest.main()"`: what it is given there is not read, and its status goes nowhere by itself. */
const pythonText = (state: Unwrapping, words: readonly Token[]): readonly Token[] | undefined => {
  const at = words.findIndex(({ value }) => value === '-c');
  const text = words[at + 1]?.value ?? '';
  const [, module, args] = /\b(pytest|unittest)\.main\(\s*(.?)/s.exec(text) ?? [];
  if (at === -1 || module === undefined) return undefined;
  if (module === 'pytest' && !/(?:exit|SystemExit)\(\s*pytest\.main\(/.test(text)) state.mask ??= 'python -c';
  return [token(module), ...(args === ')' ? [] : [PLACEHOLDER])];
};

/** `parallel CMD ::: a b` fails when one of its jobs does. */
const parallelCommand = (state: Unwrapping): readonly Token[] | undefined => {
  const words = state.tokens.slice(1);
  const start = pastOptions(words, {
    values: ['-j', '--jobs', '-a', '--arg-file', '--joblog', '--delay', '--timeout'],
  });
  const end = words.findIndex(({ value }) => value.startsWith(':::'));
  const rest = words.slice(start, end === -1 ? undefined : end);
  return rest.length === 0 ? undefined : [...rest.map(asPlaceholder), PLACEHOLDER];
};
