const ALIGNMENTS = [0, 1, 2];
/** Of eight characters; what is shorter may stand anywhere by chance. */
const SHORTEST = 10;
const LONGEST_VALUE = 4096;

/**
 * How a value reads in base64, whatever is encoded before and behind it (`echo ada:X | base64`, a file of variables): for
 * each place that it may begin at, those characters that it alone decides. Also as addresses write them.
 */
export const encodedForms = (value: string): readonly string[] => {
  if (value.length > LONGEST_VALUE) return [];
  const bytes = Buffer.from(value);
  const forms = ALIGNMENTS.map((before) => {
    const bits = 8 * (before + bytes.length);
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6));
  }).filter(({ length }) => length >= SHORTEST);
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
};
