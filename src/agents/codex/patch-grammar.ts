import { countHunkLines } from '../reading/diff-lines.ts';
import { isTooLong } from '../reading/is-too-long.ts';

/** One file that a patch touches, from its text or from the record of what was done. */
export interface Change {
  readonly action: 'add' | 'update' | 'delete';
  /** As written: absolute, or relative to the directory in which the patch was applied. */
  readonly path: string;
  /** Of an update that moves the file: where to. */
  readonly movedTo?: string | undefined;
  /** Of an addition: the whole text. */
  readonly content?: string | undefined;
  /** Of an update: its hunks, in unified form (a patch text has no line numbers in its `@@`). */
  readonly diff?: string | undefined;
  readonly linesAdded?: number | undefined;
  readonly linesRemoved?: number | undefined;
}

const BEGIN = '*** Begin Patch';
const END = '*** End Patch';
const HEADER = /^\*\*\* (Add|Delete|Update) File: (.*)$/;
const MOVE = /^\*\*\* Move to: (.*)$/;

/**
 * The changes that a patch text asks for (`*** Begin Patch` … `*** End Patch`); undefined when it is none. The grammar
 * is that of Codex's apply_patch tool: sections per file, `+` lines of a new file, hunks of ` `, `+` and `-` lines. Of a
 * very long one the files alone are told.
 */
export const parsePatch = (text: string): readonly Change[] | undefined => {
  if (isTooLong(text))
    return parsePatch(headersAlone(text))?.map(({ action, path, movedTo }) => ({ action, path, movedTo }));
  const lines = text.split(/\r?\n/);
  const begin = lines.findIndex((line) => line.trim() === BEGIN);
  if (begin === -1) return undefined;
  const sections: { readonly header: RegExpExecArray; readonly body: string[] }[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (line.trim() === END) break;
    const header = HEADER.exec(line);
    if (header !== null) sections.push({ header, body: [] });
    else sections.at(-1)?.body.push(line);
  }
  return sections.map(({ header, body }) => change(header[1] ?? '', (header[2] ?? '').trim(), body));
};

/** What a patch text touches, a line per file as its headers say it; nothing for a text that is no patch. */
export const patchHeaders = (text: string): readonly string[] =>
  text.includes(BEGIN) ? (text.match(/^\*\*\* (?:(?:Add|Delete|Update) File|Move to): .*$/gm) ?? []) : [];

const headersAlone = (text: string): string => (text.includes(BEGIN) ? [BEGIN, ...patchHeaders(text)].join('\n') : '');

const change = (verb: string, path: string, body: readonly string[]): Change => {
  if (verb === 'Delete') return { action: 'delete', path };
  if (verb === 'Add') {
    const added = body.filter((line) => line.startsWith('+'));
    const content = added.map((line) => `${line.slice(1)}\n`).join('');
    return { action: 'add', path, content, linesAdded: added.length, linesRemoved: 0 };
  }
  const movedTo = MOVE.exec(body[0] ?? '')?.[1]?.trim();
  const hunks = body.filter((line, at) => !(at === 0 && movedTo !== undefined) && line !== '*** End of File');
  while (hunks.at(-1) === '') hunks.pop();
  const { added, removed } = countHunkLines(hunks);
  const diff = hunks.map((line) => `${line}\n`).join('');
  return { action: 'update', path, movedTo, diff, linesAdded: added, linesRemoved: removed };
};
