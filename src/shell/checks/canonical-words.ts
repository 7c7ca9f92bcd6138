import { programName } from '../parsing/directories.ts';
import { isCheckProgram } from './identify-tool.ts';

/**
 * The words of a command with the program by its plain name, and an interpreter before a known tool taken away:
 * `node --max-old-space-size=4096 node_modules/jest/bin/jest.js` is jest.
 */
export const canonicalWords = (argv: readonly string[]): readonly string[] => {
  const [first, ...rest] = argv;
  if (first === undefined) return [];
  const program = programName(first);
  if (!INTERPRETERS.test(program)) return [plainName(program), ...targetsOf(program, withoutPlugin(program, rest))];
  const at = rest.findIndex((word) => !word.startsWith('-'));
  const script = rest[at];
  if (at !== -1 && script !== undefined && !rest.slice(0, at).some((word) => OWN_CHECKS.has(word))) {
    const name = programName(script);
    const tool = SCRIPT_TOOLS.get(name) ?? name.replace(SCRIPT, '');
    const installed = script.includes('/') || script.includes('\\') || SCRIPT_TOOLS.has(name);
    if (installed && isCheckProgram(tool)) return [tool, ...rest.slice(at + 1)];
  }
  return [program.startsWith('python') ? 'python' : program, ...rest];
};

const INTERPRETERS = /^(?:node|php|python[\d.]*|ruby|bun)$/;

/** Options by which the interpreter itself verifies: then the script is what is checked. */
const OWN_CHECKS: ReadonlySet<string> = new Set(['--test', '--check', '-c', '-l', '--syntax-check', '-wc', '-cw']);

const SCRIPT_TOOLS: ReadonlyMap<string, string> = new Map([
  ['artisan', 'artisan'],
  ['manage.py', 'manage.py'],
  ['vitest.mjs', 'vitest'],
]);

const PROGRAM_ALIASES: ReadonlyMap<string, string> = new Map([
  ['gmake', 'make'],
  ['go-task', 'task'],
  ['mvnw', 'mvn'],
  ['gradlew', 'gradle'],
  ['tofu', 'terraform'],
  ['docker-compose', 'docker'],
  ['clj', 'clojure'],
]);

const SCRIPT = /\.(?:[cm]?js|php|phar|py)$/;

/** `node_modules/vitest/vitest.mjs` is vitest, which a script that is no tool is not. */
const plainName = (program: string): string => {
  const tool = program.replace(SCRIPT, '');
  return PROGRAM_ALIASES.get(program) ?? (tool !== program && isCheckProgram(tool) ? tool : program);
};

/** `clojure -M:dev:test`: the last alias says what it runs, unless another main does (`-m nrepl.cmdline`). */
const targetsOf = (program: string, words: readonly string[]): readonly string[] => {
  if (program !== 'clojure' && program !== 'clj') return words;
  const main = words[words.findIndex((word) => word === '-m' || word === '--main') + 1] ?? '';
  if (words.some((word) => /^(?:-m|--main|-e|--eval|-r|--repl)$/.test(word)) && !TEST_MAIN.test(main)) return [];
  return words.map((word) => word.replace(/^-[MXT](?=:).*:/, ''));
};

const TEST_MAIN = /(?:^|[.-])(?:test|test-runner|runner|kaocha|eftest)(?:[.-]|$)/;

/** `docker buildx build` and `docker compose build` are builds too. */
const withoutPlugin = (program: string, words: readonly string[]): readonly string[] =>
  ['docker', 'podman'].includes(program) && ['buildx', 'compose', 'image'].includes(words[0] ?? '')
    ? words.slice(1)
    : words;
