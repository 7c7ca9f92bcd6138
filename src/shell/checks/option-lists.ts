/** The lists of options that a tool is described by. */
import type { CheckTool } from './tool.ts';

export type Lists = Pick<
  CheckTool,
  | 'values'
  | 'narrows'
  | 'narrowing'
  | 'variants'
  | 'modes'
  | 'aliases'
  | 'voids'
  | 'handedVoids'
  | 'handedMasks'
  | 'hollow'
  | 'masks'
  | 'whole'
  | 'optional'
  | 'bare'
  | 'needs'
  | 'neutral'
  | 'stricter'
  | 'operands'
>;

export const among = (list: string | undefined, word: string): boolean =>
  list !== undefined && ` ${list} `.includes(` ${word} `);

/** Many tools take `--pass-with-no-tests` for `--passWithNoTests`, and the other way round. */
export const listed = (lists: Lists, name: string): string => {
  if (!name.startsWith('--') || isListed(lists, name)) return name;
  const camel = `--${name.slice(2).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
  const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return isListed(lists, camel) ? camel : isListed(lists, kebab) ? kebab : name;
};

const LISTS = [
  'values',
  'narrows',
  'narrowing',
  'variants',
  'modes',
  'voids',
  'hollow',
  'masks',
  'needs',
  'stricter',
] as const;

export const isListed = (lists: Lists, name: string): boolean =>
  among(lists.whole, name) || LISTS.some((list) => among(lists[list], name));

export const hasLongSingles = (lists: Lists): boolean =>
  LISTS.some((list) => /(?:^| )-([A-Za-z])(?!\1*(?: |$))\w+/.test(lists[list] ?? ''));

export const aliasOf = (aliases: string | undefined, name: string): string => {
  const pair = aliases?.split(' ').find((each) => each.startsWith(`${name}=`));
  return pair === undefined ? name : pair.slice(name.length + 1);
};
