import type { SimpleCommand } from '../command-line.ts';
import { diffLines } from '../../domain/unified-diff.ts';
import { programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { located } from './operands.ts';

/** How a patch is applied: `git apply`, `patch -p1`. */
interface Applied {
  /** Folders that are taken off each name. */
  readonly strip: number;
  /** The file that it is read from, as written; absent: from the standard input. */
  readonly file?: string;
}

/** The file that a command applies as a patch, as written; undefined where it applies none, or another way than plainly. */
export const patchFile = (command: SimpleCommand): string | undefined => {
  const applied = appliedBy(command);
  return applied === undefined ? undefined : (applied.file ?? command.reads);
};

/** The same, given what is in the file that it reads; undefined: nobody knows what it applies. */
export const givenPatch = (command: SimpleCommand, text: string | undefined): SimpleCommand => {
  const { reads: _, input: __, expanded: ___, ...rest } = command;
  const file = appliedBy(command)?.file;
  const at = file === undefined ? [] : fileWords(command, file);
  return {
    ...rest,
    argv: command.argv.filter((_word, index) => !at.includes(index)),
    open: [],
    ...(text === undefined ? {} : { input: text }),
  };
};

const fileWords = ({ argv }: SimpleCommand, file: string): readonly number[] => {
  const last = argv.lastIndexOf(file);
  if (last === -1) return [argv.findIndex((word) => GIVEN.exec(word)?.[1] === file)];
  return /^(?:-i|--input)$/.test(argv[last - 1] ?? '') ? [last - 1, last] : [last];
};

/** Whether the names in its patch are those from the root of the repository, wherever it runs. */
export const appliesFromRoot = ({ argv }: SimpleCommand): boolean =>
  programName(argv[0] ?? '') === 'git' && argv[1] === 'apply';

/**
 * What a patch that the line gives does to the files that it names; undefined where the line does not give it whole, or
 * something in it is not plain.
 */
export const effectsOfPatch = (command: SimpleCommand): readonly FileEffect[] | undefined => {
  const { input, expanded } = command;
  if (input === undefined || expanded === true || input.length > MAX_PATCH) return undefined;
  const applied = appliedBy(command);
  if (applied === undefined || applied.file !== undefined) return undefined;
  const effects = filesOf(input).map((file) => effectsOn(file, applied.strip));
  if (effects.length === 0 || effects.length > MAX_FILES) return undefined;
  const placed: FileEffect[] = [];
  for (const effect of effects.flat()) {
    const one = effect === undefined ? undefined : at(command, effect);
    if (one === undefined) return undefined;
    placed.push(one);
  }
  return placed;
};

/** Longer ones of a file are not kept whole. */
const MAX_PATCH = 64 * 1024 - 1;
const MAX_FILES = 500;

const appliedBy = (command: SimpleCommand): Applied | undefined => {
  const isGit = appliesFromRoot(command);
  if (!isGit && programName(command.argv[0] ?? '') !== 'patch') return undefined;
  const words = joinedValues(command.argv.slice(isGit ? 2 : 1));
  const [file, plain] = isGit ? [NAMED, PLAIN_APPLY] : [GIVEN, PLAIN_PATCH];
  if (!words.every((word) => [STRIP, file, plain].some((known) => known.test(word)))) return undefined;
  const strip = valueOf(words, STRIP) ?? (isGit ? '1' : undefined);
  const given = valueOf(words, file);
  if (strip === undefined || words.filter((word) => file.test(word)).length > 1) return undefined;
  return { strip: Number(strip), ...(given === undefined ? {} : { file: given }) };
};

/** `-p 1` as `-p1`. */
const joinedValues = (words: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    joined.push(/^(?:-p|-i|--input)$/.test(word) ? `${word === '-p' ? word : '-i'}${words[++at] ?? ''}` : word);
  }
  return joined;
};

const valueOf = (words: readonly string[], option: RegExp): string | undefined =>
  words.flatMap((word) => option.exec(word)?.[1] ?? []).at(-1);

const STRIP = /^(?:-p|--strip=)(\d)$/;
const NAMED = /^([^-].*)$/;
const GIVEN = /^(?:-i|--input=)(.+)$/;

/** With all others it goes elsewhere, leaves something out, or is no change of the working tree. */
const PLAIN_APPLY =
  /^(?:-|-3|--3way|--index|-v|--verbose|-q|--quiet|--whitespace=\S+|--ignore-(?:whitespace|space-change))$/;
