import { posix } from 'node:path';
import type { Policy, RequiredCheck } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { defaultDefinition } from '../../judging/default-definition.ts';
import { asGlob } from '../../judging/globs.ts';
import { askingScripts } from './asking-scripts.ts';
import { calledLines } from './called-lines.ts';
import { type CalledLine, callsOfLines } from './calls-of-line.ts';
import { filesNamed, isConfiguration, namedInConfiguration, type Reached } from './named-in-configuration.ts';
import { scriptsOf } from './own-scripts.ts';
import { holdsTasks, type Task, tasksIn } from './task-files.ts';
import { taskTable } from './task-table.ts';

/** Longer ones are data. */
const MOST_CHARACTERS = 256 * 1024;
/** Of all of them together. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A project has one for each of its packages; those nearest to the root go first. */
const MOST_FILES = 512;
/** Configurations that go by others. */
const MOST_ROUNDS = 5;

type Tree = Pick<OpenChange, 'files' | 'paths'>;

/**
 * Where a policy leaves it open what says what a check does, the target branch's own scripts and configurations of runners
 * say more of it: what they call, and what they plainly name.
 */
export const withConfigured = async (change: Tree, policy: Policy): Promise<Policy> => {
  if (!policy.required_checks.some(isOpen)) return policy;
  const paths = await change.paths();
  const configurations = nearest(paths.filter(isConfiguration));
  const packages = configurations
    .filter((path) => posix.basename(path) === 'package.json')
    .map((path) => posix.dirname(path));
  const calls = callsOfLines();
  const tasks = taskTable(await readTasks(change, paths));
  const read = readerOf(change, new Set(paths));
  const named = await read(configurations.map((path) => ({ path })));
  const withMore = async (check: RequiredCheck): Promise<RequiredCheck> => {
    if (!isOpen(check)) return check;
    const lines = await askingScripts(change, (script) => calledLines(check, { packages, script, calls, tasks }));
    const { files, globs, told } = scriptsOf(lines);
    const dirs = [...new Set(lines.map(({ cwd }) => cwd))];
    const reached = { by: 'option', dirs } as const;
    const more = [
      ...defaultDefinition(textOf(lines)),
      ...files.map(asGlob),
      ...globs,
      ...named,
      ...(await read(told.map((path) => ({ path, reached })))),
    ];
    return { ...check, definition: [...new Set([...check.definition, ...more])] };
  };
  return { ...policy, required_checks: await Promise.all(policy.required_checks.map(withMore)) };
};

const isOpen = ({ command, setup, definition }: RequiredCheck): boolean =>
  definition.join('\n') === defaultDefinition(`${command}\n${setup}`).join('\n');

/** The nearest to the root of those that hold any. */
const readTasks = async (change: Tree, paths: readonly string[]): Promise<readonly Task[]> => {
  const holding = nearest(paths.filter(holdsTasks));
  const files = holding.length === 0 ? [] : await change.files(holding, MOST_BYTES);
  const read = files.map(async (file, at) => {
    const text = file?.text ?? '';
    return text.length > MOST_CHARACTERS ? [] : await tasksIn(holding[at] ?? '', text);
  });
  return (await Promise.all(read)).flat();
};

const nearest = (paths: readonly string[]): readonly string[] =>
  paths.toSorted((one, other) => depthOf(one) - depthOf(other)).slice(0, MOST_FILES);

const textOf = (lines: readonly CalledLine[]): string => lines.map(({ text }) => text).join('\n');

const depthOf = (path: string): number => path.split('/').length;

interface Configuration {
  readonly path: string;
  readonly reached?: Reached;
}

/** Reads configurations, and those that they go by. @returns globs of all that they name */
const readerOf = (change: Tree, there: ReadonlySet<string>) => {
  const texts = new Map<string, string>();
  return async (configurations: readonly Configuration[]): Promise<readonly string[]> => {
    const globs = new Set<string>();
    const known = new Set<string>();
    let open = configurations.filter(({ path }) => there.has(path));
    for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
      const unread = [...new Set(open.map(({ path }) => path))].filter((path) => !texts.has(path));
      const read = unread.length === 0 ? [] : await change.files(unread, MOST_BYTES);
      for (const [at, path] of unread.entries()) texts.set(path, read[at]?.text ?? '');
      const found = open.map((one) => goesBy(one, texts.get(one.path) ?? '', there));
      for (const { path } of open) known.add(path);
      for (const glob of found.flatMap((one) => one.globs)) globs.add(glob);
      const next = new Map(found.flatMap((one) => one.files).map((one) => [one.path, one]));
      open = [...next.values()].filter(({ path }) => !known.has(path)).slice(0, MOST_FILES);
    }
    return [...globs];
  };
};

/** Globs of what a configuration names, and which of these files may be one in turn. */
const goesBy = ({ path, reached }: Configuration, text: string, there: ReadonlySet<string>) => {
  const globs = text.length > MOST_CHARACTERS ? [] : namedInConfiguration(path, text, reached);
  const by = reached?.by === 'makefile' || /makefile$|\.mk$/i.test(path) ? 'makefile' : 'configuration';
  const dirs = [...new Set([posix.dirname(path), ...(reached?.dirs ?? [])])];
  const files = globs
    .flatMap((glob) => filesNamed(glob, (file) => there.has(file)))
    .map((file): Configuration => ({ path: file, reached: { by, dirs } }));
  return { globs, files };
};
