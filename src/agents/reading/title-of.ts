/** Characters: a text that is longer is a prompt with a log below it, and would stand twice in what is made of the session. */
const LONGEST = 65_536;

/**
 * The title of a session's head. Of a text that is too long there is none, and the prompt speaks for itself wherever a title is
 * shown: it is not cut here, before it is redacted, since half of a secret is not found.
 */
export const titleOf = (text: string | undefined): { readonly title?: string } =>
  text === undefined || text.length > LONGEST ? {} : { title: text };
