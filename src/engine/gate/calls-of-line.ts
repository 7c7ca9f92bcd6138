import { posix } from 'node:path';
import { canonicalWords } from '../../shell/checks/canonical-words.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import { invocationOf } from '../../shell/checks/runners/package-manager.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { prepares } from '../../shell/preparing.ts';
import { LOCAL, tasksAsked } from './tasks-asked.ts';

/** A line of a shell, and where it runs, as seen from the root. */
export interface CalledLine {
  readonly text: string;
  readonly cwd: string;
}

/** A script or target that a line asks a runner for. */
export interface Call {
  readonly runner: string;
  /** null: in each package or project, whichever these are. */
  readonly dir: string | null;
  readonly name: string;
  /** Words that it is given, as far as they are plain. */
  readonly args: readonly string[];
}

/** What a line calls is told by its text alone, so that each is read once for all checks that come to it. */
export const callsOfLines = (): ((line: CalledLine) => readonly Call[]) => {
  const known = new Map<string, readonly Call[]>();
  return (line) => {
    const key = `${line.cwd}\n${line.text}`;
    const calls = known.get(key) ?? callsOf(line);
    known.set(key, calls);
    return calls;
  };
};

const callsOf = ({ text, cwd }: CalledLine): readonly Call[] => {
  const calls = parseCommandLine(text).commands.flatMap((simple) => {
    if (simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd)) return [];
    const dir = posix.join(cwd, simple.cwd).replace(/\/$/, '') || '.';
    return [...ofScripts(simple, dir), ...ofTasks(simple, dir), ...onInstall(simple, dir)];
  });
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
};

const ofScripts = (simple: SimpleCommand, dir: string): readonly Call[] => {
  const calls: Call[] = [];
  const invocation = invocationOf(canonicalWords(simple.argv));
  // each once: handed on from script to script they would become more and more
  const args = [...new Set(invocation?.args)].filter((word) => PLAIN.test(word));
  identifyCheck(simple, {
    cwd: dir,
    // none is handed out: what a script calls is asked when its own line is read, and each line is read once
    script: (runner, place, name) => {
      calls.push({ runner, dir: place, name, args: name === invocation?.script ? args : [] });
      return undefined;
    },
  });
  if (invocation?.elsewhere === true) calls.push({ runner: 'npm', dir: null, name: invocation.script, args: [] });
  return calls;
};

const ofTasks = ({ argv }: SimpleCommand, dir: string): readonly Call[] => {
  const asked = tasksAsked(argv);
  if (asked === null) return [];
  const { runner, names } = asked;
  return names.map((name) => ({ runner, dir: LOCAL.has(runner) ? dir : null, name, args: [] }));
};

const onInstall = (simple: SimpleCommand, dir: string): readonly Call[] =>
  prepares(simple) && MANAGERS.test(programName(simple.argv[0] ?? ''))
    ? ON_INSTALL.map((name) => ({ runner: 'npm', dir, name, args: [] }))
    : [];

export const MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
const ON_INSTALL = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
/** To a shell it is itself. */
const PLAIN = /^[\w@%+=:,./-]+$/;
