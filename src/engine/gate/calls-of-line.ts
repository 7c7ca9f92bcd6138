import { posix } from 'node:path';
import { canonicalWords } from '../../shell/checks/canonical-words.ts';
import { identifyCheck } from '../../shell/checks/identify-check.ts';
import { invocationOf } from '../../shell/checks/runners/package-manager.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { prepares } from '../../shell/preparing.ts';

/** A line of a shell, and where it runs, as seen from the root. */
export interface CalledLine {
  readonly text: string;
  readonly cwd: string;
}

/** A script or target that a line asks a runner for. */
export interface Call {
  readonly runner: string;
  /** null: in each package, whichever these are. */
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
  const calls = new Map<string, Call>();
  const add = (call: Call): void => void calls.set(JSON.stringify(call), call);
  for (const simple of parseCommandLine(text).commands) {
    if (simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd)) continue;
    const dir = posix.join(cwd, simple.cwd).replace(/\/$/, '') || '.';
    const invocation = invocationOf(canonicalWords(simple.argv));
    const args = (invocation?.args ?? []).filter((word) => PLAIN.test(word));
    identifyCheck(simple, {
      cwd: dir,
      // none is handed out: what a script calls is asked when its own line is read, and each line is read once
      script: (runner, place, name) => {
        add({ runner, dir: place, name, args: name === invocation?.script ? args : [] });
        return undefined;
      },
    });
    for (const name of inEachPackage(simple)) add({ runner: 'npm', dir: null, name, args: [] });
    if (prepares(simple) && MANAGERS.test(programName(simple.argv[0] ?? '')))
      for (const name of ON_INSTALL) add({ runner: 'npm', dir, name, args: [] });
  }
  return [...calls.values()];
};

export const MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
const ON_INSTALL = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
/** To a shell it is itself. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** Scripts that are run in workspaces, whichever these are. */
const inEachPackage = ({ argv }: SimpleCommand): readonly string[] => {
  if (/^(?:turbo|nx|lerna)$/.test(programName(argv[0] ?? '')))
    return argv.slice(1).filter((word) => /^\w[\w:.-]*$/.test(word));
  const invocation = invocationOf(canonicalWords(argv));
  return invocation?.elsewhere === true ? [invocation.script] : [];
};
