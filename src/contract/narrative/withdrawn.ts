/** Prompts that a person took back before anything came of them. */

/** A command of the client that was mistyped and went to the model: `/mode`, `/them`, `/` alone. A path has more slashes. */
export const isCommandWord = (text: string): boolean => /^\/[\w:-]{0,40}$/.test(text.trim());

/** It says nothing but that what was asked before goes on. */
export const isGoOn = (text: string): boolean => GO_ON.test(text.trim());

const GO_ON =
  /^(?:(?:please |ok(?:ay)?,? |yes,? )?(?:continue|go on|go ahead|proceed|resume|keep going|carry on|try again|retry)(?: please)?|weiter|mach weiter|继续|繼續|続けて|계속(?:해(?:줘|주세요)?)?|continúa|continua|continuez)[.!…。]*$/iu;
