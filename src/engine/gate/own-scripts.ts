import { posix } from 'node:path';
import type { Policy } from '../../domain/policy.ts';
import { asGlob, globMatcher, timeOfMatchers } from '../../judging/globs.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { located } from '../../shell/effects/operands.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { prepares } from '../../shell/preparing.ts';
import type { CalledLine } from './calls-of-line.ts';
import { untoldScripts } from './untold-scripts.ts';

/** What a required command itself runs as a script, or is told to go by, says what it does, whatever globs the policy has for that. */
export const withOwnScripts = <P extends Pick<Policy, 'required_checks'>>(policy: P): P => {
  const time = timeOfMatchers();
  const required_checks = policy.required_checks.map((check) => {
    const isKnown = globMatcher(check.definition, { time });
    const { command, setup, cwd } = check;
    const { files, globs } = scriptsOf([command, setup].map((text) => ({ text, cwd })));
    const own = [...files.filter((path) => !isKnown(path)).map(asGlob), ...globs.filter((glob) => !isKnown(glob))];
    return own.length === 0 ? check : { ...check, definition: [...check.definition, ...own] };
  });
  return { ...policy, required_checks };
};

/** What lines run as scripts, what they are told to go by, and where only the shell can tell, each that it may be. */
export const scriptsOf = (
  lines: readonly CalledLine[],
): { readonly [kind in 'files' | 'globs' | 'told']: readonly string[] } => {
  const each = lines.map(({ text, cwd }) => {
    const { commands } = parseCommandLine(text);
    const inside = (paths: readonly string[]): readonly string[] =>
      paths
        .map((path) => (path.startsWith('/') ? path : posix.join(cwd, path)))
        .filter((path) => !/^(?:\.\.)?\//.test(path));
    return {
      run: inside(commands.flatMap((simple) => filesOf(scriptRun(simple)?.paths ?? []))),
      told: inside(commands.flatMap(instructionsOf)),
      globs: inside([...commands.flatMap(openScripts), ...untoldScripts(text, commands)]),
    };
  });
  const told = new Set(each.flatMap((line) => line.told));
  return {
    files: [...new Set([...each.flatMap((line) => line.run), ...told])],
    globs: [...new Set(each.flatMap((line) => line.globs))],
    told: [...told],
  };
};

/** Options behind which it stands what a program is to do: `make -f ci.mk`, `pytest -c ci.ini`, `node --import ./a.mjs`. */
const INSTRUCTIONS =
  /^(?:-[fc]|--(?:file|makefile|justfile|taskfile|config|config-file|rcfile|require|import|loader|preload|project|tsconfig|preset|setup-?[fF]iles?\w*|global-?[sS]etup|global-?[tT]eardown))$/;
/** And of some programs: `mocha -r test/setup.js`, `tsc -p ci/tsconfig.json`. */
const OF_THEIR_OWN =
  /^(?:(?:node|nodejs|mocha|_mocha|ts-mocha|tsx|ts-node|nyc|c8|ava|tape|tap) -r|(?:tsc|vue-tsc|tsgo|ts-node) -[pb]|tsc --build)$/;
/** Where they say something else: that it is done whatever is there, counted, compiled alone, or looked at. */
const OTHERWISE =
  /^(?:(?:rm|cp|mv|ln|test|\[\[?|tail|tar) -f|(?:[ef]?grep|wc|tail|go|g?cc|[cg]\+\+|clang(?:\+\+)?) -c)$/;
/** A word that names a file, and no text. */
const FILE = /^[\w.@+-]*[./][\w./@+-]*$/;

const instructionsOf = (simple: SimpleCommand): readonly string[] => {
  const { argv, open } = simple;
  // what is installed is said by a list of names
  if (prepares(simple)) return [];
  const program = programName(argv[0] ?? '');
  const instructs = (option: string): boolean =>
    OF_THEIR_OWN.test(`${program} ${option}`) || (INSTRUCTIONS.test(option) && !OTHERWISE.test(`${program} ${option}`));
  const words = [...argv, ...ofNode(simple)].flatMap((word, at, all) => {
    const [, option, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? /^(-[fc])([^=].*)$/s.exec(word) ?? [];
    if (open.includes(at)) return [];
    if (option !== undefined) return instructs(option) ? [value ?? ''] : [];
    return instructs(all[at - 1] ?? '') ? [word] : [];
  });
  return words.filter((word) => FILE.test(word)).flatMap((word) => located(simple, word) ?? []);
};

/** `NODE_OPTIONS="--require ./setup.js" npm test` */
const ofNode = ({ variables = [] }: SimpleCommand): readonly string[] =>
  variables
    .flatMap((variable) => /^NODE_OPTIONS=(.*)$/s.exec(variable)?.[1]?.trim().split(/\s+/) ?? [])
    .map((word) => (word === '-r' ? '--require' : word));

/** `bash scripts/*.sh`: the shell takes its first file, and which that is a change can say. */
const openScripts = (simple: SimpleCommand): readonly string[] => {
  const isGlob = (at: number): boolean => /^[\w.@+*?[\]/-]+$/.test(simple.argv[at] ?? '');
  const open = simple.open.filter((at) => !isGlob(at));
  if (open.length === simple.open.length) return [];
  return filesOf(scriptRun({ ...simple, open })?.paths ?? []).filter((path) => /[*?[]/.test(path));
};

/** Of one command: `node a.js` is no other file, whatever endings node would try. */
const filesOf = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((one) => isEnded(path, one)));

const isEnded = (path: string, shorter: string): boolean =>
  /\.\w+$/.test(shorter) && (path.startsWith(`${shorter}.`) || path.startsWith(`${shorter}/`));
