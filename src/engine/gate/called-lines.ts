import type { SessionPlace } from '../../contract/facts.ts';
import type { RequiredCheck } from '../../domain/policy.ts';
import { type Call, type CalledLine, MANAGERS } from './calls-of-line.ts';
import type { Task } from './task-files.ts';
import { isWide } from './task-table.ts';
import { EVERY } from './tasks-asked.ts';

/** Of one check, of which a large project has some hundred for each of its packages. */
const MOST_LINES = 5000;
/** Of all of them together. */
const MOST_CHARACTERS = 1024 * 1024;
/** How many scripts are looked for: names times packages. */
const MOST_LOOKUPS = 200_000;
/** How often all tasks of a runner are gone through. */
const MOST_WIDE = 200;

export interface Callable {
  /** Folders that hold a package.json, for what runs in each of them. */
  readonly packages: readonly string[];
  readonly script: SessionPlace['script'];
  readonly calls: (line: CalledLine) => readonly Call[];
  /** See `taskTable`. */
  readonly tasks: (call: Call) => readonly Task[];
}

/**
 * What a required check comes to by the target branch's own scripts: its command and its setup, and the lines of packages
 * and targets that these call, one by the other (`npm test` → `npm run unit` → `node tools/run.js`). Each script is looked
 * up once, and each line read once, however many call it.
 */
export const calledLines = (
  { command, setup, cwd }: Pick<RequiredCheck, 'command' | 'setup' | 'cwd'>,
  { packages, script, calls, tasks }: Callable,
): readonly CalledLine[] => {
  const lines = new Map<string, CalledLine>();
  const asked = new Set<string>();
  let characters = 0;
  let wide = 0;
  const add = (text: string | undefined, dir: string): void => {
    const key = `${dir}\n${text}`;
    if (text === undefined || text === '' || lines.has(key)) return;
    characters += text.length;
    if (lines.size < MOST_LINES && characters <= MOST_CHARACTERS) lines.set(key, { text, cwd: dir });
  };
  const isNew = (...parts: readonly (string | null)[]): boolean => {
    const key = parts.join('\n');
    return asked.size < MOST_LOOKUPS && asked.size !== asked.add(key).size;
  };
  const look = ({ runner, name, args }: Call, dir: string): void => {
    for (const one of MANAGERS.test(runner) ? [name, `pre${name}`, `post${name}`] : [name]) {
      const words = one === name ? args : [];
      if (!isNew(runner, dir, one, ...words)) continue;
      const text = script(runner, dir, one);
      add(text === undefined ? text : [text, ...words].join(' '), dir);
    }
  };
  /** @returns what is called in turn, without a line that says it */
  const follow = (call: Call): readonly Call[] => {
    const { runner, dir, name } = call;
    const isPackage = MANAGERS.test(runner);
    if (isPackage) for (const one of dir === null ? packages : [dir]) look(call, one);
    else if (dir !== null) look(call, dir);
    if (!isNew('task', runner, dir, name) || (isWide(name) && ++wide > MOST_WIDE)) return [];
    const found = tasks(call);
    // by their names alone: which lines these are is looked up
    if (isPackage) return found.filter((task) => task.name !== name).map((task) => ({ ...call, name: task.name }));
    for (const { text, cwd: place } of found.flatMap(({ lines: own }) => own)) add(text, place);
    const inPackages: readonly Call[] = dir === null && name !== EVERY ? [{ ...call, runner: 'npm' }] : [];
    const before = found.flatMap((task) =>
      task.calls.map((other): Call => ({ ...call, dir: dir === null ? null : task.dir, name: other })),
    );
    return [...inPackages, ...before];
  };
  add(command, cwd);
  add(setup, cwd);
  // what is called is added while it is gone through
  for (const line of lines.values()) {
    const open = [...calls(line)];
    for (const call of open) for (const one of follow(call)) open.push(one);
  }
  return [...lines.values()];
};
