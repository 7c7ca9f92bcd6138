/**
 * Words that follow `password` or an option in a sentence, in messages and in types: no values. Where only the place
 * says that a word is a secret, it must be none of these.
 */
export const isOrdinaryWord = (word: string): boolean =>
  word.length <= LONGEST && (SENTENCE.has(word.toLowerCase()) || TECHNICAL.has(word.toLowerCase()));

/** What is longer need not be copied to be looked up. */
const LONGEST = 32;

/** Said to somebody, and no phrase to log in with: such a phrase has no articles, and says nothing of passwords. */
export const isSentence = (text: string): boolean => {
  const words = text.split(/[\s,.;:!?'"()]+/u).filter((word) => word !== '');
  return words.length > 1 && words.some((word) => SENTENCE.has(word.toLowerCase()) || /[^\p{ASCII}]/u.test(word));
};

const wordsOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

const SENTENCE = wordsOf(
  'a an the this that these those it its is are was were be been has have had do does did not no nor or and but if of',
  'in on at to by for from with without via as into onto over under then than so when where which who whose how why',
  'what you your yours we our us they them their he his she her i me my must should shall can could may might will',
  'would please because since except instead either both',
  'password passwords passphrase passwd secret secrets token tokens username login email account credential credentials',
  'de la le les un une des du el los las und der die das den dem ein eine mot contraseña passwort senha para por con',
);

const TECHNICAL = wordsOf(
  'enter type choose use used using set sets get gets give given read reads ask asks prompt prompts pass passed show',
  'shown hide hides change changed confirm forgot forgotten reset create new old current next last same other another',
  'any all each every first second one two only also too again here there now never always still like below above',
  'key keys user users name names value values text string strings str number boolean bool bytes buffer object array',
  'char varchar types field fields form input label option options flag flags argument arguments args parameter',
  'parameters params switch variable variables env environment file files path line stdin stdout interactive settings',
  'invalid incorrect wrong correct valid missing empty required optional unknown undefined null none nil true false',
  'yes off disabled enabled default defaults hashed hash encrypted plain plaintext cleartext hidden masked',
  'redacted omitted removed example sample placeholder changeme protected authentication auth command commands shell',
  'container containers image port ports server servers client host database error errors warning failed failure',
  'expired expires mismatch match matches strength length policy rotation manager store support supported insecure',
  'secure security needed needs later',
);
