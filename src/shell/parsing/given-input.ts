import type { Redirection } from 'unbash';
import { tokensOf } from './tokens.ts';

/** Text that a command is given on its standard input. */
export interface GivenText {
  readonly text: string;
  /** The shell that ran the line put something into it that is not known: the text is as written. */
  readonly expanded: boolean;
}

/** Whether a redirection says what the standard input is. */
export const isInput = ({ descriptor, ...redirect }: Redirection): boolean =>
  descriptor === undefined
    ? redirect.type !== 'Redirect' || READING.has(redirect.operator)
    : descriptor.type !== 'FileDescriptor' || descriptor.value === 0;

/**
 * What is given on the standard input as text of the line itself; undefined where that is something else. The last
 * redirection counts, and before all of them what a pipe hands on.
 */
export const inputOf = (redirects: readonly Redirection[], piped?: GivenText): GivenText | undefined => {
  const given = redirects.findLast(isInput);
  if (given === undefined) return piped;
  if (given.type === 'HereDoc') {
    const { text } = given.body;
    return { text, expanded: given.delimiter?.quoted !== true && /[$`\\]/.test(text) };
  }
  if (given.type !== 'HereString' || given.target === undefined) return undefined;
  return { text: given.target.value, expanded: tokensOf(given.target).some(({ open }) => open) };
};

/** The file that is given on the standard input; null where that is something else, undefined where nothing is said. */
export const readFrom = (redirects: readonly Redirection[]): string | null | undefined => {
  const given = redirects.findLast(isInput);
  if (given === undefined) return undefined;
  if (given.type !== 'Redirect' || given.operator !== '<' || given.target === undefined) return null;
  const [file, ...more] = tokensOf(given.target);
  return file === undefined || file.open || more.length > 0 ? null : file.value;
};

const READING: ReadonlySet<string> = new Set(['<', '<>', '<&']);
