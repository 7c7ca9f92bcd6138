/** Words of another shell's line, written so that bash reads the same words; what it would expand, the other may too. */
export const posixWords = (words: readonly string[]): string => words.map(posixWord).join(' ');

const PLAIN = /^[\w./:@=,+*?[\]~-]+$/;

const posixWord = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);
