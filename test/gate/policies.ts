/** Policies that many cases share. */

/** Tests are required; a CI job could witness them, so that a strict gate can be satisfied. */
export const RECORDED = `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = "npm test"
`;

/** The required check is run again on the head, which decides. */
export const RERUN = `[[required_checks]]
name = "tests"
command = "sh scripts/test.sh"
rerun = true
definition = ["scripts/**"]
timeout_seconds = 5
`;

export const ALWAYS = 'require = "always"\n';
