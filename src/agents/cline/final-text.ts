const END = '\n</final_file_content>';

/**
 * A task's answer to a change may hold the file as a person or a formatter left it, `<final_file_content path="…">` (3.x,
 * until 3.3x): that text.
 */
export const finalTextIn = (answer: string): string | undefined => {
  const open = /<final_file_content path="[^"\n]{0,4096}">\n/.exec(answer);
  if (open === null) return undefined;
  const start = open.index + open[0].length;
  const end = answer.lastIndexOf(END);
  return end < start - 1 ? undefined : answer.slice(start, Math.max(start, end));
};
