/**
 * Characters that a reader does not see, or that change what a reader sees: control characters (C0, DEL, C1),
 * bidirectional controls, zero-width and invisible characters, line separators, tag characters, lone surrogates.
 * They are written as `\u{202e}`. Joiners that hold an emoji or a word of a script that needs them together stay.
 */
export const showInvisible = (text: string): string =>
  HIDDEN.test(text)
    ? text.replace(HIDDEN_ALL, (found, at: number) => (isJoining(found, text, at) ? found : code(found)))
    : text;

/** Line feed and tab are left to the caller. */
const CLASS =
  '[\\u{0}-\\u{8}\\u{B}-\\u{1F}\\u{7F}-\\u{9F}\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}' +
  '\\u{200B}-\\u{200F}\\u{2028}-\\u{202E}\\u{2060}-\\u{206F}\\u{2800}\\u{3164}\\u{FEFF}\\u{FFA0}\\u{FFF0}-\\u{FFFB}' +
  '\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}\\p{Surrogate}\\p{Noncharacter_Code_Point}]';
const HIDDEN = new RegExp(CLASS, 'u');
const HIDDEN_ALL = new RegExp(CLASS, 'gu');

const code = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

const ZWNJ = '\u200C';
const ZWJ = '\u200D';
const BEFORE_EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/u;
const EMOJI = /^\p{Extended_Pictographic}/u;
/** Persian, Urdu and the scripts of India write both joiners inside words. */
const JOINED =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u;

const isJoining = (character: string, text: string, at: number): boolean => {
  if (character !== ZWJ && character !== ZWNJ) return false;
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 3);
  if (character === ZWJ && BEFORE_EMOJI.test(before) && EMOJI.test(after)) return true;
  return JOINED.test(text.charAt(at - 1)) && JOINED.test(text.charAt(at + 1));
};
