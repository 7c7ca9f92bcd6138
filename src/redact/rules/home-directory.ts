import type { Match, RedactionRule } from '../rule.ts';

/**
 * The home directory of a person, in the spellings of Linux, macOS, Windows, WSL and Git Bash, becomes `~`: its name
 * tells who somebody is. Separators may be escaped (`C:\\Users\\ada`).
 */
export const homeDirectory: RedactionRule = { id: 'home-directory', secret: false, contextual: false, find };

const SEGMENT = String.raw`[^\s\\/:;,'"<>|*?\`()\[\]{}~$=&]{1,64}`;
const PATTERN = new RegExp(
  String.raw`(?<![\w.~$%-])(?:/(?:home|Users)/{1,2}${SEGMENT}|/(?:mnt/|cygdrive/)?[a-z]/Users/${SEGMENT}` +
    String.raw`|/root(?![\w.-])|[A-Za-z]:[\\/]{1,4}Users[\\/]{1,4}${SEGMENT})`,
  'g',
);

function* find(text: string): Generator<Match> {
  for (const { 0: found, index } of text.matchAll(PATTERN)) {
    yield { start: index, end: index + found.length, replacement: '~' };
  }
}
