import type { Match, RedactionRule } from '../rule.ts';
import { cookiesIn } from './cookie.ts';
import { canBeSecret, optionValueAt, secretAt, type OptionValue } from '../values/option-value.ts';
import { PROGRAM_OPTIONS, type ProgramOption } from '../names/program-options.ts';

/** What a program is given on its command line to log in with: `curl -u ada:X`, `mysql -pX`, `sshpass -p X`. */
export const commandPassword: RedactionRule = { id: 'command-password', secret: true, contextual: true, find };

const NAMES = [...PROGRAM_OPTIONS.keys()].sort((a, b) => b.length - a.length);
/** What stands before a name is looked at only where one was found: that is many times as fast. */
const PROGRAM = new RegExp(
  String.raw`(?:${NAMES.map((name) => name.replaceAll('-', String.raw`\-`)).join('|')})(?:\.exe)?(?=\\{0,3}["'\s])`,
  'g',
);
const NO_PROGRAM_BEHIND = /(?<!\\)[\w.-]$|\w[:@]$/;
/** What the rest of a line is read by: options, ends of commands, words that matter. Nothing in it repeats but bounded. */
const PIECE =
  /(?<end>\r?\n|\\n(?![A-Za-z])|;\s|\|{1,2}\s|&&)|(?<=[\s"'`[(,])(?:(?<option>--?[A-Za-z][A-Za-z0-9-]{0,40})|(?<word>[a-z]{1,20}(?=[\s"'`])))/g;

/** Linear: every character belongs to one command at most. */
function* find(text: string): Generator<Match> {
  PROGRAM.lastIndex = 0;
  for (let program = PROGRAM.exec(text); program !== null; program = PROGRAM.exec(text)) {
    if (NO_PROGRAM_BEHIND.test(text.slice(Math.max(0, program.index - 2), program.index))) continue;
    const options = PROGRAM_OPTIONS.get(program[0].replace(/\.exe$/, '')) ?? [];
    const command = { options, from: PROGRAM.lastIndex };
    // the pattern is shared by all calls: a consumer may start another search between two matches
    const { matches, end } = readCommand(text, command);
    yield* matches;
    PROGRAM.lastIndex = end;
  }
}

interface Command {
  readonly options: readonly ProgramOption[];
  readonly from: number;
}

const readCommand = (text: string, { options, from }: Command): { matches: readonly Match[]; end: number } => {
  const matches: Match[] = [];
  const words = new Set<string>();
  PIECE.lastIndex = from;
  for (let piece = PIECE.exec(text); piece !== null; piece = PIECE.exec(text)) {
    const { end, option: written, word } = piece.groups ?? {};
    if (end !== undefined) {
      // a line that goes on
      if (/n$|\n$/.test(end) && /\\\r?$/.test(text.slice(piece.index - 2, piece.index))) continue;
      return { matches, end: piece.index };
    }
    if (word !== undefined) {
      if (PROGRAM_OPTIONS.has(word)) return { matches, end: piece.index };
      words.add(word);
      continue;
    }
    const match = secretsOf(text, { at: piece.index, written: written ?? '', options, words });
    matches.push(...match);
    const last = match.at(-1);
    if (last !== undefined) PIECE.lastIndex = last.end;
  }
  return { matches, end: text.length };
};

const LIST = /^\\{0,3}["'`],[ \t]{0,4}/;

interface Written {
  readonly at: number;
  readonly written: string;
  readonly options: readonly ProgramOption[];
  readonly words: ReadonlySet<string>;
}

const secretsOf = (text: string, { at, written, options, words }: Written): readonly Match[] => {
  for (const each of options) {
    if (each.after !== undefined && !words.has(each.after)) continue;
    const from = valueFrom(text, at, { written, known: each });
    const value = from === undefined ? undefined : optionValueAt(text, from);
    if (value !== undefined) return carried(value, each);
  }
  return [];
};

/** Where the value of an option begins; undefined for another option. */
const valueFrom = (
  text: string,
  at: number,
  { written, known }: { written: string; known: ProgramOption },
): number | undefined => {
  const attached = at + known.option.length;
  const short = /^-[A-Za-z]$/.test(known.option);
  if (short && text.startsWith(known.option, at) && /[^\s=]/.test(text.charAt(attached))) {
    // in a list of arguments the quote closes: ["-p", "X"]
    const list = LIST.exec(text.slice(attached, attached + 12));
    if (list !== null) return known.attached === true ? undefined : attached + list[0].length;
    return attached;
  }
  if (known.attached === true && short) return undefined;
  // curl's `-sSu`
  const cluster =
    short && known.carries === 'user:X' && /^-[a-zA-Z]{1,6}$/.test(written) && written.endsWith(known.option.charAt(1));
  if (written !== known.option && !cluster) return undefined;
  const behind = at + written.length;
  const space =
    /^(?:=|[ \t]{1,8}(?:\\\n[ \t]{0,32})?)/.exec(text.slice(behind, behind + 48)) ??
    LIST.exec(text.slice(behind, behind + 12));
  return space === null ? undefined : behind + space[0].length;
};

/** `-p 8080:80` of a container that is called like a program here. */
const PORTS = /^\d{1,5}:\d{1,5}$/;

const carried = ({ start, value }: OptionValue, { carries }: ProgramOption): readonly Match[] => {
  if (carries === 'cookies') return cookiesIn(value, start);
  const sign = carries === 'whole' ? -1 : value.indexOf(carries.charAt(4));
  if (carries !== 'whole' && sign <= 0) return [];
  const secret = value.slice(sign + 1);
  return canBeSecret(secret) && !PORTS.test(secret) ? [secretAt(start + sign + 1, secret)] : [];
};
