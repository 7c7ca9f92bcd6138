import type { SimpleCommand } from '../command-line.ts';

/**
 * Whether a command of PowerShell or of the Windows command interpreter may change files: a cmdlet that a line of another
 * shell, a pipe or a block holds, or a text that could not be read. What is plain has got the names of POSIX programs before.
 */
export const isForeignWriter = ({ argv, writes }: SimpleCommand, program: string): boolean => {
  if (WRITING.test(program)) return argv.length > 1 || writes.length === 0;
  if (!/^(?:powershell|pwsh|cmd)$/i.test(program)) return false;
  const text = argv.slice(1).join(' ');
  return ENCODED.test(text) || (TEXT.test(text) && IN_TEXT.test(text));
};

const NAMES =
  '(?:Set|Add|Clear|Remove|Rename|Move|Copy)-(?:Content|Item|ItemProperty)|New-Item|Out-File|Tee-Object|Export-\\w+|' +
  'Expand-Archive|Compress-Archive|Invoke-(?:WebRequest|RestMethod|Expression)|iwr|iex|Start-BitsTransfer';
const WRITING = new RegExp(`^(?:${NAMES}|del|erase|ren|xcopy|robocopy|rd)$`, 'i');

/** An option behind which a text stands. */
const TEXT = /(?:^| )(?:[-/]c\w*|\/{1,2}[ck])(?: |$)/i;
const ENCODED = /(?:^| )[-/]e(?:c|nc\w*)? /i;
const IN_TEXT = new RegExp(
  `\\b(?:${NAMES}|del|erase|ren|rename|move|copy|xcopy|robocopy|rd|rmdir|rm|mv|cp|ni|sc|ri)\\b|::(?:Write|Append|Delete|Move|Copy|Create|Replace)|>`,
  'i',
);
