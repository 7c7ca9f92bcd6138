import { readArguments, type Arguments } from './arguments.ts';
import { asStricter, identified, type IdentifiedCheck } from './identified.ts';
import type { CheckTool } from './tool.ts';
import { CHECK_TOOLS } from './tools/index.ts';

const programsOf = (tool: CheckTool): readonly string[] =>
  (tool.programs ?? tool.name).split(' ').slice(0, tool.programs === undefined ? 1 : undefined);

const BY_PROGRAM: ReadonlyMap<string, readonly CheckTool[]> = Map.groupBy(
  CHECK_TOOLS.flatMap((tool) => programsOf(tool).map((program) => ({ program, tool }))),
  ({ program }) => program,
)
  .entries()
  .reduce(
    (map, [program, rows]) =>
      map.set(
        program,
        rows.map(({ tool }) => tool),
      ),
    new Map<string, CheckTool[]>(),
  );

/** Whether the table knows a program of that name. */
export const isCheckProgram = (program: string): boolean => BY_PROGRAM.has(program);

/** The check of a command by the table of tools: `[program, …words]`; null when no entry fits. */
export const identifyTool = ([program = '', ...words]: readonly string[], cwd: string): IdentifiedCheck | null => {
  for (const tool of BY_PROGRAM.get(program) ?? []) {
    const rest = afterVerb(tool, words);
    const read = rest === undefined ? undefined : readArguments(tool, rest);
    if (read !== undefined && fits(tool, read)) return toCheck(tool, read, cwd);
  }
  return null;
};

/** The words without the subcommand; undefined when it is another one. */
const afterVerb = (tool: CheckTool, words: readonly string[]): readonly string[] | undefined => {
  const [, second = ''] = tool.name.split(' ');
  const verbs = tool.verbs ?? second;
  if (verbs === '') return words;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word.startsWith('-')) {
      if (among(tool.values, word) || among(tool.variants, word)) index++;
    } else if (!word.startsWith('+')) {
      return among(verbs, word) ? [...words.slice(0, index), ...words.slice(index + 1)] : undefined;
    }
  }
  return undefined;
};

const among = (list: string | undefined, word: string): boolean =>
  list !== undefined && ` ${list} `.includes(` ${word} `);

const fits = (tool: CheckTool, read: Arguments): boolean => {
  const there = tool.early === true ? read.early : new Set([...read.options, ...read.operands]);
  const list = (text: string | undefined): readonly string[] => text?.split(' ') ?? [];
  if (tool.needs !== undefined && !list(tool.needs).some((option) => there.has(option))) return false;
  if (list(tool.unless).some((option) => read.options.has(option))) return false;
  if (list(tool.refuses).includes(read.operands[0] ?? '')) return false;
  return tool.testFiles !== true || TEST_FILE.test(read.operands[0] ?? '');
};

/** `a.test.ts`, `a.spec.js`, `a_test.py`, `test_a.py`, `run-tests.js`. */
const TEST_FILE = /(?:[._](?:test|spec)\.\w+|(?:^|\/)(?:test_\w+|run[-_]?tests?)\.\w+)$/;

const toCheck = (tool: CheckTool, read: Arguments, cwd: string): IdentifiedCheck => {
  const files = tool.operands === 'files';
  const operands = tool.operands === 'ignored' || (read.whole && !files) ? [] : scopeOf(tool, read);
  const bare = tool.bare !== undefined && read.operands.length === 0 && !read.whole && !read.all ? [tool.bare] : [];
  return identified({
    kind: tool.kind,
    tool: [tool.name, ...[...read.modes].sort()].join(' '),
    cwd,
    scope: [...operands, ...bare, ...read.narrowed, ...read.stricter.map(asStricter)],
    partial: !files,
    voids: read.voids,
    masks: read.masks,
    hollow: read.hollow,
  });
};

const scopeOf = (tool: CheckTool, { operands }: Arguments): readonly string[] => {
  if (tool.testFiles === true) return operands.slice(0, 1);
  const needed = tool.needs?.split(' ') ?? [];
  return operands.filter((word) => !needed.includes(word));
};
