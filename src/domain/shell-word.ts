/**
 * One word of a command line that a person may copy: in single quotes where a POSIX shell, or zsh, would read it otherwise.
 * What no page shows as it is, or a terminal would obey, is written as bytes that `printf` of any shell makes: the quotes
 * `$'…'` are unknown to dash and fish.
 */
export const shellWord = (text: string): string => {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text)) return text;
  if (!UNSHOWN.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  // line ends at the end a substitution takes away
  if (text.endsWith('\n')) return `$'${text.replace(/[\\']/g, String.raw`\$&`).replace(UNSHOWN_ALL, inOctal)}'`;
  return `"$(printf '${text.replace(NOT_AS_FORMAT, inOctal).replaceAll('%', '%%')}')"`;
};

/** Blanks at an end, or more than one: pages and pastes make them one, or none. Marks that turn the direction of text, line ends, escapes. */
const CLASS = String.raw`[\p{C}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Z}|^ | $|(?<= ) `;
const UNSHOWN = new RegExp(CLASS, 'u');
const UNSHOWN_ALL = new RegExp(CLASS, 'gu');
/** Nor what `printf` or the quotes around it read as more than itself. */
const NOT_AS_FORMAT = new RegExp(String.raw`${CLASS}|^-|[\\'!]`, 'gu');

const inOctal = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
