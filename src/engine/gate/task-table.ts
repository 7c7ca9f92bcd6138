import type { Call } from './calls-of-line.ts';
import type { Task } from './task-files.ts';
import { EVERY, FIRST } from './tasks-asked.ts';

/** Which tasks a call comes to, of all that the target branch's files hold. */
export const taskTable = (tasks: readonly Task[]): ((call: Call) => readonly Task[]) => {
  const byRunner = Map.groupBy(tasks, ({ runner }) => runner);
  const byName = Map.groupBy(tasks, ({ runner, name }) => `${runner}\n${name}`);
  return ({ runner, dir, name }) => {
    const all = byRunner.get(runner) ?? [];
    const near = (some: readonly Task[]): readonly Task[] => (dir === null ? some : nearest(some, dir));
    if (name === FIRST) return near(all).slice(0, 1);
    const own = near(byName.get(`${runner}\n${name}`) ?? []);
    if (own.length > 0) return own;
    if (isPattern(name)) return near(all.filter((task) => matches(name, task.name)));
    // `lib:test` is `test` of a file that another includes
    const inside = runner === 'task' ? name.replace(/^.*:/, '') : name;
    return inside === name ? [] : (byName.get(`${runner}\n${inside}`) ?? []);
  };
};

/** A runner looks for its file here, and then above. */
const nearest = (tasks: readonly Task[], dir: string): readonly Task[] => {
  const over = tasks.filter((task) => isOver(task.dir, dir));
  const longest = over.reduce((most, task) => Math.max(most, task.dir.length), 0);
  return over.filter((task) => task.dir.length === longest);
};

const isOver = (above: string, dir: string): boolean => above === '.' || above === dir || dir.startsWith(`${above}/`);

/** Whether all tasks of a runner are gone through for it. */
export const isWide = (name: string): boolean => name === FIRST || isPattern(name);

/** `run-s test:*`; pnpm takes an expression. */
const isPattern = (name: string): boolean => name.includes(EVERY) || /^\/.*\/$/.test(name);

/** By how it begins and ends: more than a runner takes rather than less. An expression may be any of them. */
const matches = (pattern: string, name: string): boolean => {
  if (pattern.startsWith('/')) return true;
  const begin = pattern.slice(0, pattern.indexOf(EVERY));
  const end = pattern.slice(pattern.lastIndexOf(EVERY) + 1);
  return name.length >= begin.length + end.length && name.startsWith(begin) && name.endsWith(end);
};
