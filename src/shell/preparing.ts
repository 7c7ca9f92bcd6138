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
  if ((isTrivial(command) && !TELLING.has(name)) || INSTALLERS.get(name)?.test(first) === true) return true;
  return READYING.test(argv.join(' '));
};

/** The same in more words; and what asks for, or takes, a program of the machine. One of the repository has a path. */
const READYING =
  /^(?:(?:uv|python[\d.]* -m) pip install|uv pip sync|python[\d.]* -m venv|go mod download|dotnet restore|mix deps\.get|(?:flutter|dart) pub get|playwright install|yarn --(?:frozen-lockfile|immutable)|git submodule update --init|(?:conda|mamba) activate|fnm use|which|(?:[\w-]+ --version|(?:node|p?npm|yarn) -v|python[\d.]* -V)$)(?: |$)/;

const SOURCES: ReadonlySet<string> = new Set(['source', '.']);

/** Of what hardly ever fails: these tell something by how they end. */
const TELLING: ReadonlySet<string> = new Set(['exit', 'sort', 'head', 'tail', 'uniq', 'wc', 'trap', 'alias']);
