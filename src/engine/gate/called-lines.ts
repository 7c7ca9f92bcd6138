import { posix } from 'node:path';
import type { SessionPlace } from '../../contract/facts.ts';
import type { RequiredCheck } from '../../domain/policy.ts';
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

/** A check calls few; a project that has scripts without end is not followed without end. */
const MOST_LINES = 200;

/**
 * What a required check comes to by the target branch's own scripts: its command and its setup, and the lines of packages
 * and targets that these call, one by the other (`npm test` → `npm run unit` → `node tools/run.js`).
 * @param packages folders that hold a package.json, for what runs in each of them
 */
export const calledLines = (
  { command, setup, cwd }: Pick<RequiredCheck, 'command' | 'setup' | 'cwd'>,
  packages: readonly string[],
  script: SessionPlace['script'],
): readonly CalledLine[] => {
  const lines = new Map<string, CalledLine>();
  const call = (text: string | undefined, dir: string): void => {
    if (text !== undefined && text !== '' && lines.size < MOST_LINES) lines.set(`${dir}\n${text}`, { text, cwd: dir });
  };
  const named = (runner: string, dir: string, name: string): void => {
    for (const one of MANAGERS.test(runner) ? [name, `pre${name}`, `post${name}`] : [name])
      call(script(runner, dir, one), dir);
  };
  call(command, cwd);
  call(setup, cwd);
  // lines that are called are added while they are gone through
  for (const line of lines.values())
    for (const simple of parseCommandLine(line.text).commands) {
      if (simple.cwd === null || /^(?:\/|~|[A-Za-z]:)/.test(simple.cwd)) continue;
      const dir = posix.join(line.cwd, simple.cwd).replace(/\/$/, '') || '.';
      identifyCheck(simple, {
        cwd: dir,
        script: (runner, place, name) => {
          named(runner, place, name);
          return script(runner, place, name);
        },
      });
      for (const name of inEachPackage(simple)) for (const one of packages) named('npm', one, name);
      if (prepares(simple) && MANAGERS.test(programName(simple.argv[0] ?? '')))
        for (const name of ON_INSTALL) call(script('npm', dir, name), dir);
    }
  return [...lines.values()];
};

const MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
const ON_INSTALL = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

/** Scripts that are run in workspaces, whichever these are. */
const inEachPackage = ({ argv }: SimpleCommand): readonly string[] => {
  if (/^(?:turbo|nx|lerna)$/.test(programName(argv[0] ?? '')))
    return argv.slice(1).filter((word) => /^\w[\w:.-]*$/.test(word));
  const invocation = invocationOf(canonicalWords(argv));
  return invocation?.elsewhere === true ? [invocation.script] : [];
};
