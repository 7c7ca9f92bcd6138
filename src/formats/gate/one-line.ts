import type { GateFinding } from '../../domain/gate-report.ts';
import { cut } from '../../domain/text-limit.ts';
import { lineForTerminal } from '../terminal.ts';

/** A finding where there is one line for it, with what to do, and the last that a failing command said. */
export const inOneLine = ({ message, hint, output }: GateFinding, most: number): string => {
  const said =
    output === undefined ? '' : `; it said: ${lineForTerminal(output.split('\n').slice(-LINES).join(' / '))}`;
  const end = cut(said, MOST_SAID).text;
  const told = hint === null ? message : `${message} → ${hint}`;
  return `${cut(lineForTerminal(told), most - end.length).text}${end}`;
};

/** Lines, and characters, of what it said. */
const LINES = 3;
const MOST_SAID = 500;
