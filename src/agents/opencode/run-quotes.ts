/**
 * `opencode run` joins its arguments into the prompt and puts double quotes around each one that holds a space, with a
 * backslash before every quote inside (0.1 to 1.18). A prompt that was given as one argument is then wholly wrapped:
 * these added quotes, and nothing else, are taken off. It is known from a prompt that a person typed in quotes by the
 * session, which only `run` denies to ask questions (see SessionInfo.headless; of a copied session, which no longer
 * says so, the form alone tells), and by its form: it begins and ends with a quote, holds a space, and no quote inside
 * stands without a backslash. What `run` read from standard input follows on a line of its own and stays.
 */
export const withoutRunQuotes = (text: string, headless: boolean): string => {
  if (!headless || !text.startsWith('"')) return text;
  const end = closingQuote(text);
  if (end === -1 || (end < text.length - 1 && text[end + 1] !== '\n')) return text;
  const inside = text.slice(1, end);
  return inside.includes(' ') ? inside.replaceAll('\\"', '"') + text.slice(end + 1) : text;
};

/** The first quote after the opening one without a backslash before it. */
const closingQuote = (text: string): number => {
  let at = text.indexOf('"', 1);
  while (at !== -1 && text[at - 1] === '\\') at = text.indexOf('"', at + 1);
  return at;
};
