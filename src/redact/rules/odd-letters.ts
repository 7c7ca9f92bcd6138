/** Whether letters alone look made by a machine: `RHOIGJDATOPF` is no word of English, and no name in code. */

/** Words that camel case joins: what is random has one for every two letters. */
const CAMEL = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const MIN_MEAN = 3;
const MIN_JOINED = 5;
/** Names of products and compounds have a rare pair or two (`postgresql`). */
const MAX_RARE = 1 / 8;
const SHORTEST = 12;
const MAX_LOOK = 256;

/** For each letter those that often follow it in English and in names of code. */
const FOLLOWERS: ReadonlyMap<string, string> = new Map(
  [
    'a:bcdgiklmnprstuvy b:aeilorsu c:acehiklorstu d:adeilorsu e:abcdefglmnpqrstvwx f:aefiloru g:aehilnorsu h:aeiort',
    'i:abcdefglmnoprstvz j: k:eis l:adeilostuy m:abeimopsu n:acdefgiknostuv o:abcdfgiklmnoprstuvw p:aehiloprstu q:u',
    'r:acdegiklmnorstuvy s:acehiklopstuy t:acehilorstuy u:abcdegilmnprst v:aei w:aehinor x:pt y:ps z:e',
  ]
    .flatMap((line) => line.split(' '))
    .map((each) => [each.charAt(0), each.slice(2)] as const),
);

/** @param shortest letters in all; of fewer, words look odd as well */
export const hasOddLetters = (value: string, shortest = SHORTEST): boolean => {
  const parts = (value.slice(0, MAX_LOOK).match(/[A-Za-z]+/g) ?? []).map((part) => part.match(CAMEL) ?? []);
  const words = parts.flat();
  const letters = lettersOf(words);
  if (letters < shortest) return false;
  // words that signs join may be short
  const joined = parts.filter((part) => part.length > 1).flat();
  if (lettersOf(joined) >= MIN_JOINED && lettersOf(joined) < MIN_MEAN * joined.length) return true;
  const rare = words.reduce((sum, word) => sum + rarePairs(word.toLowerCase()), 0);
  return rare > Math.max(1, MAX_RARE * letters);
};

const lettersOf = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0);

const rarePairs = (word: string): number => {
  let rare = 0;
  for (let at = 1; at < word.length; at++) {
    if (FOLLOWERS.get(word.charAt(at - 1))?.includes(word.charAt(at)) !== true) rare++;
  }
  return rare;
};