const PLAIN_PATCH = /^(?:-[sNftul]*|--(?:silent|quiet|forward|force|batch|unified|verbose|no-backup-if-mismatch))$/;

/** A file in a patch, as its headers tell of it. */
interface PatchedFile {
  /** Of `diff --git`, where both names are the same. */
  name?: string | undefined;
  old?: string;
  new?: string;
  from?: string;
  to?: string;
  made?: 'new' | 'deleted' | 'copied';
}

const filesOf = (patch: string): readonly PatchedFile[] => {
  const files: PatchedFile[] = [];
  for (const line of diffLines(patch, 'headers')) {
    if (line.startsWith('diff --git ')) files.push({ name: /^diff --git (a\/(.+)) b\/\2$/.exec(line)?.[1] });
    const [, key, text = ''] = HEADER.exec(line) ?? [];
    if (key === '---' && (files.length === 0 || files.at(-1)?.old !== undefined)) files.push({});
    const file = files.at(-1);
    if (file !== undefined && key !== undefined) Object.assign(file, HEADERS.get(key)?.(text));
  }
  return files;
};

const HEADERS: ReadonlyMap<string, (text: string) => PatchedFile> = new Map<string, (text: string) => PatchedFile>([
  ['---', (text) => ({ old: text })],
  ['+++', (text) => ({ new: text })],
  ['rename from', (text) => ({ from: text })],
  ['rename to', (text) => ({ to: text })],
  ['copy from', (text) => ({ from: text, made: 'copied' })],
  ['copy to', (text) => ({ to: text, made: 'copied' })],
  ['new file mode', () => ({ made: 'new' })],
  ['deleted file mode', () => ({ made: 'deleted' })],
]);

/** Behind a tab stands a time. */
const HEADER =
  /^(---|\+\+\+|rename from|rename to|copy from|copy to|new file mode|deleted file mode) ([^\t\r]+)(?:\t.*|\r)?$/;

type Effect = FileEffect & { readonly action: 'write' | 'edit' | 'delete' | 'move' | 'copy' };

const effectsOn = (file: PatchedFile, strip: number): readonly (Effect | undefined)[] => {
  if (file.from !== undefined || file.to !== undefined) return strip === 1 ? renamed(file) : [undefined];
  const isNew = file.made === 'new' || file.old === NOWHERE;
  const isGone = file.made === 'deleted' || file.new === NOWHERE;
  const before = isNew ? null : stripped(file.old ?? file.name, strip);
  const after = isGone ? null : stripped(file.new ?? file.name, strip);
  return [before === undefined || after === undefined ? undefined : between(before, after)];
};

const renamed = ({ from, to, made, old }: PatchedFile): readonly (Effect | undefined)[] => {
  if (from === undefined || to === undefined) return [undefined];
  const action = made === 'copied' ? 'copy' : 'move';
  const moved: Effect = { action, from, to, exact: true, dir: false, fresh: true };
  return old === undefined ? [moved] : [moved, { action: 'edit', path: to }];
};

/** Which of two names is meant, the files that are there say. */
const between = (before: string | null, after: string | null): Effect | undefined => {
  if (after === null) return before === null ? undefined : { action: 'delete', path: before, dir: false, sure: true };
  if (before === null) return { action: 'write', path: after, append: false, redirected: false };
  return before === after ? { action: 'edit', path: after } : undefined;
};

const NOWHERE = '/dev/null';

/** A name in quotes holds what has to be written otherwise. */
const stripped = (name = '', strip: number): string | undefined => {
  const parts = name.split('/');
  return parts.length > strip && !name.startsWith('"') ? parts.slice(strip).join('/') : undefined;
};

/** None leads out of where the patch is applied. */
const isPlain = (path: string): boolean => path !== '' && !/^["/]|(?:^|\/)\.\.(?:\/|$)/.test(path);

const at = (command: SimpleCommand, effect: Effect): Effect | undefined => {
  if ('from' in effect) {
    const [from, to] = [effect.from, effect.to].map((path) => (isPlain(path) ? located(command, path) : undefined));
    return from === undefined || to === undefined ? undefined : { ...effect, from, to };
  }
  const path = isPlain(effect.path) ? located(command, effect.path) : undefined;
  return path === undefined ? undefined : { ...effect, path };
};
