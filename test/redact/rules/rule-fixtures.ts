/** What each rule's file in this folder exports. Secret-shaped values are made when the suite runs. */
export interface RuleFixtures {
  /** A text and the part of it that must be gone. */
  readonly found: readonly (readonly [text: string, secret: string])[];
  /** Texts that stay as they are. */
  readonly left: readonly string[];
}

/** Letters and digits that look random and are the same in each run. */
export const noise = (
  length: number,
  alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
): string => {
  let state = 20_261_122 + length;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += alphabet[Math.floor(state / 65_536) % alphabet.length] ?? '';
  }
  return text;
};

/** A password with letters, a digit and a sign. */
export const PASSWORD = ['3Wi', 'Avy!', 'Jf', 'SGx'].join('');

/** A password of letters alone, which only its place gives away. */
export const WORD = ['sword', 'fish'].join('');
