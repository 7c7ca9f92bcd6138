import type { SimpleCommand } from './command-line.ts';
import { programName } from './parsing/directories.ts';
import { isTrivial } from './suspects.ts';

const INSTALLS = /^(?:ci|install|i)$/;

/** By their program: verbs that install what the project names, and change nothing else of it. */
export const INSTALLERS: ReadonlyMap<string, RegExp> = new Map([
  ['npm', INSTALLS],
  ['pnpm', INSTALLS],
  ['yarn', /^(?:install)?$/],
  ['bun', INSTALLS],
  ['pip', INSTALLS],
  ['pip3', INSTALLS],
  ['poetry', INSTALLS],
  ['bundle', INSTALLS],
  ['composer', INSTALLS],
  ['uv', /^(?:sync)$/],
  ['cargo', /^(?:fetch)$/],
  ['corepack', /^(?:enable|prepare|install)$/],
]);

/** It gets a place ready for what comes after it: that it went well shows nothing of what the repository holds. */
export const prepares = (command: SimpleCommand): boolean => {
  const { argv, writes, verdict } = command;
  const [program = '', first = ''] = argv;
  const name = programName(program);
  // how it ends is asked by nobody but the command that it is in
  if (verdict.mask === 'substitution') return true;
  if (writes.length > 0) return false;
  if (SOURCES.has(name)) return /(?:^|\/)activate$/.test(first);
  return (isTrivial(command) && !TELLING.has(name)) || INSTALLERS.get(name)?.test(first) === true;
};

const SOURCES: ReadonlySet<string> = new Set(['source', '.']);

/** Of what hardly ever fails: these tell something by how they end. */
const TELLING: ReadonlySet<string> = new Set(['exit', 'sort', 'head', 'tail', 'uniq', 'wc', 'trap', 'alias']);
