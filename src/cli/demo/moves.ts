/** What is replaced in a recording when it is put somewhere else. */
import { createHash } from 'node:crypto';

export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Where the recordings were made. */
const RECORDED = { home: '/home/dev/home', repo: '/home/dev/repo' } as const;

export const moves = (place: { readonly home: string; readonly repo: string }): readonly Replacement[] =>
  (['repo', 'home'] as const).flatMap((part) => [
    { from: RECORDED[part], to: place[part] },
    { from: folderName(RECORDED[part]), to: folderName(place[part]) },
    { from: projectHash(RECORDED[part]), to: projectHash(place[part]) },
  ]);

/** `{{NAME}}` → its value. */
export const named = (values: { readonly [name: string]: string }): readonly Replacement[] =>
  Object.entries(values).map(([name, value]) => ({ from: `{{${name}}}`, to: value }));

export const substitute = (text: string, replacements: readonly Replacement[]): string =>
  replacements.reduce((done, { from, to }) => done.replaceAll(from, () => to), text);

/** Claude Code 2.1: each character of the path that is no ASCII letter, digit or `-` becomes `-`. */
const folderName = (path: string): string => path.replaceAll(/[^A-Za-z0-9-]/g, '-');

/** Gemini CLI: sha256 of the project's root, in hexadecimal. */
const projectHash = (path: string): string => createHash('sha256').update(path).digest('hex');
