/** Text from logs on its way to a terminal. */
import { showInvisible } from './visible.ts';

/** Nothing that a terminal would obey is left: no escape sequence, no other control, no bidi. Line feeds and tabs stay. */
export const escapeForTerminal = (text: string): string => showInvisible(text);

/** The same on one line, for lists: white space of any kind becomes one space. */
export const lineForTerminal = (text: string): string => showInvisible(text.trim().replace(/\s+/g, ' '));
