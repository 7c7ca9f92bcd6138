import { canonicalWords } from '../../shell/checks/canonical-words.ts';
import { invocationOf } from '../../shell/checks/runners/package-manager.ts';

/** What a command asks a runner of tasks for, whichever projects these are of. */
export interface Asked {
  readonly runner: string;
  readonly names: readonly string[];
}

/** It tells none, and all are run. */
export const EVERY = '*';
/** It tells none, and one of them is run. */
export const FIRST = '';

/** `turbo run test`, `pnpm nx affected --target=test`, `moon run app:test`, `task lib:test`, `just test`; null: no such runner. */
export const tasksAsked = (argv: readonly string[]): Asked | null => {
  const words = canonicalWords(argv);
  const invocation = invocationOf(words);
  const [program = '', ...rest] = invocation?.direct === true ? [invocation.script, ...invocation.args] : words;
  if (PROJECTS.has(program)) {
    const named = rest.map((word) => TARGETS.exec(word)?.[1] ?? word).filter((word) => !word.startsWith('-'));
    const [verb = ''] = named;
    if (program === 'moon' && ['ci', 'check'].includes(verb)) return { runner: program, names: [EVERY] };
    const targets = VERBS.has(verb) ? named.slice(1) : [verb.replace(/^affected:/, ''), ...named.slice(1)];
    return { runner: program, names: targets.flatMap((word) => word.split(',')).flatMap(namesOf(program)) };
  }
  if (!LOCAL.has(program)) return null;
  const targets = rest.filter((word) => !word.startsWith('-') && !word.includes('='));
  return { runner: program, names: targets.length > 0 ? targets : program === 'task' ? ['default'] : [FIRST] };
};

/** They run a task in each project that has it. */
const PROJECTS: ReadonlySet<string> = new Set(['turbo', 'nx', 'lerna', 'lage', 'moon']);
/** They run the tasks of a file where they stand. */
export const LOCAL: ReadonlySet<string> = new Set(['task', 'just', 'make']);
const VERBS: ReadonlySet<string> = new Set(['run', 'run-many', 'affected', 'exec']);
const TARGETS = /^(?:-t|--targets?)=(.+)$/;

/** `app#test` is `test`; so is `app:test`, with a configuration perhaps (`app:test:ci`) or a name that has a colon itself. */
const namesOf =
  (program: string) =>
  (word: string): readonly string[] => {
    const name = word.replace(/^.*#/, '');
    if (program !== 'nx' && program !== 'moon') return [name];
    const parts = name.split(':');
    return parts.length === 1 ? [name] : [parts.slice(1).join(':'), ...(parts[1] === undefined ? [] : [parts[1]])];
  };
