/** Loads what redaction needs, in a moment when nothing else can be done: the rules of secretlint are large. */
export const warmRedaction = async (): Promise<void> => {
  await import('./secretlint.ts');
};
