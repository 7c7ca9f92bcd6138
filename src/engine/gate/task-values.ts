/** What files of runners of tasks have in common. */
import { asArray, asString, field, isObject } from '../../domain/json.ts';
import type { CalledLine } from './calls-of-line.ts';

export interface Said {
  readonly name: string;
  readonly lines: readonly CalledLine[];
  /** Other tasks of the runner. */
  readonly calls: readonly string[];
}

/** @param dir where the file is */
export type TaskReader = (text: string, dir: string) => readonly Said[];

export const strings = (value: unknown): readonly string[] =>
  [value, ...asArray(value)].flatMap((one) => asString(one) ?? []);

export const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];

/** `"^build"`, `"app#build"`, `"app:build"`, `{ "target": "build" }`, `{ "task": "build" }` */
export const before = (value: unknown): readonly string[] =>
  [...strings(value), ...asArray(value).flatMap((one) => strings(field(one, 'target') ?? field(one, 'task')))].flatMap(
    (name) => {
      const plain = name.replace(/^\^|^.*#/g, '');
      const last = plain.replace(/^.*:/, '');
      return last === plain || last === '' ? [plain] : [plain, last];
    },
  );
