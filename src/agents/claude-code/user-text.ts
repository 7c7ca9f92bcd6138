import { behindAnnounced, isInjected } from './injected-text.ts';

/** What a text in a user record is: a person's own words are the exception. Markers as seen from 1.0.x to 2.1.220. */
export interface UserText {
  readonly kind: 'prompt' | 'command' | 'interrupted' | 'injected' | 'nothing';
  /** Without what was put around it; of a command its name and arguments. */
  readonly text: string;
}

/** What the client puts in stands in whole blocks of its own. A person who writes of a tag in a sentence means the tag. */
export const readUserText = (raw: string): UserText => {
  const text = withoutIdeTags(withoutReminders(raw).trim());
  if (text === '') return { kind: raw.trim() === '' ? 'nothing' : 'injected', text: raw };
  if (INTERRUPTED.test(text)) return { kind: 'interrupted', text };
  const command = commandBlock(text);
  // what goes to the model begins with the message; a command of the client alone (/exit, /clear) with its name
  if (command !== undefined && commandLine(text) !== '') {
    return { kind: command === 'command-message' ? 'prompt' : 'command', text: commandLine(text) };
  }
  if (isInjected(text)) return { kind: 'injected', text };
  return { kind: 'prompt', text: withoutHooks(behindAnnounced(text) ?? text) };
};

const HOOK = '<user-prompt-submit-hook>';
const HOOK_END = '</user-prompt-submit-hook>';
const MAX_HOOKS = 100;

/** Without what hooks said of the prompt: blocks before it or behind it, on lines of their own. Behind a question or a colon the person quotes one. */
const withoutHooks = (text: string): string => {
  let rest = text;
  for (let nth = 0; nth < MAX_HOOKS && rest.startsWith(HOOK); nth++) {
    const behind = rest.indexOf(HOOK_END) === -1 ? '' : rest.slice(rest.indexOf(HOOK_END) + HOOK_END.length);
    if (!/^[ \t]{0,8}(?:\r?\n|<user-prompt-submit-hook>)/.test(behind)) break;
    rest = behind.trim();
  }
  for (let nth = 0; nth < MAX_HOOKS && rest.endsWith(HOOK_END); nth++) {
    const start = rest.lastIndexOf(HOOK);
    if (start <= 0 || rest.charAt(start - 1) !== '\n' || /[?:？：]$/.test(rest.slice(0, start).trimEnd())) break;
    rest = rest.slice(0, start).trim();
  }
  return rest;
};

const INTERRUPTED = /^\[Request interrupted by user(?: for tool use)?\]$/;

const REMINDER = '<system-reminder>';
const REMINDER_END = '</system-reminder>';

/**
 * The text without reminders that the agent put into it. One that was cut off reaches to the end, if its tag has a line
 * of its own.
 */
export const withoutReminders = (text: string): string => {
  let kept = '';
  let at = 0;
  let end = -1;
  for (let from = text.indexOf(REMINDER); from !== -1; from = text.indexOf(REMINDER, Math.max(at, from + 1))) {
    if (end < from) {
      const next = text.indexOf(REMINDER_END, from);
      end = next === -1 ? text.length : next;
    }
    if (!isBlock(text, from, end)) continue;
    kept += text.slice(at, from);
    at = Math.min(text.length, end + REMINDER_END.length);
  }
  return kept + text.slice(at);
};

/** Begins a line or a sentence, and ends a line or holds several; or was put behind the last character. */
const isBlock = (text: string, from: number, end: number): boolean => {
  if (end + REMINDER_END.length === text.length && /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, from - 1), from)))
    return true;
  if (!/(?:^|\n|[.?!…。？！][ \t]|>)[ \t]{0,8}$/.test(text.slice(Math.max(0, from - 10), from))) return false;
  if (/^\r?\n/.test(text.slice(from + REMINDER.length, from + REMINDER.length + 2))) return true;
  if (end === text.length) return false;
  const after = end + REMINDER_END.length;
  return /^[ \t]{0,8}(?:$|[\r\n<])/.test(text.slice(after, after + 10));
};

const COMMAND = /^<(command-(?:name|message|args|contents))>/;

/** The tag that a text begins with, if it is closed and the text ends with a closing tag: a person's own words stand in it. */
const commandBlock = (text: string): string | undefined => {
  const name = COMMAND.exec(text)?.[1];
  return name !== undefined && text.includes(`</${name}>`) && /<\/[a-z-]{1,40}>$/.test(text.slice(-48))
    ? name
    : undefined;
};

const MAX_TAG = 40;

/** Editors put `<ide_opened_file>…</ide_opened_file>` or `<ide_selection>…` before the prompt, in the same text. */
const withoutIdeTags = (text: string): string => {
  let rest = text;
  while (rest.startsWith('<ide_')) {
    const open = rest.indexOf('>');
    if (open === -1 || open > MAX_TAG) break;
    const close = `</${rest.slice(1, open)}>`;
    const end = rest.indexOf(close, open);
    if (end === -1) break;
    rest = rest.slice(end + close.length).trimStart();
  }
  return rest;
};

/** `/review main` of `<command-message>…</command-message><command-name>/review</command-name><command-args>main</…>`. */
const commandLine = (text: string): string =>
  `${between(text, '<command-name>', '</command-name>')} ${between(text, '<command-args>', '</command-args>')}`.trim();

const between = (text: string, open: string, close: string): string => {
  const from = text.indexOf(open);
  const to = from === -1 ? -1 : text.indexOf(close, from);
  return to === -1 ? '' : text.slice(from + open.length, to).trim();
};

/** `/compact` and `/review main`, but not a path. */
export const isSlashCommand = (text: string): boolean => /^\/[\w:-]+(?:\s|$)/.test(text);

const SAID = 'the user said:\n';
const NOTE = "\n\nNote: The user's next message";

/** Of a call's result: a person did not let it be made. */
export const isRefusal = (result: string): boolean => result.startsWith("The user doesn't want to ");

/** What a person said when refusing a call: it stands at the end of the call's result. */
export const saidOnRefusal = (result: string): string | undefined => {
  if (!isRefusal(result)) return undefined;
  const from = result.indexOf(SAID);
  if (from === -1) return undefined;
  const said = result.slice(from + SAID.length);
  const note = said.indexOf(NOTE);
  const text = (note === -1 ? said : said.slice(0, note)).trim();
  return text === '' ? undefined : text;
};
