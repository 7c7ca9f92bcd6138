/** Lines of a diff that begin with a sign, headers left out. A long diff is not split: that takes several times its size. */
export const countSigned = (diff: string, sign: '+' | '-'): number => {
  const header = sign.repeat(3);
  let count = 0;
  for (let at = 0; at !== -1; at = nextLine(diff, at)) if (diff[at] === sign && !diff.startsWith(header, at)) count++;
  return count;
};

/** Where the next line begins; -1 after the last. */
const nextLine = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end === -1 ? -1 : end + 1;
};
