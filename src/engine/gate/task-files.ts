/** What the files of runners of tasks say of each task: which lines it runs, and which others before. */
import { posix } from 'node:path';
import { asArray, asString, field, readJson } from '../../domain/json.ts';
import type { CalledLine } from './calls-of-line.ts';
import { before, entries, type Said, strings, type TaskReader } from './task-values.ts';

export interface Task extends Said {
  readonly runner: string;
  /** Where its file is. */
  readonly dir: string;
}

/** Whether it holds tasks that `tasksIn` can read. */
export const holdsTasks = (path: string): boolean =>
  !/(?:^|\/)node_modules\//.test(path) && FILES.some(([name]) => name.test(path));

export const tasksIn = async (path: string, text: string): Promise<readonly Task[]> => {
  const dir = posix.dirname(path);
  const found = FILES.filter(([name]) => name.test(path)).map(async ([, runners, load]) => {
    const read = await load();
    return read(text, dir).flatMap((said) => runners.map((runner) => ({ ...said, runner, dir })));
  });
  return (await Promise.all(found)).flat();
};

const ofPackage: TaskReader = (text) =>
  entries(field(readJson(text), 'scripts')).map(([name]) => ({ name, lines: [], calls: [] }));

const ofTurbo: TaskReader = (text) => {
  const read = readJson(text);
  return [...entries(field(read, 'tasks')), ...entries(field(read, 'pipeline'))].map(([name, task]) => ({
    name: name.replace(/^.*#/, ''),
    lines: [],
    calls: before(field(task, 'dependsOn')),
  }));
};

const ofNx: TaskReader = (text, dir) => {
  const read = readJson(text);
  const targets = ['targets', 'targetDefaults'].flatMap((key) => entries(field(read, key)));
  return targets.map(([name, target]) => {
    const ways = [field(target, 'options'), ...entries(field(target, 'configurations')).map(([, way]) => way)];
    return {
      name,
      lines: [
        ...strings(field(target, 'command')).map((line) => ({ text: inProject(line, dir), cwd: '.' })),
        ...ways.flatMap((way) => linesOfNx(way, dir)),
      ],
      calls: before(field(target, 'dependsOn')),
    };
  });
};

/** `"nx": { "targets": … }` of a package. */
const ofNxPackage: TaskReader = (text, dir) => ofNx(JSON.stringify(field(readJson(text), 'nx') ?? null), dir);

const linesOfNx = (way: unknown, dir: string): readonly CalledLine[] => {
  const cwd = inProject(asString(field(way, 'cwd')) ?? '.', dir);
  const commands = asArray(field(way, 'commands'));
  const lines = [
    ...strings(field(way, 'command')),
    ...strings(commands),
    ...commands.flatMap((one) => strings(field(one, 'command'))),
  ];
  // by what an executor is told to go
  const told = entries(way).flatMap(([key, value]) => (/config|setup/i.test(key) ? strings(value) : []));
  return [
    ...lines.map((text) => ({ text: inProject(text, dir), cwd })),
    ...strings(field(way, 'script')).map((name) => ({ text: `npm run ${name}`, cwd: dir })),
    ...told
      .map((file) => inProject(file, dir))
      .filter((file) => /^[\w@./-]+$/.test(file))
      .map((file) => ({ text: `nx --config ${file}`, cwd: '.' })),
  ];
};

const inProject = (text: string, dir: string): string =>
  text.replaceAll('{projectRoot}', () => dir).replaceAll('{workspaceRoot}', () => '.');

/** Of one rule: each of them has all of its lines. */
const MOST_HEADS = 50;

/** Of make and just: `test: unit lint`, `test: ; pytest`, `test *args: unit && report`, and the lines below. */
const ofRecipes =
  (headOf: (line: string) => string): TaskReader =>
  (text, dir) => {
    const tasks: { name: string; lines: CalledLine[]; calls: string[] }[] = [];
    let open: typeof tasks = [];
    const add = (line: string): void => {
      const recipe = line
        .trim()
        .replace(/^[@+-]+/, '')
        .replaceAll(MAKE, 'make');
      if (recipe !== '') for (const task of open) task.lines.push({ text: recipe, cwd: dir });
    };
    for (const line of text.replace(/\\\r?\n[\t ]*/g, ' ').split('\n')) {
      if (/^[\t ]+\S/.test(line)) {
        add(line);
        continue;
      }
      const [, alias, of = ''] = /^alias\s+([\w.-]+)\s*:=\s*([\w.-]+)/.exec(line) ?? [];
      if (alias !== undefined) tasks.push({ name: alias, lines: [], calls: [of] });
      const [, heads = '', after = '', inline = ''] = HEAD.exec(headOf(line)) ?? [];
      if (heads === '' && line.trim() !== '' && !BETWEEN.test(line)) open = [];
      if (heads === '') continue;
      const calls = [...after.matchAll(/[\w./-]+/g)].map(([one]) => one);
      open = heads
        .trim()
        .split(/\s+/, MOST_HEADS)
        .map((name) => ({ name, lines: [], calls }));
      tasks.push(...open);
      add(inline);
    }
    return tasks;
  };

const HEAD = /^@?([\w/-][^:=#]*)::?(?![=:])([^#;]*)(?:;([^\n]*))?/;
/** Comments and conditions stand among the lines of a rule. */
const BETWEEN = /^(?:#|(?:ifdef|ifndef|ifeq|ifneq|else|endif)\b)/;
/** Make calls itself by its own variable. */
const MAKE = /\$(?:\(MAKE\)|\{MAKE\})/g;

/** What parameters of a recipe are where nothing is given: `test target="all" *args='': unit`. */
const withoutValues = (line: string): string =>
  line.replace(/(?<!\w)(\w+)=(?:"[^"]*"|'[^']*'|`[^`]*`|\w*\([^()]*\)|[\w.-]+)/g, '$1');

/** A parser of YAML is loaded where there is such a file. */
type Loaded = () => TaskReader | Promise<TaskReader>;

/** In which files, whose tasks they are, and how they are read. */
const FILES: readonly (readonly [RegExp, readonly string[], Loaded])[] = [
  [/(?:^|\/)package\.json$/, ['npm', 'pnpm', 'yarn', 'bun'], () => ofPackage],
  [/(?:^|\/)package\.json$/, ['nx', 'lerna'], () => ofNxPackage],
  [/(?:^|\/)turbo\.json$/, ['turbo'], () => ofTurbo],
  [/(?:^|\/)(?:nx|project)\.json$/, ['nx', 'lerna'], () => ofNx],
  [/(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/, ['task'], async () => (await import('./yaml-tasks.ts')).ofTaskfile],
  [
    /(?:^|\/)(?:moon\.ya?ml|\.moon\/tasks(?:\/[^/]+)?\.ya?ml)$/,
    ['moon'],
    async () => (await import('./yaml-tasks.ts')).ofMoon,
  ],
  [/(?:^|\/)\.?[Jj]ustfile$|\.just$/, ['just'], () => ofRecipes(withoutValues)],
  [/(?:^|\/)(?:GNUmakefile|[Mm]akefile)$/, ['make'], () => ofRecipes((line) => line)],
];
