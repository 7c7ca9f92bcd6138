/** The commit message of a link version: what the version before said, and the keys of the states that were committed. */
import { packKeys, STATE_KEY_BYTES, unpackKeys } from './change-keys.ts';

/**
 * @param former message of the version before
 * @param keys of the committed states, hexadecimal: by these the commit finds the artifact
 */
export const linkMessage = (
  former: string,
  link: { readonly commit: string; readonly keys: readonly string[] },
): string => {
  const lines = former.trimEnd().split('\n');
  const [first = '', ...rest] = lines;
  const kept = rest.filter((line) => !/^(?:States|Linked): /.test(line));
  const before = rest.flatMap((line) =>
    line.startsWith('States: ') ? unpackKeys(line.slice('States: '.length), STATE_KEY_BYTES) : [],
  );
  if (kept.length === 0) kept.push('');
  return `${[first, ...kept, `States: ${packKeys([...link.keys, ...before])}`, `Linked: ${link.commit}`].join('\n')}\n`;
};
