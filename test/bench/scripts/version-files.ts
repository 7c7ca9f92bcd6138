/** The files of an artifact of the usual size: about 50 KB of JSON that does not compress away. */
export const versionFiles = (seed: string): { readonly [name: string]: string } => ({
  'artifact.json': JSON.stringify({ seed, text: words(50_000, seed) }),
  'manifest.json': JSON.stringify({ seed }),
  'HANDOFF.md': words(4000, seed),
  'report.json': '{}',
});

/** The same words for the same seed (a linear congruential generator: Numerical Recipes' constants). */
const words = (length: number, seed: string): string => {
  let state = 7;
  for (let i = 0; i < seed.length; i++) state = (state * 31 + seed.charCodeAt(i)) >>> 0;
  let text = '';
  while (text.length < length) {
    state = (state * 1664525 + 1013904223) >>> 0;
    text += `${state.toString(36)} `;
  }
  return text.slice(0, length);
};
