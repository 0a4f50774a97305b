/** Milliseconds after which a test, and a file of tests, is given up outside the long proofs. */
export const longestFileMs = 10 * 60_000
