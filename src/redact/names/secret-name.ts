/** Names in code, in the environment and in configuration that say that their value is a secret. */

/** Last words that say that the value is about a secret, not the secret. */
const ABOUT =
  /(?:^|[_-])(?:files?|paths?|dirs?|urls?|uris?|names?|ids?|lengths?|len|limits?|counts?|ttl|expir(?:y|es|ation)|types?|kinds?|sizes?|budgets?|usages?|max|min|index|policy|regex|patterns?|headers?|endpoints?|arn|enabled|required|timeouts?|fields?|labels?|hints?|used|total|input|output|per|cache|read|write|creation|details|version|status|store|manager|provider|timestamps?|dates?|times?|at|since|until|sources?|prefix|suffix|issuer|audience|scopes?|algorithm|alg|formats?)$/;

export const namesSecret = (name: string): boolean => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^[-_]+/, '');
  if (ABOUT.test(words)) return false;
  // the shell's, and names of objects in a cluster
  if (words === 'oldpwd' || /^(?:existing|image_pull)_secrets?$/.test(words)) return false;
  return /(?:^|[_-])(?:secrets?|tokens?|passwords?|passwd|passphrase|pwd|(?:ssh|mysql)?pass|pw|credentials?|api[_-]?key|apikey|(?:access|account|auth|private|encryption|signing|shared|master|subscription|app|admin|role|service|license|deploy)[_-]?key|psk)(?:$|[_-])|password$|passwd$|secret$|token$|apikey$/.test(
    words,
  );
};

/** The part of a name before the word that makes it a secret's. */
export const headOf = (text: string, index: number): string => {
  let start = index;
  while (start > 0 && index - start < 60 && /[A-Za-z0-9_-]/.test(text[start - 1] ?? '')) start--;
  return text.slice(start, index);
};
