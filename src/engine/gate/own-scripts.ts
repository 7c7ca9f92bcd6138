import { posix } from 'node:path';
import type { Policy, RequiredCheck } from '../../domain/policy.ts';
import { asGlob, globMatcher } from '../../judging/globs.ts';
import type { SimpleCommand } from '../../shell/command-line.ts';
import { located } from '../../shell/effects/operands.ts';
import { scriptRun } from '../../shell/effects/script-run.ts';
import { parseCommandLine } from '../../shell/parse-command-line.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { prepares } from '../../shell/preparing.ts';
import { untoldScripts } from './untold-scripts.ts';

/** What a required command itself runs as a script, or is told to go by, says what it does, whatever globs the policy has for that. */
export const withOwnScripts = <P extends Pick<Policy, 'required_checks'>>(policy: P): P => ({
  ...policy,
  required_checks: policy.required_checks.map((check) => {
    const isKnown = globMatcher(check.definition);
    const { files, globs } = scriptsOf(check);
    const own = [...files.filter((path) => !isKnown(path)).map(asGlob), ...globs.filter((glob) => !isKnown(glob))];
    return own.length === 0 ? check : { ...check, definition: [...check.definition, ...own] };
  }),
});

const scriptsOf = ({ command, setup, cwd }: RequiredCheck) => {
  const lines = [command, setup].map((line) => ({ line, commands: parseCommandLine(line).commands }));
  const commands = lines.flatMap((one) => one.commands);
  const inside = (paths: readonly string[]): readonly string[] => {
    const joined = paths.map((path) => (path.startsWith('/') ? path : posix.join(cwd, path)));
    return [...new Set(joined)].filter((path) => !/^(?:\.\.)?\//.test(path));
  };
  return {
    files: inside(
      commands.flatMap((simple) => [...filesOf(scriptRun(simple)?.paths ?? []), ...instructionsOf(simple)]),
    ),
    globs: inside([
      ...commands.flatMap(openScripts),
      ...lines.flatMap(({ line, commands: own }) => untoldScripts(line, own)),
    ]),
  };
};

/** Options behind which it stands what a program is to do: `make -f ci.mk`, `pytest -c ci.ini`, `node --import ./a.mjs`. */
const INSTRUCTIONS =
  /^(?:-[fc]|--(?:file|makefile|justfile|taskfile|config|config-file|rcfile|require|import|loader|preload))$/;
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
  const instructs = (option: string): boolean => INSTRUCTIONS.test(option) && !OTHERWISE.test(`${program} ${option}`);
  const words = argv.flatMap((word, at) => {
    const [, option, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? /^(-[fc])([^=].*)$/s.exec(word) ?? [];
    if (open.includes(at)) return [];
    if (option !== undefined) return instructs(option) ? [value ?? ''] : [];
    return instructs(argv[at - 1] ?? '') ? [word] : [];
  });
  return words.filter((word) => FILE.test(word)).flatMap((word) => located(simple, word) ?? []);
};

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
